"""Long documents in parts: what is known is kept, and only pages that changed are rendered.

A *flow* is a run of blocks, such as paragraphs or rows of a table, that fill pages one after
another. It is cut into *parts* where a page begins with a new block. Which blocks a part holds
depends on those blocks and on the few that follow: so a part is found again as long as these are the
same, wherever it stands, and has the same bytes whether its neighbours were rendered with it or not.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from weasyprint.document import Document, Page

from common.pdf.rendering import clear_away, draw, lay_out, rendering_alone
from common.pdf.store import Part, PartStore

MARK = "data-block"
"""The attribute that gives the place of a block among those of its HTML, from 0."""

MOST_BLOCKS = 150
"""So many are laid out at a time, which bounds the memory."""

Watcher = Callable[[int, int], None]


@dataclass(frozen=True)
class Flow:
    """Blocks that share pages, and how some of them become a document.

    ``html`` gives a whole document of the blocks from ``start`` to before ``stop``, each marked with
    its place. It must show a block alike whichever others are there, and what opens or ends the
    flow only where ``start`` is 0 or ``stop`` the end. ``looks`` is everything besides the blocks
    that decides how they look. ``ahead`` tells how many of the blocks that follow may decide what
    stays on a page.
    """

    blocks: tuple[str, ...]
    html: Callable[[int, int], str]
    styles: str
    looks: str
    ahead: int = 2
    most_blocks: int = field(default=MOST_BLOCKS)

    @cached_property
    def digests(self) -> list[str]:
        """A hash of each block."""
        return [hashlib.sha256(block.encode()).hexdigest() for block in self.blocks]

    def start_key(self, start: int) -> str:
        """Of everything that the parts that begin with a block have in common."""
        return _hash([self.looks, self.styles, start == 0, self.digests[start]])

    def key(self, start: int, stop: int) -> str:
        """Of everything that decides the bytes of the part from ``start`` to before ``stop``."""
        following = self.digests[stop : stop + self.ahead]
        at_end = stop + self.ahead >= len(self.blocks)
        return _hash([self.start_key(start), self.digests[start:stop], following, at_end])


def render_flow(
    flow: Flow, store: PartStore, watch: Watcher = lambda done, total: None
) -> list[Part]:
    """The parts of a flow in order: those that are kept, and the others rendered and kept.

    ``watch`` is told how many blocks of how many are done; what it raises stops the work.
    """
    parts: list[Part] = []
    start = 0
    while start < len(flow.blocks):
        watch(start, len(flow.blocks))
        kept = find_part(flow, store, start)
        found = [kept] if kept else _render_from(flow, store, start)
        parts += found
        start += sum(part.blocks for part in found)
    watch(len(flow.blocks), len(flow.blocks))
    return parts


def find_part(flow: Flow, store: PartStore, start: int) -> Part | None:
    """The kept part that begins with a block, if what it shows is what the flow has there now."""
    for part in store.beginning_with(flow.start_key(start)):
        stop = start + part.blocks
        if stop <= len(flow.blocks) and part.key == flow.key(start, stop):
            return part
    return None


def order_part(flow: Flow, store: PartStore) -> str:
    """Leave the only part of a flow to other workers; gives what to ask them for.

    Of a part that is kept, nothing.
    """
    store.bring(flow.start_key(0))
    if find_part(flow, store, 0):
        return ""
    key = flow.key(0, 1)
    order = {"start_key": flow.start_key(0), "html": flow.html(0, 1), "styles": flow.styles}
    store.leave_order(key, json.dumps(order).encode())
    return key


def fulfil_order(key: str, store: PartStore) -> None:
    """Render a part that was ordered; safe to call twice."""
    content = store.take_order(key)
    if content is None:
        return  # done before, or so long ago that it was cleared away
    order = json.loads(content)
    with rendering_alone():
        document = lay_out(order["html"], styles=order["styles"])
        pages = len(document.pages)
        drawn = _draw(document, document.pages, key)
        part = store.keep(order["start_key"], key=key, blocks=1, pages=pages, content=drawn)
        clear_away(document)
    store.share(part)
    store.drop_order(key)


def _draw(document: Document, pages: Sequence[Page], key: str) -> bytes:
    return draw(document, pages, identifier=key.encode(), prefix=f"{key[:12]}-")


def _render_from(flow: Flow, store: PartStore, start: int) -> list[Part]:
    """At least one part, from ``start`` on; more where they come with it."""
    wanted = _next_kept(flow, store, start)
    while True:
        stop = min(len(flow.blocks), wanted + flow.ahead)
        with rendering_alone():
            document = lay_out(flow.html(start, stop), styles=flow.styles)
            parts = [
                store.keep(
                    flow.start_key(first),
                    key=(key := flow.key(first, last)),
                    blocks=last - first,
                    pages=len(pages),
                    content=_draw(document, pages, key),
                )
                for first, last, pages in _cut(document.pages, start, stop, flow)
            ]
        clear_away(document)
        if parts:
            return parts
        wanted = stop + max(stop - start, flow.ahead)


def _next_kept(flow: Flow, store: PartStore, start: int) -> int:
    """The next block that a kept part begins with; without one, as many blocks as go at a time."""
    last = min(len(flow.blocks), start + flow.most_blocks)
    return next((at for at in range(start + 1, last) if find_part(flow, store, at)), last)


def _cut(
    pages: Sequence[Page], start: int, stop: int, flow: Flow
) -> Iterator[tuple[int, int, Sequence[Page]]]:
    """First block, block after the last, and pages of each part that cannot look otherwise.

    What stands on a page is certain only where the blocks that follow were laid out too.
    """
    cuts = [*_clean_starts(pages), (len(pages), stop - start)]
    for (page, first), (next_page, last) in pairwise(cuts):
        if stop < len(flow.blocks) and start + last + flow.ahead > stop:
            return
        yield start + first, start + last, pages[page:next_page]


def _clean_starts(pages: Sequence[Page]) -> Iterator[tuple[int, int]]:
    """Each page that begins with a new block, and that block."""
    latest = -1
    for number, page in enumerate(pages):
        blocks = _blocks_on(page)
        if blocks and min(blocks) > latest:
            yield number, min(blocks)
        latest = max([latest, *blocks])


def _blocks_on(page: Page) -> set[int]:
    boxes = [page._page_box]
    found = set()
    while boxes:
        box = boxes.pop()
        mark = box.element.get(MARK) if box.element is not None else None
        if mark is not None:
            found.add(int(mark))
        else:
            boxes += getattr(box, "children", ())
    return found


def _hash(values: object) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()
