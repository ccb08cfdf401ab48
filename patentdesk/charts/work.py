"""Draw what is due and what it costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from patentdesk.charts.bars import stacked
from patentdesk.charts.data import FeeForecast, ScenarioCosts, Timeline, TimelinePoint, Workload
from patentdesk.charts.sheet import Sheet
from patentdesk.charts.terms import term
from patentdesk.core.months import shift_months


def workload(sheet: Sheet, data: Sequence[Workload]) -> bool:
    """Draw deadlines by month: past due, in their grace period, open."""
    busy = [month for month in data if month.overdue or month.grace or month.open]
    if not busy:
        return False
    months = _months(min(month.month for month in busy), max(month.month for month in busy))
    months = (
        months[-max(int(sheet.width / 11), 12) :]
        if months[-1] <= sheet.today
        else months[: max(int(sheet.width / 11), 12)]
    )
    place = {month: float(number) for number, month in enumerate(months)}
    shown = [month for month in busy if month.month.replace(day=1) in place]
    parts = (("overdue", sheet.theme.danger), ("grace", sheet.theme.warning), ("open", sheet.theme.accent))
    series: list[tuple[str, str, dict[float, float]]] = []
    terms: dict[tuple[float, str], str] = {}
    for part, colour in parts:
        name = sheet.words(f"chart.docket.{part}")
        amounts = {place[month.month.replace(day=1)]: float(getattr(month, part)) for month in shown}
        series.append((name, colour, amounts))
        terms |= {(where, name): term("due", f"{month:%Y-%m}") for month, where in place.items()}
    stacked(
        sheet,
        list(place.values()),
        series,
        tip={where: f"{month:%Y-%m}" for month, where in place.items()},
        terms=terms,
    )
    _name_months(sheet, months)
    sheet.amount_axis("y")
    return True


def _months(first: date, last: date) -> list[date]:
    """Return the first days of the months from one to another, both included."""
    count = 12 * (last.year - first.year) + last.month - first.month
    return [shift_months(first.replace(day=1), number) for number in range(count + 1)]


def _name_months(sheet: Sheet, months: Sequence[date]) -> None:
    """Write months as numbers with the year under its first month; thinned where they have no room."""
    every = next(
        step for step in (1, 2, 3, 6, 12, 24, 60) if step * (sheet.width - 60) / len(months) >= 16 or step == 60
    )
    places = [place for place, month in enumerate(months) if (month.month - 1) % every == 0] or [0]
    years = {months[place].year: place for place in reversed(places)}
    first_of_year = set(years.values())
    labels = [
        f"{months[place].month}" + (f"\n{months[place].year}" if place in first_of_year else "") for place in places
    ]
    sheet.ticks("x", places, labels)
    sheet.across(0, len(months) - 1)


def fee_forecast(sheet: Sheet, data: FeeForecast) -> bool:
    """Draw fees by year, the dearest offices apart and the rest together."""
    totals: Counter[str] = Counter()
    for _, office, amount in data.amounts:
        totals[office] += amount  # type: ignore[assignment]  # Counter adds any number
    years = sorted({year for year, _, amount in data.amounts if amount})
    if not years:
        return False
    top = [office for office, _ in totals.most_common(5)]
    rest = sheet.words("chart.other_offices")
    names = {office: office if office in top else rest for office in totals}
    colours = dict(zip([*top, rest], [*sheet.theme.series[:5], sheet.theme.quiet], strict=False))
    colours[rest] = sheet.theme.quiet
    amounts: dict[str, dict[int, float]] = {name: {} for name in [*top, rest]}
    for year, office, amount in data.amounts:
        part = amounts[names[office]]
        part[year] = part.get(year, 0.0) + amount
    stacked(
        sheet,
        years,
        [(name, colours[name], part) for name, part in amounts.items()],
        tip={year: str(year) for year in years},
        terms={(year, office): f"{term('office', office)} {term('due', year)}" for year in years for office in top},
    )
    sheet.across(years[0], years[-1])
    sheet.amount_axis("y", whole=False)
    sheet.year_axis()
    return True


def timeline(sheet: Sheet, data: Timeline) -> bool:
    """Draw a bubble for the deadlines of each group in each week; the past lies left of the line."""
    groups = list(data.groups)[: sheet.rows]
    points = [point for point in data.points if point.group in groups]
    if not points:
        return False
    colours = {"overdue": sheet.theme.danger, "grace": sheet.theme.warning, "week": sheet.theme.warning}
    most = max(point.count for point in points)
    room = min((sheet.height - 60) / max(len(groups), 1), sheet.width / data.weeks * 1.6, 26.0)
    for point in points:
        x, y = (point.week - data.first).days / 7 + 0.5, groups.index(point.group)
        side = max(room * (point.count / most) ** 0.5, 4.5)
        colour = colours.get(point.bucket, sheet.theme.accent)
        sheet.axes.scatter([x], [y], s=side**2, color=colour, alpha=0.85, linewidths=0)
        last = point.week + timedelta(days=6)
        name = point.group or sheet.words("chart.nobody")
        text = sheet.words("chart.tip_week", name=name, first=point.week, last=last, n=f"{point.count:,}")
        half = side / 2 / max((sheet.width - 120) / data.weeks, 1)
        wide, high = max(half, 0.5), 0.45
        sheet.mark(x - wide, x + wide, y - high, y + high, term=_week_term(data.field, point, last), text=text)
    sheet.axes.axvline((sheet.today - data.first).days / 7, color=sheet.theme.quiet, linewidth=1, linestyle=(0, (4, 3)))
    sheet.categories("y", [group or sheet.words("chart.nobody") for group in groups], 0.22)
    sheet.downwards(len(groups), 44)
    sheet.axes.set_xlim(0, data.weeks)
    _name_weeks(sheet, data)
    sheet.rule("y")
    return True


def _week_term(field: str, point: TimelinePoint, last: date) -> str:
    due = f"due:{point.week}..{last}"
    return f"{due} {term(field, point.group)}" if point.group else due


def _name_weeks(sheet: Sheet, data: Timeline) -> None:
    """Write the first day of each month below the weeks, as far as there is room."""
    months: list[tuple[float, date]] = []
    for number in range(data.weeks * 7):
        day = data.first + timedelta(days=number)
        if day.day == 1:
            months.append((number / 7, day))
    every = max(int(len(months) * 46 / max(sheet.width - 100, 1)) + 1, 1)
    shown = months[::every]
    sheet.ticks("x", [place for place, _ in shown], [f"{day:%Y-%m}" for _, day in shown])


def scenarios(sheet: Sheet, data: ScenarioCosts) -> bool:
    """Draw the cost of each alternative side by side, year by year."""
    amounts = {(name, year): amount for name, year, amount in data.amounts}
    years = sorted({year for _, year, amount in data.amounts if amount})
    if not years:
        return False
    wide = 0.8 / max(len(data.names), 1)
    colours = [sheet.theme.quiet, *sheet.theme.series]
    for number, name in enumerate(data.names):
        colour = colours[number % len(colours)]
        places = [year - 0.4 + wide * (number + 0.5) for year in years]
        heights = [amounts.get((name, year), 0.0) for year in years]
        half = wide * 0.46
        sheet.boxes([(at - half, at + half, 0, height) for at, height in zip(places, heights, strict=True)], colour)
        for place, year, height in zip(places, years, heights, strict=True):
            text = sheet.words("chart.tip_part", name=year, part=name, n=f"{height:,.0f}")
            if height:
                span = (place - wide / 2, place + wide / 2)
                sheet.mark(*span, 0, height, term=term("due", year), text=text)
        sheet.legend.append((sheet.short(name, 0.5), colour))
    sheet.axes.set_ylim(min([0.0, *amounts.values()]) * 1.05, max([0.0, *amounts.values()]) * 1.05 or 1.0)
    sheet.across(years[0], years[-1])
    sheet.amount_axis("y", whole=False)
    sheet.year_axis()
    return True
