"""Show the one selection through one lens each."""
