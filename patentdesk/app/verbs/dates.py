"""Compute deadlines from facts given on the command line, with their derivation; no portfolio is needed."""
