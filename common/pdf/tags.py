"""Mends what WeasyPrint's tags lack, before the file is written.

Four things: headers of tables with two header rows, lists of terms, running heads and feet, and the
index of the elements that headers refer to. Each names the rule that asks for it.
"""

from collections.abc import Iterator
from typing import Any

import pydyf

LIST_ITEMS = {"/LI", "/L", "/Caption"}


def mend_tags(pdf: pydyf.PDF, prefix: str = "") -> None:
    """Bring the structure tree into the form that PDF/UA-1 and PDF 1.7 ask for.

    ``prefix`` leads every identifier.
    """
    _Tree(pdf, prefix).mend()


class _Tree:
    def __init__(self, pdf: pydyf.PDF, prefix: str) -> None:
        self.pdf = pdf
        self.prefix = prefix
        self.root = self.at(pdf.catalog["StructTreeRoot"])
        self.elements = list(self.below(self.root))

    def mend(self) -> None:
        for element in self.elements:
            if self.prefix and "ID" in element:
                element["ID"] = pydyf.String(self.prefix + element["ID"].string)
        for element in self.elements:
            if element["S"] == "/L":
                self.mend_list(element)
            elif element["S"] == "/Table":
                self.mend_table(element)
        self.index_identifiers()
        self.mark_artifacts()

    # The tree -----------------------------------------------------------------

    def at(self, reference: bytes) -> Any:
        return self.pdf.objects[int(reference.split()[0])]

    def kids(self, element: Any) -> list[Any]:
        """The elements directly below: neither marked content nor references to links."""
        objects = [self.at(kid) for kid in element["K"] if isinstance(kid, bytes)]
        return [kid for kid in objects if "S" in kid]

    def below(self, element: Any) -> Iterator[Any]:
        for kid in self.kids(element):
            yield kid
            yield from self.below(kid)

    # Lists --------------------------------------------------------------------

    def mend_list(self, element: Any) -> None:
        """ISO 32000-1, 14.8.4.3.3: in a list stand items, in an item a label and a body.

        A ``div`` around a term and its descriptions becomes the item.
        """
        for item in self.kids(element):
            if item["S"] in LIST_ITEMS:
                continue
            item["S"] = "/LI"
            for position, part in enumerate(self.kids(item)):
                part["S"] = "/Lbl" if position == 0 else "/LBody"
                for body in self.kids(part):
                    if body["S"] == "/LBody":
                        body["S"] = "/Div"

    # Tables -------------------------------------------------------------------

    def mend_table(self, table: Any) -> None:
        """ISO 14289-1, 7.5: each cell names its headers, also under two header rows."""
        columns: dict[int, list[Any]] = {}
        for group in self.kids(table):
            in_head = group["S"] == "/THead"
            for cells in self.grid(group):
                heads = [] if in_head else [cell["ID"] for _, cell in cells if cell["S"] == "/TH"]
                for column, cell in cells:
                    attributes = cell["A"]
                    span = range(column, column + attributes.get("ColSpan", 1))
                    above = [head for place in span for head in columns.get(place, [])]
                    if cell["S"] == "/TH":
                        attributes["Scope"] = "/Column" if in_head else "/Row"
                        attributes["Headers"] = pydyf.Array(_once(above))
                        for place in span if in_head else ():
                            columns.setdefault(place, []).append(cell["ID"])
                    else:
                        attributes["Headers"] = pydyf.Array(_once(heads + above))
                    if not attributes["Headers"]:
                        del attributes["Headers"]

    def grid(self, group: Any) -> Iterator[list[tuple[int, Any]]]:
        """The rows of a group: each cell with its column, rows above that reach down considered."""
        taken: dict[int, int] = {}
        for row in self.kids(group):
            cells, column = [], 0
            reaching = {place for place, rows in taken.items() if rows > 0}
            taken = {place: rows - 1 for place, rows in taken.items() if rows > 0}
            for cell in self.kids(row):
                while column in reaching:
                    column += 1
                cells.append((column, cell))
                for _ in range(cell["A"].get("ColSpan", 1)):
                    taken[column] = cell["A"].get("RowSpan", 1) - 1
                    column += 1
            yield cells

    def index_identifiers(self) -> None:
        """ISO 32000-1, table 322: an index where elements have identifiers."""
        named = sorted(
            (element["ID"].data, element) for element in self.elements if "ID" in element
        )
        if not named:
            return
        names = pydyf.Array()
        for name, element in named:
            names.extend((name, element.reference))
        limits = pydyf.Array((named[0][0], named[-1][0]))
        leaf = pydyf.Dictionary({"Limits": limits, "Names": names})
        self.pdf.add_object(leaf)
        index = pydyf.Dictionary({"Kids": pydyf.Array([leaf.reference])})
        self.pdf.add_object(index)
        self.root["IDTree"] = index.reference

    # Running heads and feet ---------------------------------------------------

    def mark_artifacts(self) -> None:
        """ISO 14289-1, 7.8: running heads and feet are pagination, not part of the text.

        WeasyPrint gives them elements that hang on no tree, so no reader could tell what they are.
        """
        attached = {id(element) for element in self.elements}
        parents = self.at(self.root["ParentTree"])["Nums"]
        marks: dict[bytes, set[int]] = {}
        for element in self.pdf.objects:
            if not (isinstance(element, dict) and element.get("Type") == "/StructElem"):
                continue
            if id(element) in attached:
                continue
            for mark in [kid for kid in element["K"] if isinstance(kid, int)]:
                # Number and array of each page follow one another, in the order of the pages.
                number = self.at(element["Pg"])["StructParents"]
                parents[2 * number + 1][mark] = "null"
                marks.setdefault(element["Pg"], set()).add(mark)
            element.clear()
        for page, found in marks.items():
            content = self.at(self.at(page)["Contents"]).stream
            for position, entry in enumerate(content):
                if isinstance(entry, dict) and entry.get("MCID") in found:
                    content[position - 1] = "/Artifact"
                    content[position] = pydyf.Dictionary({"Type": "/Pagination"})


def _once(names: list[Any]) -> list[Any]:
    return list({name.data: name for name in names}.values())
