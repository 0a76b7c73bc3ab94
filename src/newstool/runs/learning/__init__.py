"""Learning from a batch what a source puts beside its stories."""
