"""Blocks to labelled blocks; `label_blocks` is the one way in."""

from newstool.labelling.label import label_blocks

__all__ = ["label_blocks"]
