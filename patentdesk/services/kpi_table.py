"""Tell key figures in words, on the screen, the command line and in a file alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from patentdesk.core.words import Language, Words
from patentdesk.handouts.page import Page, PageTable, write_page
from patentdesk.services.desk import Desk
from patentdesk.services.kpis import Figure

_CURRENCY = 3
"""Letters of a currency's code."""
TARGETS: Mapping[str, tuple[str, float]] = {
    "reviewed_early": ("≥", 0.9), "missed_fees": ("=", 0), "mapped_to_product": ("≥", 0.8),
    "evidence_coverage": ("≥", 0.6), "regret_rate": ("≤", 0.02), "calibration": ("≥", 0.8),
}  # fmt: skip
"""What a figure is held against: P10 ... P90 should hold 80 %, 60 % of evidence is what a grade needs, no fee may be
missed; the others are our proposal (knowledge)."""


def meets(one: Figure) -> bool | None:
    """Tell whether a figure meets its target; None without target or figure."""
    if one.id not in TARGETS or one.value is None:
        return None
    sign, wanted = TARGETS[one.id]
    return {"≥": one.value >= wanted, "≤": one.value <= wanted, "=": one.value == wanted}[sign]


def told(one: Figure, value: float | None) -> str:
    """Return a figure as people write it; a dash where nothing can be measured."""
    if value is None:
        return "–"
    if one.unit in ("days", "count"):
        return f"{value:,.0f}"
    if "/" in one.unit:
        return f"{value:,.0f} {one.unit.partition('/')[0]}"
    return f"{value:.1%}"


def row(one: Figure, words: Words) -> list[str]:
    """Return name, value, what it was computed from, and target."""
    name = words(f"kpi.{one.id}")
    name = f"{name} ({one.unit})" if len(one.unit) == _CURRENCY else name
    value = told(one, one.value) + (words("kpi.unit_days") if one.unit == "days" and one.value is not None else "")
    of = f"{one.part:,.0f} / {one.whole:,.0f}" if one.unit not in ("days", "count") else f"n = {one.whole:,.0f}"
    sign, wanted = TARGETS.get(one.id, ("", 0))
    return [name, value, of, f"{sign} {told(one, wanted)}" if sign else ""]


def write_figures(desk: Desk, found: Sequence[Figure], path: Path, language: Language) -> int:
    """Write the figures (.xlsx, or .html to be printed); return how many. Raises Refused as every file does."""
    words = desk.library.words(language)
    heads = [words(f"kpi.head.{name}") for name in ("name", "value", "of", "target")]
    table = PageTable(words("kpi.title"), heads, (44, 16, 26, 14), [row(one, words) for one in found])
    facts = [(words("minutes.day"), desk.clock.today().isoformat()), (words("minutes.author"), desk.user)]
    write_page(path, Page(words("kpi.title"), facts, [table]))
    return len(found)
