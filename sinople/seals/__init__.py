"""Sign-off of what another prepared, in levels that are data."""
