"""Makes the weights that `newstool.labelling` ships: `python -m training --help`."""
