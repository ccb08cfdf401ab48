"""Set up, one by one, the situations that the program must handle; dates are relative to the day of the demo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from patentdesk.core.months import shift_months
from patentdesk.demo.days import years_later
from patentdesk.demo.families import Nursery, anniversary_in
from patentdesk.demo.members import Member
from patentdesk.demo.patents import Invented, Notice, Tie
from patentdesk.portfolio.codes import EncumbranceKind, RightType, Segment, Status

EARLIEST = date(2025, 9, 1)
"""The law-change boundaries must lie in the past of the demo's day."""

_MAKE_UP_WEEKENDS = tuple(
    date(*day)
    for day in (
        (2025, 1, 26), (2025, 2, 8), (2025, 4, 27), (2025, 9, 28), (2025, 10, 11),
        (2026, 1, 4), (2026, 2, 14), (2026, 2, 28), (2026, 5, 9), (2026, 9, 20), (2026, 10, 10),
    )
)  # fmt: skip
"""Weekend days on which China works (calendars, 3: State Council notices for 2025 and 2026)."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The nursery with the members by key."""

    nursery: Nursery
    members: Mapping[str, Member]

    @property
    def today(self) -> date:
        """The day of the demo."""
        return self.nursery.today

    def granted(
        self,
        key: str,
        filed: date,
        offices: tuple[str, ...] = ("CN",),
        *,
        right_type: RightType = RightType.INVENTION,
        segment: Segment | None = None,
        others: tuple[Member, ...] = (),
    ) -> list[Invented]:
        """Return a granted family of the member."""
        return self.nursery.family(
            self.members[key], filed, offices, right_type, segment=segment, others=others, lucky=True
        )

    def pending(self, key: str, filed: date, offices: tuple[str, ...] = ("CN",)) -> list[Invented]:
        """Return a family of the member in which nothing is granted."""
        return [
            replace(patent, grant="", grant_kind="", grant_date=None, status=_open_state(patent))
            for patent in self.granted(key, filed, offices)
        ]


def all_situations(stage: Stage) -> list[Invented]:
    """Return the patents of every situation, each marked with its name. Raises ValueError before ``EARLIEST``."""
    if stage.today < EARLIEST:
        raise ValueError(f"the demo needs a day from {EARLIEST} on")
    found: list[Invented] = []
    for make in (_annuities, _actions, _law_changes, _rights, _ends, _routes, _ties):
        for situation, patents in make(stage).items():
            found += [_marked(patent, situation) for patent in patents]
    return found


def _marked(patent: Invented, situation: str) -> Invented:
    return replace(patent, situation=patent.situation or situation)


def _open_state(patent: Invented) -> Status:
    return patent.status if patent.office == "WO" else Status.PENDING


def _annuities(stage: Stage) -> dict[str, list[Invented]]:
    """Return annuities that fall due soon, that are late, and one that ends on a weekend on which China works."""
    today = stage.today
    makeup = min(_MAKE_UP_WEEKENDS, key=lambda day: abs((day - today).days))
    rested = stage.granted("hengshuo", anniversary_in(makeup, 0, 5))
    late = stage.granted("lanchuan", anniversary_in(today, -70, 8))
    very_late = stage.granted("zhuanglan", anniversary_in(today, -160, 6))
    return {
        "due_in_3_days": stage.granted("hengshuo", anniversary_in(today, 3, 6)),
        "due_this_week": stage.granted("qiheng", anniversary_in(today, 6, 7)),
        "due_this_month": stage.granted("xunzhou", anniversary_in(today, 24, 5)),
        "in_grace": [replace(patent, paid_through_year=8) for patent in late]
        + [replace(patent, paid_through_year=6) for patent in very_late],
        "makeup_weekend": [replace(patent, paid_through_year=5) for patent in rested],
        "paid_ahead": [
            replace(patent, paid_through_year=9) for patent in stage.granted("linji", anniversary_in(today, 40, 6))
        ],
    }


def _actions(stage: Stage) -> dict[str, list[Invented]]:
    """Return office actions that are due soon, overdue, of a stated period, and answered in time."""
    today = stage.today
    due_soon = shift_months(today + timedelta(days=5), -4)
    overdue = shift_months(today - timedelta(days=20), -4)

    def noticed(patents: list[Invented], *notices: Notice) -> list[Invented]:
        return [replace(patent, notices=notices) for patent in patents]

    filed = shift_months(today, -26)
    return {
        "action_due": noticed(stage.pending("qingyue", filed), Notice("office_action_first", due_soon)),
        "overdue": noticed(stage.pending("shuowei", filed), Notice("office_action_first", overdue)),
        "stated_period": noticed(
            stage.pending("pinglan", filed), Notice("office_action", today - timedelta(days=30), period="P2M")
        ),
        "by_post": noticed(
            stage.pending("yizhu", filed), Notice("office_action_first", today - timedelta(days=40), channel="post")
        ),
        "grant_notice": noticed(
            stage.pending("yaosong", shift_months(today, -30)), Notice("grant_notice", today - timedelta(days=35))
        ),
        "rejected": noticed(
            stage.pending("wangsong", shift_months(today, -34)), Notice("rejection", today - timedelta(days=45))
        ),
    }


def _law_changes(stage: Stage) -> dict[str, list[Invented]]:
    """Return facts on both sides of each change of law, answered long ago."""

    def letter(patents: list[Invented], office: str, *notices: Notice) -> list[Invented]:
        return [replace(patent, notices=notices) if patent.office == office else patent for patent in patents]

    def answered(kind: str, day: date, months: int) -> Notice:
        return Notice(kind, day, answered=shift_months(day, months) - timedelta(days=3))

    def european(filed: date, day: date) -> list[Invented]:
        return letter(stage.pending("rhoenwerk", filed, ("DE", "EP")), "EP", answered("office_action", day, 4))

    def korean(filed: date, day: date, months: int) -> list[Invented]:
        return letter(stage.pending("lilan", filed, ("CN", "KR")), "KR", answered("office_action", day, months))

    design = RightType.DESIGN
    return {
        "cn_design_old": stage.granted("lanchuan", date(2021, 5, 31), right_type=design, segment=Segment.BODY),
        "cn_design_new": stage.granted("mushuo", date(2021, 6, 1), right_type=design, segment=Segment.CHARGING),
        "cn_notice_old": letter(
            stage.pending("qingyu", date(2022, 3, 14)), "CN", answered("office_action_first", date(2024, 1, 19), 4)
        ),
        "cn_notice_new": letter(
            stage.pending("qingyu", date(2022, 3, 21)), "CN", answered("office_action_first", date(2024, 1, 22), 4)
        ),
        "ep_letter_old": european(date(2021, 2, 9), date(2023, 10, 31)),
        "ep_letter_new": european(date(2021, 2, 23), date(2023, 11, 2)),
        "kr_action_old": korean(date(2021, 9, 6), date(2025, 7, 10), 2),
        "kr_action_new": korean(date(2021, 9, 13), date(2025, 7, 11), 4),
    }


def _rights(stage: Stage) -> dict[str, list[Invented]]:
    """Return the kinds of right, shared ownership, reduced fees and a fact that is missing."""
    today = stage.today
    shared = stage.granted("yunlu", shift_months(today, -70), others=(stage.members["qiheng"],))
    thirds = stage.granted(
        "wangsong", shift_months(today, -64), ("CN", "US"), others=(stage.members["hengshuo"], stage.members["qiji"])
    )
    unknown = stage.granted("yaosong", shift_months(today, -58))
    model = RightType.UTILITY_MODEL
    return {
        "utility_model": stage.granted("tuolan", shift_months(today, -50), right_type=model),
        "design": stage.granted("zhuanglan", shift_months(today, -40), right_type=RightType.DESIGN),
        "co_owned": [replace(patent, shares=((3, 5), (2, 5))) for patent in shared]
        + [replace(patent, shares=((1, 3), (1, 3), (1, 3))) for patent in thirds],
        "fee_reduced": [
            replace(patent, reduction="cn_85") for patent in stage.granted("qiji", shift_months(today, -55))
        ],
        "missing_filing_date": [replace(patent, filing_date=None) for patent in unknown],
    }


def _ends(stage: Stage) -> dict[str, list[Invented]]:
    """Return one patent in each state in which nothing is left to pay."""
    today = stage.today

    def ended(patents: list[Invented], status: Status) -> list[Invented]:
        return [replace(patent, status=status) for patent in patents]

    return {
        "expired": stage.granted("lanchuan", years_later(today, -21)),
        "expired_utility_model": stage.granted("lanchuan", years_later(today, -11), right_type=RightType.UTILITY_MODEL),
        "expires_soon": stage.granted("heye", anniversary_in(today, 150, 20)),
        "lapsed": ended(stage.granted("jiheng", shift_months(today, -100)), Status.LAPSED),
        "refused": ended(stage.pending("xingrao", shift_months(today, -62)), Status.REFUSED),
        "withdrawn": ended(stage.pending("shengan", shift_months(today, -48)), Status.WITHDRAWN),
    }


def _routes(stage: Stage) -> dict[str, list[Invented]]:
    """Return first filings and international applications at each turn of the road."""
    today = stage.today
    return {
        "priority_year_open": stage.pending("xunzhou", shift_months(today, -11)),
        "pct_open": stage.pending("lilan", shift_months(today + timedelta(days=45), -30), ("CN", "WO")),
        "pct_entered": stage.granted("hengshuo", shift_months(today, -84), ("CN", "WO", "EP", "US", "JP", "KR")),
        "examination_request": stage.pending("mushuo", shift_months(today + timedelta(days=28), -36)),
    }


def _ties(stage: Stage) -> dict[str, list[Invented]]:
    """Return patents whose owner's hands are tied; each tie forbids a drop."""
    today = stage.today
    kinds: tuple[tuple[str, str, EncumbranceKind, str, int | None], ...] = (
        ("licensed", "shuowei", EncumbranceKind.LICENCE, "岚川汽车股份有限公司", 1_200_000),
        ("pledged", "hengshuo", EncumbranceKind.PLEDGE, "武岭农商银行（虚构）", 30_000_000),
        ("pooled", "zhuanglan", EncumbranceKind.POOL, "联盟充电互操作专利池", None),
        ("litigated", "xunzhou", EncumbranceKind.LITIGATION, "某无人配送公司（虚构）", 8_000_000),
        ("standard", "xingrao", EncumbranceKind.STANDARD, "车联网安全团体标准", None),
        ("funded", "wangsong", EncumbranceKind.FUNDING, "省重点研发计划", None),
        ("awarded", "lanchuan", EncumbranceKind.AWARD, "省专利奖", None),
    )
    found: dict[str, list[Invented]] = {}
    for index, (situation, key, kind, party, amount) in enumerate(kinds):
        tie = Tie(kind, party, shift_months(today, -14 - index), amount_cny=amount)
        patents = stage.granted(key, shift_months(today, -60 - 3 * index), ("CN", "US") if index < 2 else ("CN",))
        found[situation] = [replace(patent, ties=(tie,)) for patent in patents]
    return found
