"""Evaluators, engagements, reports."""
