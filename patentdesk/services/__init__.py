"""Carry out one verb per function: a transaction that returns what changed."""
