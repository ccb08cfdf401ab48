"""Choose the fonts of the charts among those that the machine has."""

from __future__ import annotations

from functools import cache

from matplotlib import font_manager

CHINESE = (
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Droid Sans Fallback",
    "Noto Serif CJK SC",
)
LATIN = ("Segoe UI", "Helvetica Neue", "Noto Sans", "Arial", "Liberation Sans")
LAST = "DejaVu Sans"
"""Comes with matplotlib, so it is always there."""


@cache
def families() -> tuple[str, ...]:
    """Return the font families for one text, first choice first; a glyph is taken from the first that has it."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    latin = [name for name in LATIN if name in installed][:1]
    chinese = [name for name in CHINESE if name in installed][:1]
    return (*latin, *chinese, LAST)


def writes_chinese() -> bool:
    """Tell whether any installed font has Chinese characters; without one they show as boxes."""
    return len(families()) > 1 and any(name in CHINESE for name in families())
