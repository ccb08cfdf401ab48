"""Show, enter, compare and hand out what is due."""
