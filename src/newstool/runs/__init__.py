"""Many inputs: files found and read, worker processes, order, outputs, resuming."""
