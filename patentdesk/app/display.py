"""Tell whether a window can be shown, before Qt is loaded: it would end the program where it finds no screen."""

from __future__ import annotations

import os
import sys


def has_display() -> bool:
    """Tell whether the system says where a person sees windows; Windows and macOS always can show them."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def can_show() -> bool:
    """Tell whether Qt has a place for a window: a display, or what it was told to paint on."""
    return has_display() or bool(os.environ.get("QT_QPA_PLATFORM"))
