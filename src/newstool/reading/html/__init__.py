"""HTML to blocks: one walk over the parsed tree."""
