"""Offer one verb of the command line per module: its arguments, and what it does with them."""
