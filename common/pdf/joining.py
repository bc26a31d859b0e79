"""Joins PDFs that were rendered apart into one that is as sound as each of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from common.pdf.numbers import NumberPlace, PageNumbers

LINK = "https://part.invalid/"
"""Begins the address of a link to a heading of another part; its number follows."""

FILE_LINK = "https://file.invalid/"
"""Begins the address of a link to another file that lies beside this one; its name follows."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A bookmark of a part: what it says, and its page, counted from 0 in the part."""

    title: str
    page: int


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the pages of a file are numbered: from which on, of how many, where and in which font."""

    first: int
    total: int
    styles: str
    upright: NumberPlace
    wide: NumberPlace


def headings(content: bytes) -> list[Heading]:
    """The bookmarks of a part in order."""
    with pikepdf.open(BytesIO(content)) as pdf:
        places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        return [
            Heading(str(entry.Title), places[entry.Dest[0].objgen]) for entry in _bookmarks(pdf)
        ]


def count_pages(content: bytes) -> int:
    """How many pages a file has."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages)


def join(parts: Sequence[bytes], numbering: Numbering) -> bytes:
    """One PDF of all parts, with their tags, bookmarks and links, and its pages numbered.

    Links to ``LINK`` and a number lead to that heading, counted through all parts from 0; those to
    ``FILE_LINK`` and a name open that file. Equal parts make equal bytes.
    """
    target = pikepdf.open(BytesIO(parts[0]))
    sources = [pikepdf.open(BytesIO(content)) for content in parts[1:]]
    joined = _Joined(target)
    for source in sources:
        joined.append(source)
    joined.finish(numbering)
    output = BytesIO()
    target.remove_unreferenced_resources()
    target.save(
        output,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        fix_metadata_version=False,
    )
    return output.getvalue()


class _Joined:
    """The target while parts are added: its tree of tags, and all bookmarks."""

    def __init__(self, target: Pdf) -> None:
        self.pdf = target
        self.tree = target.Root.StructTreeRoot
        self.document = self.tree.K[0]
        self.parents = self.tree.ParentTree.Nums
        self.next_key = len(self.parents) // 2
        self.named = list(_named_elements(self.tree))
        self.bookmarks = [_plain_bookmark(entry) for entry in _bookmarks(target)]

    def append(self, source: Pdf) -> None:
        """Add the pages of a part, then everything that tells what stands on them."""
        first = len(self.pdf.pages)
        self.pdf.pages.extend(source.pages)
        tree = self.pdf.copy_foreign(source.Root.StructTreeRoot)
        for element in tree.K[0].K:
            element.P = self.document
            self.document.K.append(element)
        for page in list(self.pdf.pages)[first:]:
            self._move_keys(page)
        for position, entry in enumerate(tree.ParentTree.Nums):
            self.parents.append(entry if position % 2 else int(entry) + self.next_key)
        self.next_key += len(tree.ParentTree.Nums) // 2
        self.named += _named_elements(tree)
        places = {page.obj.objgen: number for number, page in enumerate(source.pages)}
        for entry in _bookmarks(source):
            page = self.pdf.pages[first + places[entry.Dest[0].objgen]]
            self.bookmarks.append((str(entry.Title), Array([page.obj, *list(entry.Dest)[1:]])))

    def _move_keys(self, page: pikepdf.Page) -> None:
        page.obj.StructParents = int(page.obj.StructParents) + self.next_key
        for note in page.obj.get("/Annots", ()):
            if "/StructParent" in note:
                note.StructParent = int(note.StructParent) + self.next_key

    def finish(self, numbering: Numbering) -> None:
        """Write what concerns the file as a whole."""
        self._index_names()
        self._write_bookmarks()
        numbers = PageNumbers(
            self.pdf, styles=numbering.styles, upright=numbering.upright, wide=numbering.wide
        )
        for position, page in enumerate(self.pdf.pages):
            self._lead_links(page)
            numbers.write(page, numbering.first + position, numbering.total)
        if "/Names" in self.pdf.Root:
            del self.pdf.Root.Names

    def _index_names(self) -> None:
        if not self.named:
            return
        self.named.sort(key=lambda pair: bytes(pair[0]))
        names = Array([entry for pair in self.named for entry in pair])
        limits = Array([self.named[0][0], self.named[-1][0]])
        leaf = self.pdf.make_indirect(Dictionary(Limits=limits, Names=names))
        self.tree.IDTree = self.pdf.make_indirect(Dictionary(Kids=Array([leaf])))

    def _write_bookmarks(self) -> None:
        if not self.bookmarks:
            return
        root = self.pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=len(self.bookmarks)))
        entries = [
            self.pdf.make_indirect(Dictionary(Title=title, Dest=place, Parent=root))
            for title, place in self.bookmarks
        ]
        for before, after in pairwise(entries):
            before.Next, after.Prev = after, before
        root.First, root.Last = entries[0], entries[-1]
        self.pdf.Root.Outlines = root

    def _lead_links(self, page: pikepdf.Page) -> None:
        for note in page.obj.get("/Annots", ()):
            address = str(note.get("/A", Dictionary()).get("/URI", ""))
            if address.startswith(LINK):
                del note.A
                note.Dest = self.bookmarks[int(address.removeprefix(LINK))][1]
            elif address.startswith(FILE_LINK):
                name = address.removeprefix(FILE_LINK)
                file = Dictionary(Type=Name.Filespec, F=name, UF=name)
                place = Array([0, Name.Fit])
                note.A = Dictionary(Type=Name.Action, S=Name.GoToR, F=file, D=place)


def _bookmarks(pdf: Pdf) -> Iterator[Object]:
    entry = pdf.Root.get("/Outlines", Dictionary()).get("/First")
    while entry is not None:
        yield entry
        entry = entry.get("/Next")


def _plain_bookmark(entry: Object) -> tuple[str, Object]:
    return str(entry.Title), entry.Dest


def _named_elements(tree: Object) -> Iterator[tuple[Object, Object]]:
    index = tree.get("/IDTree")
    if index is not None:
        names = list(index.Kids[0].Names)
        yield from zip(names[::2], names[1::2], strict=True)
