"""Measure newstool and its peers: `python -m benchmarks accuracy | errors | gate | speed`."""
