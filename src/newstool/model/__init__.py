"""The types that pass from step to step; no behaviour."""
