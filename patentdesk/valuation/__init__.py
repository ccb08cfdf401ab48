"""Answer what a patent is worth."""
