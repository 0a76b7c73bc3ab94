"""Exports of news archives: texts and pages that hold many articles."""
