"""Pages that show what newstool saw: of one article, of many, and of what a batch holds."""
