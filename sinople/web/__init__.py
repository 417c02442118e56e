"""HTTP only; nothing imports it."""
