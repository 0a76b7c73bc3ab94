"""Bytes to a document, and a document to blocks: where HTML and plain text meet."""
