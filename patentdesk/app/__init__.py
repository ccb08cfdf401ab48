"""Start the program: command line, window, paths, logging."""
