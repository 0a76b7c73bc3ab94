"""When the article was published and changed."""
