"""Name the places of the program and the menus, and how wide the frame's parts are."""

from __future__ import annotations

PLACES = ("overview", "portfolio", "docket", "triage", "valuation", "intake")
LENS_NAMES = ("decide", "matrix", "questions", "committee", "scenarios", "execution", "ranks", "figures")
"""The lenses on a review, in the order of their tabs."""
MENUS = ("file", "edit", "view", "go", "do", "help")
NAVIGATION_WIDTH = 164
INSPECTOR_WIDTH = 300
FACETS_WIDTH = 180
TOP_HEIGHT = 50
MENU_HEIGHT = 29
