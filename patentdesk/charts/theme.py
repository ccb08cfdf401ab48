"""Give the charts their colours: a light and a dark set whose series stay apart for colour-blind readers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a picture by purpose.

    ``series`` follows Okabe and Ito (2008, "Color Universal Design"), tuned in lightness to each ground; ``ramp`` runs
    from few to many; ``low`` and ``high`` are the ends of a diverging scale around ``ground``.
    """

    name: str
    ground: str
    text: str
    muted: str
    grid: str
    accent: str
    quiet: str
    danger: str
    warning: str
    good: str
    series: tuple[str, ...]
    ramp: tuple[str, ...]
    low: str
    high: str


LIGHT = Theme(
    name="light",
    ground="#ffffff",
    text="#1b2230",
    muted="#5a6475",
    grid="#e6e9ee",
    accent="#0072b2",
    quiet="#b4bcc8",
    danger="#c0392b",
    warning="#e69f00",
    good="#009e73",
    series=("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8a6fb0"),
    ramp=("#eef4fa", "#c3dbef", "#86b9de", "#4292c6", "#1a6bab", "#084a85"),
    low="#d55e00",
    high="#0072b2",
)
DARK = Theme(
    name="dark",
    ground="#1d2128",
    text="#e7eaf0",
    muted="#a0a9b8",
    grid="#313845",
    accent="#56b4e9",
    quiet="#596273",
    danger="#ff8f85",
    warning="#f0b85a",
    good="#3fc79a",
    series=("#56b4e9", "#f0b23c", "#3fc79a", "#e39bc4", "#9ecbf0", "#f08a4b", "#b9a3dd"),
    ramp=("#262d38", "#23425c", "#28618a", "#3585b8", "#63acd9", "#a9d6f2"),
    low="#f08a4b",
    high="#56b4e9",
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}
