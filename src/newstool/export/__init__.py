"""Records to files: one module for each format; `writers` puts them behind one face."""
