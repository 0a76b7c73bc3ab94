"""The command line: parse, clean, export, schema; options, help, cards and tables."""
