"""Files that hold many articles, each taken out as a document of its own."""
