"""Answer what to keep."""
