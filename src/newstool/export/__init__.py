"""Records to files: one module for each format. `writers` gives them one interface."""
