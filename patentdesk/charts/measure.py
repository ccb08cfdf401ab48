"""Measure texts once: the size of a text depends on its letters, type and resolution only, not on where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from patentdesk.charts.fonts import families


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in display pixels, counted from below left."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in pixels."""
        return self.top - self.bottom

    def meets(self, other: Box) -> bool:
        """Tell whether two rectangles have a place in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top


def measure(text: str, size: float, dpi: float, *, bold: bool = False) -> tuple[float, float]:
    """Return width and height of a text in pixels; ``size`` in points."""
    return _measured(text, size, dpi, bold, families()) if text else (0.0, 0.0)


def around(at: tuple[float, float], size: tuple[float, float], ha: str, va: str) -> Box:
    """Return the rectangle of a text that stands at a place: ``ha`` left, center, right; ``va`` bottom, center, top."""
    (x, y), (wide, high) = at, size
    left = x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[ha]
    bottom = y - high * {"bottom": 0.0, "center": 0.5, "top": 1.0}[va]
    return Box(left, bottom, left + wide, bottom + high)


@lru_cache(maxsize=8192)
def _measured(text: str, size: float, dpi: float, bold: bool, fonts: tuple[str, ...]) -> tuple[float, float]:
    canvas = _canvas(dpi)
    made = Text(
        0, 0, text, fontsize=size, fontweight="bold" if bold else "normal", fontfamily=list(fonts), parse_math=False
    )
    made.set_figure(canvas.figure)
    box = made.get_window_extent(canvas.get_renderer())
    return float(box.width), float(box.height)


@cache
def _canvas(dpi: float) -> FigureCanvasAgg:
    return FigureCanvasAgg(Figure(figsize=(1, 1), dpi=dpi))
