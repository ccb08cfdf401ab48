"""Turn numbers into matplotlib figures."""
