"""The door: sign-in, choice of desk, profile, messages, errors, and the parts of the pages."""
