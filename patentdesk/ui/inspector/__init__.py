"""Show everything that is known about one patent, each thing with its why."""
