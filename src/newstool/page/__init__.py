"""Facts about the page that several fields need, each worked out in one place."""
