"""Draw what the alliance has: years, status, offices, members, classes, terms and ages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from patentdesk.charts.bars import Bar, grid_axes, horizontal, paint_cells, ramp, stacked
from patentdesk.charts.data import Row, Tally
from patentdesk.charts.sheet import BASE, Sheet
from patentdesk.charts.terms import any_term, term
from patentdesk.charts.texts import break_lines, first_of, width_em
from patentdesk.portfolio.codes import DEAD, RightType, Status
from patentdesk.portfolio.fields import values_in

_BESIDE = 40
"""Room at the left of the columns, in points."""
_FAR = 25
"""No term ends later than this many years from now; such dates are errors and are not drawn."""


_LIVES = {
    "granted": "status:granted",
    "pending": "status:pending,pct_open",
    "ended": "is:dead",
    "unknown": "status:unknown",
}
"""What a part of an office's column asks for."""


def counted(rows: Iterable[Row]) -> Counter[str]:
    """Return counts by the first value of a tally; rows without a value are left out."""
    found: Counter[str] = Counter()
    for value, *_, count in rows:
        if value not in (None, ""):
            found[str(value)] += _whole(count)
    return found


def by_year(rows: Iterable[Row]) -> dict[int, int]:
    """Return counts by the year that stands first in a tally."""
    return {int(year): count for year, count in counted(rows).items() if year.isdigit()}


def _whole(value: object) -> int:
    return int(str(value))


def filings_and_grants(sheet: Sheet, data: Sequence[Tally]) -> bool:
    """Draw filings as columns and grants as a line, by year."""
    filed, granted = by_year(data[0]), by_year(data[1])
    years = _recent(set(filed) | set(granted), sheet)
    if not years:
        return False
    name_filed, name_granted = sheet.words("chart.filed"), sheet.words("chart.granted")
    stacked(
        sheet,
        years,
        [(name_filed, sheet.theme.accent, filed)],
        tip={year: str(year) for year in years},
        terms={(year, name_filed): term("filed", year) for year in years},
    )
    line = [granted.get(year, 0) for year in years] if sheet.shows(name_granted) else []
    colour = sheet.theme.series[1]
    sheet.axes.plot(years[: len(line)], line, color=colour, linewidth=2, marker="o", markersize=3.5)
    sheet.legend.append((name_granted, colour))
    for year, count in zip(years, line, strict=False):
        text = sheet.words("chart.tip_part", name=str(year), part=name_granted, n=f"{count:,}")
        sheet.mark(year, year, count, count, term=term("granted", year), text=text)
    columns = [filed.get(year, 0) for year in years] if sheet.shows(name_filed) else []
    sheet.axes.set_ylim(0, max([*columns, *line, 1]) * 1.08)
    sheet.across(years[0], years[-1])
    sheet.amount_axis("y")
    sheet.year_axis()
    return True


def _recent(years: set[int], sheet: Sheet) -> list[int]:
    """Return the years without gaps, the latest ones that have room for a column of five points."""
    known = [year for year in years if 1950 <= year <= sheet.today.year + _FAR]
    if not known:
        return []
    most = max(int(sheet.width / 9), 8)
    return list(range(max(min(known), max(known) - most + 1), max(known) + 1))


def legal_status(sheet: Sheet, data: Sequence[Tally]) -> bool:
    """Draw patents by legal status, the living ones first and in colour; what has no room stands together below."""
    counts = counted(data[0])
    colours = {
        Status.GRANTED: sheet.theme.good,
        Status.PENDING: sheet.theme.accent,
        Status.PCT_OPEN: sheet.theme.series[4],
    }
    order = sorted(counts, key=lambda status: (status not in colours, -counts[status]))
    bars = [
        Bar(
            sheet.words.code("status", status),
            counts[status],
            term("status", status),
            colours.get(Status(status), sheet.theme.quiet),
        )
        for status in order
    ]
    if len(bars) > sheet.rows:
        kept, rest = bars[: sheet.rows - 1], order[sheet.rows - 1 :]
        name = sheet.words("chart.other_states", n=len(rest))
        count = sum(counts[status] for status in rest)
        bars = [*kept, Bar(name, count, any_term("status", rest), sheet.theme.quiet)]
    if bars:
        horizontal(sheet, bars)
    return bool(bars)


def offices(sheet: Sheet, data: Sequence[Tally]) -> bool:
    """Draw the offices with the most patents: granted, pending, ended ones and those of unknown status."""
    totals = counted(data[0])
    top = [office for office, _ in totals.most_common(max(min(int((sheet.width - _BESIDE) / 26), 16), 3))]
    if not top:
        return False
    places = {office: float(place) for place, office in enumerate(top)}
    theme = sheet.theme
    groups = {"granted": theme.good, "pending": theme.accent, "ended": theme.quiet, "unknown": theme.series[1]}
    parts: dict[str, dict[float, float]] = {group: {} for group in groups}
    for office, status, count in data[0]:
        if office in places:
            part = parts[_life(str(status))]
            part[places[str(office)]] = part.get(places[str(office)], 0) + _whole(count)
    names = {group: sheet.words(f"chart.life.{group}") for group in groups}
    stacked(
        sheet,
        list(places.values()),
        [(names[group], groups[group], parts[group]) for group in groups],
        tip={place: sheet.words.code("office", office) for office, place in places.items()},
        terms={
            (place, names[group]): f"{term('office', office)} {_LIVES[group]}"
            for office, place in places.items()
            for group in groups
        },
        width=0.66,
    )
    sheet.categories("x", top)
    sheet.across(0, len(top) - 1)
    sheet.amount_axis("y")
    return True


def _life(status: str) -> str:
    if status in DEAD:
        return "ended"
    return {Status.GRANTED: "granted", Status.PENDING: "pending", Status.PCT_OPEN: "pending"}.get(
        Status(status), "unknown"
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """The names along one side of the heat map, the largest first; ``rest`` are those without room, shown as one."""

    shown: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The names that each line stands for."""
        return (*((name,) for name in self.shown), *((self.rest,) if self.rest else ()))


def _side(totals: Counter[str], room: int) -> _Side:
    names = [name for name, _ in totals.most_common()]
    kept = len(names) if len(names) <= room else room - 1
    return _Side(tuple(names[:kept]), tuple(names[kept:]))


_COLUMN = 2 * BASE + 3.7
"""Width in points of a column of the heat map: two Chinese characters of its name, and air."""
_AROUND = 27.0
"""Points around its cells and the names of its rows."""


def segments_by_member(sheet: Sheet, data: Sequence[Tally]) -> bool:
    """Draw a heat map of segments (rows) and members (columns), the largest first; the rest of both is one line."""
    cells: Counter[tuple[str, str]] = Counter()
    for segment, member, count in data[0]:
        if segment not in (None, "") and member not in (None, "") and _whole(count):
            cells[str(segment), str(member)] += _whole(count)
    if not cells:
        return False
    by_segment: Counter[str] = Counter()
    by_member: Counter[str] = Counter()
    for (segment, member), count in cells.items():
        by_segment[segment] += count
        by_member[member] += count
    rows = _side(by_segment, max(int((sheet.height - 62) / 13), 3))
    widest = max(width_em(sheet.number(count)) for count in by_segment.values()) * (BASE - 1) + 4
    labels = [sheet.words.code("segment", segment) for segment in rows.shown]
    labels += [sheet.words("chart.other_segments", n=len(rows.rest))] if rows.rest else []
    wide = sheet.width - min(max(width_em(label) for label in labels) * BASE, 0.3 * sheet.width) - _AROUND
    columns = _side(by_member, max(int(wide / max(widest, _COLUMN)), 2))
    counts = [[sum(cells[s, m] for s in some for m in many) for many in columns.groups] for some in rows.groups]
    most = max(cells.values())
    shades = [
        [count / most if row < len(rows.shown) and column < len(columns.shown) else 0.0 for column, count in line]
        for row, line in enumerate(list(enumerate(line)) for line in counts)
    ]
    paint_cells(
        sheet, shades, ramp(sheet), [[sheet.number(count) if count else "" for count in line] for line in counts]
    )
    _mark_cells(sheet, rows, columns, counts)
    heads = _column_names(columns.shown, wide / len(columns.groups))
    heads += [sheet.words("chart.other_members", n=len(columns.rest))] if columns.rest else []
    grid_axes(sheet, heads, labels)
    return True


def _mark_cells(sheet: Sheet, rows: _Side, columns: _Side, counts: Sequence[Sequence[int]]) -> None:
    for row, segments in enumerate(rows.groups):
        for column, members in enumerate(columns.groups):
            segment = _name_of(sheet, rows, segments, "segments")
            member = _name_of(sheet, columns, members, "members")
            text = sheet.words("chart.tip", name=f"{segment} · {member}", n=f"{counts[row][column]:,}")
            asked = f"{any_term('segment', segments)} {any_term('member', members)}"
            sheet.mark(column - 0.5, column + 0.5, row - 0.5, row + 0.5, term=asked, text=text)


def _name_of(sheet: Sheet, side: _Side, names: tuple[str, ...], kind: str) -> str:
    if names == side.rest:
        return sheet.words(f"chart.rest_of_{kind}", n=len(names))
    return sheet.words.code("segment", names[0]) if kind == "segments" else names[0]


def _column_names(names: Sequence[str], wide: float) -> list[str]:
    """Return names in two short lines each: as much as columns ``wide`` points have room for.

    A line has at least two characters.
    """
    room = max((wide - 3.5) / BASE, 2.0)
    if room >= 4:
        return ["\n".join(break_lines(name, room, 2)) for name in names]
    return ["\n".join(first_of(name, room)) for name in names]


def applicants(sheet: Sheet, data: Sequence[Tally]) -> bool:
    """Draw the applicants with the most patents; a patent of several counts for each."""
    found: Counter[str] = Counter()
    for line, count in counted(data[0]).items():
        for name in values_in("applicant", line):
            found[name] += count
    return _top(sheet, found, "applicant")


def members(sheet: Sheet, data: Sequence[Tally]) -> bool:
    """Draw the members with the most patents."""
    return _top(sheet, counted(data[0]), "member")


def ipc_subclasses(sheet: Sheet, data: Sequence[Tally]) -> bool:
    """Draw the most frequent IPC subclasses (the first four characters of the main symbol)."""
    found: Counter[str] = Counter()
    for symbol, count in counted(data[0]).items():
        found[symbol[:4]] += count
    return _top(sheet, found, "ipc_main")


def _top(sheet: Sheet, counts: Counter[str], field: str) -> bool:
    bars = [Bar(name, count, term(field, name)) for name, count in counts.most_common(min(sheet.rows, 15))]
    if bars:
        horizontal(sheet, bars)
    return bool(bars)


def expiry_cliff(sheet: Sheet, data: Sequence[Tally]) -> bool:
    """Draw how many terms end in each coming year; the next three stand out."""
    this = sheet.today.year
    counts = {year: count for year, count in by_year(data[0]).items() if this <= year <= this + _FAR}
    if not counts:
        return False
    years = list(range(this, max(counts) + 1))
    soon = {year: count for year, count in counts.items() if year < this + 3}
    later = {year: count for year, count in counts.items() if year >= this + 3}
    names = sheet.words("chart.soon"), sheet.words("chart.later")
    stacked(
        sheet,
        years,
        [(names[0], sheet.theme.series[5], soon), (names[1], sheet.theme.accent, later)],
        tip={year: str(year) for year in years},
        terms={(year, name): term("expires", year) for year in years for name in names},
    )
    sheet.across(years[0], years[-1])
    sheet.amount_axis("y")
    sheet.year_axis()
    return True


_BANDS = ((0, 2), (3, 5), (6, 8), (9, 11), (12, 14), (15, 17), (18, 20))


def age_pyramid(sheet: Sheet, data: Sequence[Tally]) -> bool:
    """Draw ages since filing from young (below) to old: inventions to the left, other rights to the right."""
    sides = {"invention": [0] * len(_BANDS), "other": [0] * len(_BANDS)}
    for year, right, count in data[0]:
        if year is None or not str(year).isdigit():
            continue
        age = sheet.today.year - int(str(year))
        side = sides["invention" if right in (RightType.INVENTION, RightType.PCT) else "other"]
        for place, (youngest, oldest) in enumerate(_BANDS):
            if youngest <= age <= oldest:
                side[place] += _whole(count)
    if not any((*sides["invention"], *sides["other"])):
        return False
    for name, word in (("invention", "chart.inventions"), ("other", "chart.other_rights")):
        if not sheet.shows(sheet.words(word)):
            sides[name] = [0] * len(_BANDS)
    longest = max(*sides["invention"], *sides["other"]) or 1
    _pyramid_side(sheet, sides["invention"], -1, sheet.theme.accent, sheet.words("chart.inventions"))
    _pyramid_side(sheet, sides["other"], 1, sheet.theme.series[1], sheet.words("chart.other_rights"))
    sheet.categories("y", [sheet.words("chart.age_band", youngest=a, oldest=b) for a, b in _BANDS])
    sheet.axes.axvline(0, color=sheet.theme.quiet, linewidth=0.8)
    sheet.span = (-max([*sides["invention"], longest * 0.12]), max([*sides["other"], longest * 0.12]))
    sheet.axes.set_ylim(-0.5, len(_BANDS) - 0.5)
    sheet.axes.xaxis.set_visible(False)
    sheet.axes.spines["bottom"].set_visible(False)
    return True


def _pyramid_side(sheet: Sheet, counts: Sequence[int], sign: int, colour: str, name: str) -> None:
    ends_at = [sorted((0, sign * count)) for count in counts]
    sheet.boxes([(low, high, at - 0.36, at + 0.36) for at, (low, high) in enumerate(ends_at)], colour)
    sheet.legend.append((name, colour))
    for place, count in enumerate(counts):
        if not count:
            continue
        sheet.figure_at(sign * count, place, sheet.number(count), before=sign < 0)
        youngest, oldest = _BANDS[place]
        band = sheet.words("chart.age_band", youngest=youngest, oldest=oldest)
        years = f"filed:{sheet.today.year - oldest}..{sheet.today.year - youngest}"
        side = "right:invention,pct" if sign < 0 else "right:utility_model,design"
        text = sheet.words("chart.tip_part", name=band, part=name, n=f"{count:,}")
        ends = (0.0, float("inf")) if sign > 0 else (float("-inf"), 0.0)
        far = max(counts) * 1.3
        sheet.mark(max(ends[0], -far), min(ends[1], far), place - 0.5, place + 0.5, term=f"{years} {side}", text=text)
