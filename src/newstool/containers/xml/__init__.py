"""Feeds and the formats of news agencies: XML, cut into its articles."""
