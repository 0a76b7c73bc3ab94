"""JSON: objects whose keys say an article's fields."""
