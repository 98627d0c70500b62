"""Measurements against the public corpora and the project's own; needs the data folder beside the checkout."""
