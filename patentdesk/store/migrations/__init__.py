"""Bring older portfolio files up to date, one numbered step after the other."""
