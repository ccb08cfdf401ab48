"""Show the desk: Qt widgets, one folder per panel, no rules."""
