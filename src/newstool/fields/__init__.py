"""One module per field, named as an editor would name it."""
