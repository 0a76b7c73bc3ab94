"""Files packed into one: compressed streams, ZIP and tar archives."""
