"""Web pages: the article, and what the page says of it."""
