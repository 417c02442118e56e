"""Persons, users, organisations, sites, authorities, memberships, mandates."""
