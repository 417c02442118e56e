"""Repeatable benches: each makes its own data by a seed, checks the answer first, then takes the time."""
