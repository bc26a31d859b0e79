"""Pictures of charts: drawn once, found again as long as their data and the program are the same.

Drawing takes half a second and a hundred megabytes, so pages never draw: they show what is there
and order the rest. What makes files draws what it needs.
"""

import base64
import hashlib
import json
import logging
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.cache import cache

from common.charts import Spec, draw
from common.stores import reports
from common.stores.shared_copies import read_shared
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
NAME = re.compile(r"[0-9a-f]{64}")
"""How pictures are called."""
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
        self.name = f"{FOLDER}/{partnership}/{report_key}/{document}-{edition}"
        self.folder = Path(settings.REPORTS_ROOT, self.name)

    @classmethod
    def of(cls, data: ReportData) -> "Shelf":
        """The shelf of a report's data."""
        return cls(data.masthead.partnership, data.document, data.edition, data.report_key)

    def path(self, name: str) -> Path:
        """Where the picture of that name lies on this machine, if it was drawn or needed here."""
        return self.folder / f"{name}.svg"

    def holds(self, name: str) -> bool:
        """Whether the picture is drawn; one that another machine drew is brought here."""
        if not NAME.fullmatch(name):
            return False
        path = self.path(name)
        return path.is_file() or (reports().is_shared and self._bring(name, path))

    def _bring(self, name: str, path: Path) -> bool:
        try:
            svg = read_shared(reports(), self._shared(name))
            if svg is not None:
                _write(path, svg)
        except OSError:
            logger.exception("A chart could not be brought.")
            return False
        return svg is not None

    def _shared(self, name: str) -> str:
        return f"{self.name}/{name}.svg"

    def svg(self, picture: Picture) -> str:
        """The picture, drawn if need be. It is given even where it cannot be kept."""
        path = self.path(picture.name)
        try:
            if self.holds(picture.name):
                return path.read_text()
        except OSError:
            logger.exception("A chart could not be read.")
        svg = draw_picture(json.dumps(picture.spec), picture.title, picture.text)
        try:
            _write(path, svg.encode())
        except OSError:
            logger.exception("A chart could not be kept.")
        return svg

    def _share(self, name: str, svg: str) -> None:
        """Let other machines have a picture. Raises ``StoreIsAway``."""
        if not reports().file(self._shared(name)).is_file():
            with reports().writing(self._shared(name)) as file:
                file.write(svg.encode())

    def remove_old(self, names: set[str]) -> None:
        """Remove what has not been drawn for long and bears none of these names."""
        oldest = time.time() - OLD
        for path in self.folder.glob("*"):
            if path.stem not in names and path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)
        if reports().is_shared:
            for entry in list(reports().entries(f"{self.name}/")):
                if PurePosixPath(entry.name).stem not in names and entry.modified < oldest:
                    reports().delete(entry.name)

    def order(self, enqueue: Callable[[], object]) -> None:
        """Have what is missing drawn in the background, once for all readers who miss it.

        A queue that cannot be reached is logged and stops nobody from reading.
        """
        try:
            if cache.add(self._order, True, PATIENCE):
                enqueue()
        except Exception:  # each kind of queue and cache has errors of its own
            logger.exception("Charts could not be ordered.")
            self._forget_order()

    @property
    def _order(self) -> str:
        """Under this it is noted for all processes that somebody ordered."""
        return f"charts-ordered-{hashlib.sha256(self.name.encode()).hexdigest()}"

    def _forget_order(self) -> None:
        try:
            cache.delete(self._order)
        except Exception:
            logger.exception("An order of charts could not be forgotten.")

    def fulfil(self, wanted: Iterable[ChartData]) -> int:
        """Draw what is missing of these charts; returns how many pictures there are."""
        pictures = [picture for chart in wanted for picture in pictures_of(chart).values()]
        for picture in pictures:
            svg = self.svg(picture)
            if reports().is_shared:
                self._share(picture.name, svg)
        self.remove_old({picture.name for picture in pictures})
        self._forget_order()
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
        if all(shelf.holds(name) for name in names.values()):
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


def _write(path: Path, svg: bytes) -> None:
    with written_whole(path) as file:
        file.write(svg)
