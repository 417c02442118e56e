"""Readings by site and year."""
