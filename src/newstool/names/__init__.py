"""People's names in bylines and credits: one name, lists of names, roles around them."""
