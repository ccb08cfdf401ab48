"""Read a file from outside into records and problems."""
