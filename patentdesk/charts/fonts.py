"""Choose the fonts of the charts among those that the machine has."""

from __future__ import annotations

import warnings
from functools import cache

from matplotlib import font_manager

from patentdesk.core.problems import Problem, Severity

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
OFFERED = "Noto Sans CJK SC"
"""Free, and made for every system."""
LAST = "DejaVu Sans"
"""Comes with matplotlib, so it is always there."""


@cache
def families() -> tuple[str, ...]:
    """Return the font families for one text, first choice first; a glyph is taken from the first that has it.

    A glyph that none of them has shows as a box; from the first call on nothing more is said about single ones, since
    ``missing`` says it once for all.
    """
    warnings.filterwarnings("ignore", r"Glyph \d+ .*missing from", UserWarning)
    installed = {font.name for font in font_manager.fontManager.ttflist}
    latin = [name for name in LATIN if name in installed][:1]
    chinese = [name for name in CHINESE if name in installed][:1]
    return (*latin, *chinese, LAST)


def writes_chinese() -> bool:
    """Tell whether any installed font has Chinese characters; without one they show as boxes."""
    return any(name in CHINESE for name in families())


def missing() -> Problem | None:
    """Return what a reader of the charts should know about the machine's fonts: chart_font_missing, or None."""
    return None if writes_chinese() else Problem("chart_font_missing", Severity.WARNING, args={"font": OFFERED})
