"""Rules that the user adds to those that are shipped: their form, how they are read and matched."""
