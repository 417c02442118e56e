"""Public notice and objections."""
