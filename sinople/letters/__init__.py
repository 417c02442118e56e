"""Outgoing messages as rows, deliveries, document numbers, and the printing of papers."""
