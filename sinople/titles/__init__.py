"""Grants, certificates, the register."""
