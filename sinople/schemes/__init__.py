"""Enacted packs, requirements, plans, calls."""
