"""Plain text to blocks: lines joined, wraps and page breaks undone."""
