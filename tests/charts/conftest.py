"""Invent data for every chart, large enough to crowd it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from patentdesk.charts.data import (
    Bridge,
    FeeForecast,
    RateGrid,
    ScenarioCosts,
    Scored,
    Scores,
    Step,
    Swing,
    Timeline,
    TimelinePoint,
    Tornado,
    Workload,
    YearlyValue,
)
from patentdesk.charts.triagedata import Radar, Savings, Share, Shares
from patentdesk.charts.valuedata import Bubble, Bubbles, Course, Past, Ranged, Ranges, Settling, Spread

TODAY = date(2026, 11, 22)
MEMBERS = (
    "江淮动力科技股份有限公司",
    "皖江电池研究院",
    "Hanhai Automotive Systems Co., Ltd.",
    "星驰汽车集团",
    "合肥智驾科技有限公司",
    "Norden Fahrzeugtechnik GmbH",
    "东湖线束有限公司",
    "安澜热管理系统（苏州）有限公司",
    "庐州轮毂",
    "Kyowa Denso 研究所",
    "远景车身",
    "启明知识产权代理有限公司",
    "三电系统有限公司",
    "Delta Harness",
)
SEGMENTS = (
    "battery",
    "fuel_cell",
    "drive",
    "power_electronics",
    "charging",
    "chassis",
    "body",
    "thermal",
    "cockpit",
    "automated_driving",
    "connectivity",
    "engine",
    "manufacturing",
    "materials",
    "other",
)
OFFICES = ("CN", "EP", "US", "JP", "KR", "DE", "WO", "GB", "FR", "TW", "IN", "BR")


def samples() -> dict[str, object]:
    """Return data for each chart by its id; the same at every call."""
    dice = random.Random(7)
    years = range(2003, 2027)
    statuses = ("granted", "pending", "lapsed", "expired", "refused", "withdrawn", "unknown", "pct_open")
    return {
        "filings": [
            [(year, dice.randint(2, 20) * (year - 2000)) for year in years],
            [(year, dice.randint(1, 14) * (year - 2000)) for year in range(2005, 2027)],
        ],
        "status": [[(status, dice.randint(4, 900)) for status in statuses]],
        "offices": [[(office, status, dice.randint(0, 90)) for office in OFFICES for status in statuses]],
        "segment_member": [
            [
                (segment, member, dice.randint(0, 60))
                for segment in SEGMENTS
                for member in MEMBERS
                if dice.random() < 0.7
            ]
        ],
        "members": [[(member, dice.randint(3, 140)) for member in MEMBERS]],
        "applicants": [[(member, dice.randint(3, 1400)) for member in MEMBERS]],
        "ipc": [
            [
                (symbol, dice.randint(3, 300))
                for symbol in (
                    "H01M10/0525",
                    "H01M4/36",
                    "B60L50/60",
                    "H02J7/00",
                    "G05D1/02",
                    "B60W30/08",
                    "G06V20/56",
                    "B62D25/20",
                    "F02D41/00",
                    "H02P21/00",
                    "B60K1/04",
                    "G01R31/36",
                    "H04W4/40",
                    "B60H1/00",
                    "C22C21/00",
                )
            ]
        ],
        "expiry": [[(year, dice.randint(2, 160)) for year in range(2020, 2046)]],
        "ages": [
            [(year, right, dice.randint(0, 40)) for year in years for right in ("invention", "utility_model", "design")]
        ],
        **{
            f"{what}_{by}": [[(year, value, dice.randint(0, 90)) for year in years for value in values]]
            for what in ("filings", "grants")
            for by, values in (
                ("member", (*MEMBERS, None)),
                ("office", OFFICES),
                ("segment", (*SEGMENTS, "")),
                ("type", ("invention", "utility_model", "design", "pct")),
            )
        },
        "citations": [[(count, 5000 // (count + 1)) for count in range(90)]],
        "families": [[(None, 40), *((size, 900 // size) for size in range(1, 40))]],
        "workload": [
            Workload(date(2026, 9, 1), overdue=4, grace=7),
            Workload(date(2026, 10, 1), overdue=2, grace=11),
            *(Workload(date(2026 + (10 + n) // 12, (10 + n) % 12 + 1, 1), open=dice.randint(2, 48)) for n in range(20)),
        ],
        "timeline": Timeline(
            [*MEMBERS[:4], ""],
            [
                TimelinePoint(name, date(2026, 10, 26) + timedelta(weeks=week), dice.randint(1, 40), bucket)
                for name in (*MEMBERS[:4], "")
                for week, bucket in ((0, "overdue"), (3, "grace"), (4, "week"), (9, "quarter"), (30, "later"))
            ],
            date(2026, 10, 26),
            34,
            "member",
        ),
        "scenarios": ScenarioCosts(
            "CNY",
            ["as it is", "Drop: office:DE", "To small entity: office:US"],
            [
                (name, year, dice.randint(2, 90) * 9_000.0)
                for year in range(2026, 2036)
                for name in ("as it is", "Drop: office:DE", "To small entity: office:US")
            ],
        ),
        "fees": FeeForecast(
            "CNY",
            [(year, office, dice.randint(2, 90) * 9_000.0) for year in range(2026, 2036) for office in OFFICES],
        ),
        "scores": Scores(scored(dice)),
        "value_cost": Scores(scored(dice)),
        "opportunity_risk": Scores(
            [
                replace(one, opportunity=float(dice.uniform(0, 100)), risk=float(dice.uniform(0, 100)))
                for one in scored(dice)
            ]
        ),
        "radar": Radar(
            ["产品实施", "剩余有效期", "产业链契合度", "布局国家/地区", "被引证次数", "法律状态"],
            [("CN101B", [0.2, 0.9, 1.0, 0.4, None, 0.7]), ("CN102B", [0.6, 0.3, 0.0, 0.8, 0.5, 1.0])],
        ),
        "savings": Savings(
            "CNY",
            [
                ("当前决策", [(2027, 12_000.0), (2028, 18_000.0), (2031, 40_000.0)]),
                ("按模型建议", [(2027, 30_000.0), (2029, 22_000.0)]),
            ],
        ),
        "coverage_lost": Shares(
            [
                Share("动力电池", 0.31, "31 / 100", term="segment:battery"),
                Share("CN", 0.05, "7 / 141", term="office:CN"),
            ]
        ),
        "key_figures": Shares(
            [
                Share("年费到期前 90 天以上作出决定的比例", 0.18, "18.2%", 0.9, good=False, term="is:alive"),
                Share("评价信息覆盖率", 0.71, "71.5%", 0.6, good=True, term="grade:A"),
                Share("成交价落在区间的比例", None, "–", 0.8, term="is:alive"),
            ]
        ),
        "bridge": Bridge(
            "CNY",
            [
                Step("Royalties saved 许可费节省", 18_400_000.0, total=True),
                Step("Tax 所得税", -4_600_000.0),
                Step("Annuities 年费", -380_000.0),
                Step("Tax amortisation benefit 摊销税盾", 1_900_000.0),
                Step("Concluded value 评估值", 15_320_000.0, total=True),
            ],
        ),
        "tornado": Tornado(
            "CNY",
            15_320_000.0,
            [
                Swing("Royalty rate 许可费率", 7_700_000.0, 30_500_000.0),
                Swing("Discount rate 折现率", 18_900_000.0, 12_800_000.0),
                Swing("Economic life 经济寿命", 11_200_000.0, 17_700_000.0),
                Swing("Net sales 净销售额", 12_100_000.0, 18_600_000.0),
                Swing("Share of sales that still read on the claims 权利要求覆盖占比", 13_000_000.0, 16_000_000.0),
                Swing("Tax rate 税率", 16_600_000.0, 14_900_000.0),
            ],
        ),
        "value_years": YearlyValue("CNY", [(2026, 260_000.0), *((2027 + n, 2_900_000.0 * 0.86**n) for n in range(11))]),
        "rates": RateGrid(
            "CNY",
            (0.10, 0.12, 0.14, 0.16, 0.18),
            (0.005, 0.01, 0.015, 0.02, 0.03),
            [[k * 9e8 / (1 + 9 * r) for k in (0.005, 0.01, 0.015, 0.02, 0.03)] for r in (0.10, 0.12, 0.14, 0.16, 0.18)],
            base=(2, 3),
        ),
    }


def scored(dice: random.Random) -> list[Scored]:
    """Return 240 patents with scores, some without a cost and some without a grade."""
    made = []
    for number in range(240):
        score = min(max(dice.gauss(54, 17), 2), 99)
        grade = (
            "withheld"
            if number % 11 == 0
            else next(g for g, low in (("A", 70), ("B", 50), ("C", 30), ("D", 0)) if score >= low)
        )
        cost = (
            None
            if number % 13 == 0
            else dice.choice((600, 900, 1200, 2000, 4000, 6000, 8000, 13400)) * dice.uniform(0.9, 1.2)
        )
        made.append(Scored(number + 1, f"CN1{number:08d}B", score, grade, cost, "一种动力电池热管理系统"))
    return made


def value_samples() -> dict[str, object]:
    """Return invented data for the charts of uncertain and past values."""
    methods = ("许可费节省法", "利润分成：约当投资量", "成本法", "Comparable sales")
    return {
        "distribution": Spread(
            "CNY", [n * 1e5 for n in range(31)], [n * (30 - n) for n in range(30)], 6e5, 1.4e6, 2.5e6
        ),
        "value_cases": Ranges("CNY", [Ranged("低", 6e5, 6e5, 6e5), Ranged("基准", 6e5, 1.4e6, 2.5e6)]),
        "methods": Ranges("CNY", [Ranged(name, 1e5 * n, 2e5 * n, 4e5 * n) for n, name in enumerate(methods, 1)]),
        "convergence": Settling("CNY", [(1000 * n, 1.4e6 + 1e5 / n, 3e4 / n**0.5) for n in range(1, 21)]),
        "bubbles": Bubbles(
            "CNY", [Bubble(n, f"CN{n}B", 1e5 * n, 0.4 + 0.1 * (n % 7), 900 * (n % 5)) for n in range(40)]
        ),
        "value_course": Course(
            "CNY",
            [Past(date(2022 + n, 6, 30), name, 1e5 * n, 2e5 + 1e5 * n, 6e5) for n in range(4) for name in methods[:2]],
        ),
    }


def extremes() -> dict[str, object]:
    """Return data that labels hardly fit: huge counts beside tiny ones, long names, equal ends, losses."""
    long = "江淮皖江动力电池与电驱动系统技术研究院股份有限公司"
    names = [f"{long}{number}" for number in range(24)]
    years = range(1995, 2027)
    huge = [1_234_567, 98_765, 12_345, 9_999, 8, 1, 1, 1]
    return (
        samples()
        | value_samples()
        | {
            "filings": [[(year, 123_456) for year in years], [(year, 1) for year in years]],
            "status": [[("abandoned", 9_999_999), ("granted", 1), ("unknown", 32), ("pct_closed", 5), ("lapsed", 5)]],
            "offices": [[(office, "granted", 999_999 if office == "CN" else 1) for office in OFFICES]],
            "segment_member": [[(segment, name, 98_765) for segment in SEGMENTS for name in names]],
            "members": [list(zip(names, huge, strict=False))],
            "applicants": [
                [("Hanhai Automotive Electrification Systems and Components Co., Ltd.", 1_234_567), ("甲", 1)]
            ],
            "ipc": [[("H01M10/0525", 1_234_567)]],
            "expiry": [[(2026, 1), (2050, 1_234_567)]],
            "ages": [[(2025, "invention", 1_234_567), (2010, "design", 1_234_567), (2008, "invention", 1)]],
            "workload": [Workload(date(2026, 11, 1), overdue=98_765), Workload(date(2041, 12, 1), open=1)],
            "timeline": Timeline(
                [long], [TimelinePoint(long, date(2026, 11, 16), 98_765, "week")], date(2026, 11, 2), 40
            ),
            "scenarios": ScenarioCosts("CNY", ["as it is", long], [("as it is", 2026, 9.87e9), (long, 2026, 1.0)]),
            "fees": FeeForecast("CNY", [(2026, "CN", 1.0), (2055, "EP", 9.87e9)]),
            "scores": Scores([Scored(1, "CN1B", 99.9, "A", 123_456_789.0, long)]),
            "opportunity_risk": Scores(
                [
                    Scored(1, "CN1B", 99.9, "A", title=long, opportunity=100.0, risk=0.0),
                    Scored(2, "CN2B", 0.1, "D", opportunity=0.0, risk=100.0),
                ]
            ),
            "radar": Radar([long, "Remaining life", "Offices covered"], [(long, [1.0, 0.0, 0.5])]),
            "savings": Savings("CNY", [(long, [(2027, 987_654_321.0)]), ("B", [(2027, 1.0), (2046, 2.0)])]),
            "coverage_lost": Shares([Share(long, 1.0, "123,456 / 123,456", term="office:CN")]),
            "key_figures": Shares([Share(long, 0.0, "0.0%", 1.0, good=False), Share("b", None, "–")]),
            "value_cost": Scores([Scored(1, "CN1B", 99.9, "A", 123_456_789.0, long), Scored(2, "CN2B", 0.1, "D", 0.9)]),
            "bridge": Bridge(
                "CNY",
                [
                    Step(long, -98_765_432.0, total=True),
                    Step("Tax 所得税", 198_765_432.0),
                    Step("Annuities for all the offices of the family", -198_765_431.0),
                    Step(long, -98_765_431.0, total=True),
                ],
            ),
            "tornado": Tornado(
                "CNY",
                4_181_384.0,
                [
                    *(Swing(f"{long}{number}", 2_080_000.0, 8_380_000.0) for number in range(6)),
                    Swing("Share reading on claims 权利要求覆盖占比", 2_080_000.0, 4_181_384.0),
                    Swing("Net sales per year and plant", -8_380_000.0, -4_181_384.0),
                ],
            ),
            "value_years": YearlyValue("CNY", [(2026 + n, -98_765_432.0 * (n - 2)) for n in range(30)]),
            "rates": RateGrid(
                "CNY",
                [0.1 + n / 100 for n in range(9)],
                [0.005 + n / 200 for n in range(9)],
                [[-98_765_432.1 * (n + m) for n in range(9)] for m in range(9)],
                base=(8, 8),
            ),
        }
    )


@pytest.fixture(scope="session")
def extreme_data() -> dict[str, object]:
    """Return data by chart id that labels hardly fit."""
    return extremes()


@pytest.fixture(scope="session")
def chart_data() -> dict[str, object]:
    """Return the invented data by chart id."""
    return samples() | value_samples()
