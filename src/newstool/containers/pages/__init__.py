"""Web pages as browsers and crawlers keep them."""
