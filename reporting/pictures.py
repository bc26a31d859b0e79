"""Pictures of charts: drawn once, found again as long as their data and the program are the same.

Drawing takes half a second and a hundred megabytes, so pages never draw: they show what is there
and order the rest. What makes files draws what it needs.
"""

import base64
import hashlib
import json
import logging
import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from common.charts import Spec, draw
from common.svg import finish_svg, with_letters, without_letters
from common.whole_files import written_whole
from reporting.engine.cells import ChartData, ReportData
from reporting.engine.registries import charts
from reporting.models.periods import FINAL_KEY
from reporting.program import program_version

logger = logging.getLogger(__name__)

WIDE, NARROW = 704, 350
"""Widths in pixels: of a column of text, and of a telephone."""

FOLDER = "charts"
OLD = 30 * 24 * 3600
"""Seconds after which a picture that is no longer shown is removed."""
PATIENCE = 10 * 60
"""Seconds after which an order that was not carried out is given again."""


@dataclass(frozen=True)
class Picture:
    """A chart at one width, drawn or not; equal pictures have equal names."""

    spec: Spec
    title: str
    text: str

    @property
    def name(self) -> str:
        """The file's name, which nobody can guess who does not know the data."""
        content = json.dumps([self.spec, self.title, self.text, program_version()])
        return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True)
class ShownPicture:
    """A picture as a page refers to it; ``narrow`` is for telephones."""

    address: str
    narrow: str
    width: int
    height: int


@dataclass(frozen=True)
class Pictures:
    """The pictures of a page or file by the chart's key, and the charts whose picture is awaited.

    ``are_printed`` tells that they stand on paper, where nothing can be opened.
    """

    found: Mapping[str, ShownPicture] = field(default_factory=dict)
    awaited: frozenset[str] = frozenset()
    are_printed: bool = False


class Shelf:
    """The pictures of one report in one edition; whoever may read that may see them.

    ``report_key`` tells the reports of a document apart: they are not open to the same people.
    """

    def __init__(
        self, partnership: str, document: str, edition: str, report_key: str = FINAL_KEY
    ) -> None:
        shelf = f"{document}-{edition}"
        self.folder = Path(settings.REPORTS_ROOT, FOLDER, partnership, report_key, shelf)

    @classmethod
    def of(cls, data: ReportData) -> "Shelf":
        """The shelf of a report's data."""
        return cls(data.masthead.partnership, data.document, data.edition, data.report_key)

    def path(self, name: str) -> Path:
        """Where the picture of that name lies, if it is drawn."""
        return self.folder / f"{name}.svg"

    def svg(self, picture: Picture) -> str:
        """The picture, drawn if need be. It is given even where it cannot be kept."""
        path = self.path(picture.name)
        try:
            return path.read_text()
        except OSError:
            svg = draw_picture(json.dumps(picture.spec), picture.title, picture.text)
        try:
            self._keep(path, svg)
        except OSError:
            logger.exception("A chart could not be kept.")
        return svg

    def _keep(self, path: Path, svg: str) -> None:
        with written_whole(path) as file:
            file.write(svg.encode())

    def remove_old(self, names: set[str]) -> None:
        """Remove what has not been drawn for long and bears none of these names."""
        for path in self.folder.glob("*"):
            if path.stem not in names and path.stat().st_mtime < time.time() - OLD:
                path.unlink(missing_ok=True)

    def order(self, enqueue: Callable[[], object]) -> None:
        """Have what is missing drawn in the background, once for all readers who miss it.

        A queue that cannot be reached is logged and stops nobody from reading.
        """
        order = self.folder / "ordered"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if not _is_new(order):
                return
            enqueue()
        except Exception:
            logger.exception("Charts could not be ordered.")
            order.unlink(missing_ok=True)

    def fulfil(self, wanted: Iterable[ChartData]) -> int:
        """Draw what is missing of these charts; returns how many pictures there are."""
        pictures = [picture for chart in wanted for picture in pictures_of(chart).values()]
        for picture in pictures:
            self.svg(picture)
        self.remove_old({picture.name for picture in pictures})
        (self.folder / "ordered").unlink(missing_ok=True)
        return len(pictures)


def pictures_of(chart: ChartData, widths: Iterable[int] = (WIDE, NARROW)) -> dict[int, Picture]:
    """The pictures of a chart by width; none where there is nothing to look at."""
    declared = charts[chart.key]()
    if not declared.is_drawn(chart):
        return {}
    return {
        width: Picture(declared.spec(chart, width), chart.title, chart.text) for width in widths
    }


def find_pictures(
    wanted: Iterable[ChartData], shelf: Shelf, address: Callable[[str], str]
) -> Pictures:
    """What is drawn of these charts; ``address`` gives a picture's web address from its name."""
    found: dict[str, ShownPicture] = {}
    awaited = set()
    for chart in wanted:
        pictures = pictures_of(chart)
        names = {width: picture.name for width, picture in pictures.items()}
        if not pictures:
            continue
        if all(shelf.path(name).is_file() for name in names.values()):
            wide = pictures[WIDE].spec
            addresses = address(names[WIDE]), address(names[NARROW])
            found[chart.key] = ShownPicture(*addresses, wide["width"], wide["height"])
        else:
            awaited.add(chart.key)
    return Pictures(found, frozenset(awaited))


def printed_pictures(data: ReportData) -> Pictures:
    """The pictures of a report for a file that holds them itself, drawn if need be."""
    shelf = Shelf.of(data)
    found = {}
    for chart in data.charts:
        for picture in pictures_of(chart, [WIDE]).values():
            content = base64.b64encode(without_letters(shelf.svg(picture)).encode()).decode()
            address = f"data:image/svg+xml;base64,{content}"
            size = picture.spec["width"], picture.spec["height"]
            found[chart.key] = ShownPicture(address, "", *size)
    return Pictures(found, are_printed=True)


@lru_cache(maxsize=32)
def draw_picture(spec: str, title: str, text: str) -> str:
    """The specification, which is JSON, as SVG; the editions of a report share most pictures."""
    drawing = draw(json.loads(spec), Path(settings.FONTS_DIR, "source-sans-3"))
    return with_letters(finish_svg(drawing, title=title, description=text))


def _is_new(order: Path) -> bool:
    """Whether nobody has ordered, or so long ago that the order must have been lost."""
    try:
        os.close(os.open(order, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        if order.stat().st_mtime > time.time() - PATIENCE:
            return False
        order.touch()
    return True
