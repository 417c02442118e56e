"""The city in its year, made through the actions; only in demonstration settings."""
