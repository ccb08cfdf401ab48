"""Draw what triage found: how scores are spread, and value against cost."""

from __future__ import annotations

from collections import Counter

from patentdesk.charts.bars import stacked
from patentdesk.charts.data import Scored, Scores
from patentdesk.charts.sheet import Sheet
from patentdesk.charts.terms import term

_WIDE = 5
GRADES = ("A", "B", "C", "D")


def grade_colours(sheet: Sheet) -> dict[str, str]:
    """Return the colour of each grade; a withheld one is quiet."""
    blue, amber, green, _, _, vermilion, _ = sheet.theme.series
    return {"A": green, "B": blue, "C": amber, "D": vermilion, "withheld": sheet.theme.quiet}


def score_distribution(sheet: Sheet, data: Scores) -> bool:
    """Draw how many patents have a score in each band of five points, coloured by grade."""
    scored = [patent for patent in data.patents if patent.score is not None]
    if not scored:
        return False
    found: dict[str, Counter[float]] = {grade: Counter() for grade in (*GRADES, "withheld")}
    for patent in scored:
        band = min(int((patent.score or 0) // _WIDE), 100 // _WIDE - 1)
        found[patent.grade][band * _WIDE + _WIDE / 2] += 1
    colours = grade_colours(sheet)
    names = {grade: sheet.words.code("grade", grade) for grade in found}
    places = [place * _WIDE + _WIDE / 2 for place in range(100 // _WIDE)]
    stacked(
        sheet,
        places,
        [(names[grade], colours[grade], found[grade]) for grade in found],
        tip={place: f"{place - _WIDE / 2:.0f}–{place + _WIDE / 2:.0f}" for place in places},
        terms={(place, names[grade]): term("grade", grade) for place in places for grade in found},
        width=_WIDE * 0.86,
    )
    sheet.axes.set_xlim(0, 100)
    sheet.ticks("x", range(0, 101, 20))
    sheet.amount_axis("y")
    return True


def value_and_cost(sheet: Sheet, data: Scores) -> bool:
    """Draw each patent by value (across) and yearly cost (up), both logarithmic; while none is valued, by score."""
    valued = any(patent.value for patent in data.patents)
    shown = [one for one in data.patents if one.cost and (one.value if valued else one.score is not None)]
    if not shown:
        return False

    def place(patent: Scored) -> float:
        return float((patent.value if valued else patent.score) or 0)

    colours = grade_colours(sheet)
    for grade in (*GRADES, "withheld"):
        some = [patent for patent in shown if patent.grade == grade]
        if some:
            size = 26 if len(shown) < 400 else 12
            across = [place(patent) for patent in some]
            up = [float(patent.cost or 0) for patent in some]
            sheet.axes.scatter(
                across, up, s=size, color=colours[grade], alpha=0.75, linewidths=0.5, edgecolors=sheet.theme.ground
            )
            sheet.legend.append((sheet.words.code("grade", grade), colours[grade]))
    for patent in shown:
        score, cost = float(patent.score or 0), float(patent.cost or 0)
        text = sheet.words(
            "chart.tip_patent",
            number=patent.number,
            title=patent.title,
            score=f"{score:.0f}",
            amount=f"{cost:,.0f} {data.currency}",
        )
        across_at = place(patent)
        sheet.mark(across_at, across_at, cost, cost, term=term("id", patent.patent_id), text=text)
    costs = [patent.cost or 0 for patent in shown]
    sheet.axes.set_yscale("log")
    sheet.axes.set_ylim(min(costs) / 1.6, max(costs) * 1.6)
    if valued:
        values = [place(patent) for patent in shown]
        sheet.axes.set_xscale("log")
        sheet.axes.set_xlim(min(values) / 1.6, max(values) * 1.6)
        _money_ticks(sheet, min(values) / 1.6, max(values) * 1.6, across=True)
    else:
        sheet.axes.set_xlim(0, 100)
        sheet.ticks("x", range(0, 101, 20))
    _money_ticks(sheet, min(costs) / 1.6, max(costs) * 1.6)
    sheet.rule("x", "y")
    name = sheet.words("chart.axis.value", currency=data.currency) if valued else sheet.words("chart.axis.score")
    sheet.name_axis("x", name)
    sheet.name_axis("y", sheet.words("chart.axis.cost", currency=data.currency))
    return True


def _money_ticks(sheet: Sheet, lowest: float, highest: float, *, across: bool = False) -> None:
    """Write 1, 2 and 5 times the powers of ten that lie inside, few enough for the room."""
    inside = [m * 10.0**p for p in range(-1, 13) for m in (1, 2, 5) if lowest <= m * 10.0**p <= highest]
    room = sheet.width / 70 if across else sheet.height / 40
    every = max(int(len(inside) / max(room, 2)) + 1, 1)
    ticks = inside[::every]
    sheet.ticks("x" if across else "y", ticks, [sheet.number(tick) for tick in ticks])
