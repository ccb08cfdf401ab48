"""Answer when something is due, and why that day."""
