"""Bars beside their labels, each with its number; series stand in panels of one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from common.charts import Spec
from common.lettering import text_width, wrap
from reporting.engine.cells import Cell
from reporting.engine.pictures.marks import (
    BRAND,
    BRAND_LIGHT,
    LEADING,
    MUTED,
    SIZE,
    boxes,
    frame,
    rules,
    stacked_lines,
    texts,
)

GAP = 10
THICKNESS = 15
NARROW = 500
"""Below this width labels stand above their bars."""
COLOURS = (BRAND, BRAND_LIGHT)


@dataclass(frozen=True, slots=True)
class Bar:
    """A label with a value for each series, and what is printed for each."""

    label: str
    values: tuple[int, ...]
    printed: tuple[str, ...]


def bar(label: str, counts: Sequence[Cell]) -> Bar:
    """A bar of counts, each printed as its cell says."""
    values = tuple(cell.number for cell in counts)
    return Bar(label, values, tuple(cell.printed or f"{cell.number:,}" for cell in counts))


def draw_bars(bars: Sequence[Bar], series: Sequence[str], width: int) -> Spec:
    """The bars from top to bottom, in the order given; with one series it is not named."""
    layout = _Narrow if width < NARROW else _Wide
    return layout(bars, series, width).spec()


class _Layout:
    def __init__(self, bars: Sequence[Bar], series: Sequence[str], width: int) -> None:
        self.bars = bars
        self.series = series
        self.width = width
        self.most = max(max(bar.values) for bar in bars) or 1
        self.labels: list[dict[str, float | str]] = []
        self.heads: list[dict[str, float | str]] = []
        self.numbers: list[dict[str, float | str]] = []
        self.axes: list[dict[str, float]] = []
        self.blocks: list[list[dict[str, float]]] = [[] for _ in series]

    def spec(self) -> Spec:
        height = self.place()
        right = {"align": "right"} if self.labels_end else {}
        return frame(
            [
                *(boxes(b, COLOURS[n % len(COLOURS)]) for n, b in enumerate(self.blocks)),
                rules(self.axes, MUTED),
                texts(self.labels, **right),  # type: ignore[arg-type]
                texts(self.heads, weight=600),
                texts(self.numbers),
            ],
            self.width,
            height,
        )

    labels_end = False

    def place(self) -> float:
        raise NotImplementedError

    def add_bar(self, number: int, x: float, middle: float, length: float, text: str) -> None:
        if length:
            half = THICKNESS / 2
            box = {"x": x, "x2": x + length, "y": middle - half, "y2": middle + half}
            self.blocks[number].append(box)
        self.numbers.append({"x": x + length + 5, "y": middle, "text": text})

    def longest(self, texts: Sequence[str], weight: int = 400) -> float:
        return max((text_width(text, SIZE, weight) for text in texts), default=0)


class _Wide(_Layout):
    """Labels in a column of their own, panels side by side."""

    labels_end = True

    def place(self) -> float:
        room = self.width * 0.44
        wrapped = [wrap(bar.label, room, SIZE) for bar in self.bars]
        start = self.longest([line for lines in wrapped for line in lines]) + GAP
        panel = (self.width - start) / len(self.series)
        reserve = self.longest([text for bar in self.bars for text in bar.printed]) + 5 + GAP
        top = LEADING + GAP if len(self.series) > 1 else 2
        y = float(top)
        for bar, lines in zip(self.bars, wrapped, strict=True):
            height = max(len(lines) * LEADING, THICKNESS) + 7
            middle = y + height / 2
            self.labels += stacked_lines(lines, start - GAP, middle)
            for number, value in enumerate(bar.values):
                length = (panel - reserve) * value / self.most
                x = start + number * panel
                self.add_bar(number, x, middle, length, bar.printed[number])
            y += height
        for number, name in enumerate(self.series):
            x = start + number * panel
            self.axes.append({"x": x, "x2": x, "y": top, "y2": y})
            if len(self.series) > 1:
                self.heads.append({"x": x, "y": LEADING / 2, "text": name})
        return y + 2


class _Narrow(_Layout):
    """Labels above their bars; where there are several series, each number says which it is."""

    def place(self) -> float:
        several = len(self.series) > 1
        tails = [f" {_inside(name)}" if several else "" for name in self.series]
        reserve = 5 + self.longest(
            [
                text + tail
                for bar in self.bars
                for text, tail in zip(bar.printed, tails, strict=True)
            ]
        )
        y = 0.0
        for bar in self.bars:
            lines = wrap(bar.label, self.width, SIZE, weight=600)
            self.heads += stacked_lines(lines, 0, y + len(lines) * LEADING / 2)
            y += len(lines) * LEADING + 2
            top = y
            for number, value in enumerate(bar.values):
                length = (self.width - reserve) * value / self.most
                text = bar.printed[number] + tails[number]
                self.add_bar(number, 0.5, y + LEADING / 2, length, text)
                y += LEADING
            self.axes.append({"x": 0.5, "x2": 0.5, "y": top, "y2": y})
            y += GAP
        return y


def _inside(name: str) -> str:
    """A name inside a phrase: ``cases by SMEs``, but ``C2C meetings``."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
