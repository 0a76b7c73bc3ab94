"""The people who made the article: authors, editors, credits, and the byline as written."""
