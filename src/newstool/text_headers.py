"""provisional"""
def find_headers(lines): return ()
