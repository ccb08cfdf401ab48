"""Draw filings and grants by year, apart by member, office, segment or type; and how counts spread."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from patentdesk.charts.bars import stacked
from patentdesk.charts.cuts import Band, Event, Group
from patentdesk.charts.data import Tally
from patentdesk.charts.sheet import Sheet
from patentdesk.charts.terms import any_term, term

_APART = 6
"""Groups drawn apart at most; the rest stands together."""
_AREA = 11_000
"""Square points of the picture that one group more wants."""
_FAR = 25
_NEAR_POINTS = 9


def by_year(sheet: Sheet, data: Sequence[Tally], *, event: Event, group: Group) -> bool:
    """Draw a column for each year, the largest groups apart; what has no value of the group stands last."""
    counts: dict[str, dict[float, float]] = defaultdict(lambda: defaultdict(float))
    totals: Counter[str] = Counter()
    for year, value, count in data[0]:
        if year is not None and 1950 <= int(str(year)) <= sheet.today.year + _FAR:
            counts[str(value or "")][float(str(year))] += float(str(count))
            totals[str(value or "")] += int(str(count))
    if not totals:
        return False
    years = _recent({year for amounts in counts.values() for year in amounts}, sheet)
    known = [value for value, _ in totals.most_common() if value]
    most = min(max(int(sheet.width * sheet.height / _AREA), 2), _APART)
    apart = known[:most] if len(known) > most + 1 else known
    rest = known[len(apart) :]
    parts = [(_name(sheet, group, value), [value]) for value in apart]
    parts += [(sheet.words("chart.group_rest", n=len(rest)), rest)] if rest else []
    parts += [(sheet.words("chart.group_unknown"), [""])] if "" in totals else []
    colours = (*sheet.theme.series[: len(apart)], sheet.theme.quiet, sheet.theme.grid)
    series: list[tuple[str, str, dict[float, float]]] = []
    terms: dict[tuple[float, str], str] = {}
    for number, (name, values) in enumerate(parts):
        amounts = {year: sum(counts[value].get(year, 0.0) for value in values) for year in years}
        series.append((name, colours[min(number, len(colours) - 1)] if values != [""] else sheet.theme.grid, amounts))
        condition = any_term(group.field, values) if values != [""] else f'{group.field}:""'
        terms |= {(year, name): f"{term(event.asked, int(year))} {condition}" for year in years}
    stacked(sheet, years, series, tip={year: f"{year:.0f}" for year in years}, terms=terms)
    sheet.across(years[0], years[-1])
    sheet.amount_axis("y")
    sheet.year_axis()
    return True


def _name(sheet: Sheet, group: Group, value: str) -> str:
    return sheet.words.code(group.field, value) if group.coded else sheet.short(value, 0.22)


def _recent(known: set[float], sheet: Sheet) -> list[float]:
    """Return the years without gaps, the latest ones that have room."""
    most = max(int(sheet.width / _NEAR_POINTS), 8)
    first, last = int(min(known)), int(max(known))
    return [float(year) for year in range(max(first, last - most + 1), last + 1)]


def spread(sheet: Sheet, data: Sequence[Tally], *, field: str, bands: Sequence[Band]) -> bool:
    """Draw how many patents have a count in each band; those without a known count are left out."""
    counts = [0.0] * len(bands)
    for value, patents in data[0]:
        if value is None:
            continue
        for place, (low, high) in enumerate(bands):
            if low <= int(str(value)) and (high is None or int(str(value)) <= high):
                counts[place] += float(str(patents))
    if not any(counts):
        return False
    labels = [_label(band) for band in bands]
    name = sheet.words("chart.patents")
    places = [float(place) for place in range(len(bands))]
    stacked(
        sheet,
        places,
        [(name, sheet.theme.accent, dict(zip(places, counts, strict=True)))],
        tip=dict(zip(places, labels, strict=True)),
        terms={(place, name): _asked(field, band) for place, band in zip(places, bands, strict=True)},
    )
    for at, height in zip(places, counts, strict=True):
        if height and sheet.shows(name):
            sheet.write(at, height, sheet.number(height), va="bottom", offset=(0, 2))
    sheet.legend.clear()
    sheet.axes.set_ylim(0, max(counts) * 1.18)
    sheet.categories("x", labels)
    sheet.across(0, len(bands) - 1)
    sheet.axes.yaxis.set_visible(False)
    return True


def _label(band: Band) -> str:
    low, high = band
    return f"{low}+" if high is None else str(low) if low == high else f"{low}–{high}"


def _asked(field: str, band: Band) -> str:
    low, high = band
    return f"{field}>={low}" if high is None else term(field, low) if low == high else f"{field}:{low}..{high}"
