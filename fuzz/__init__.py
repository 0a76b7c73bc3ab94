"""Coverage-guided fuzzing: `python -m fuzz --help`."""
