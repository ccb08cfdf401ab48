"""Answer what we have: patents, families, organisations, numbers, queries."""
