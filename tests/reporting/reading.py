"""Reads pages as a browser does, as far as tests need it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {
    "br",
    "col",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "path",
    "circle",
    "polygon",
    "rect",
    "source",
}


@dataclass
class Element:
    """An element with its attributes, children and all text in it."""

    tag: str
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def classes(self):
        return self.attributes.get("class", "").split()

    @property
    def text(self):
        return " ".join("".join(self.pieces).split())

    def find(self, tag="", css="", **attributes):
        """Every element below this one that has the tag, the class and the attributes."""
        found = []
        for child in self.children:
            fits = (not tag or child.tag == tag) and (not css or css in child.classes)
            if fits and all(child.attributes.get(k) == v for k, v in attributes.items()):
                found.append(child)
            found += child.find(tag, css, **attributes)
        return found

    def one(self, tag="", css="", **attributes):
        """The only such element."""
        (found,) = self.find(tag, css, **attributes)
        return found


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {key: value or "" for key, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
            self.open.pop()

    def handle_startendtag(self, tag, attrs):
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_data(self, data):
        for element in self.open:
            element.pieces.append(data)


def read(response):
    """The page of a response; an element that is closed wrongly fails the test."""
    builder = _Builder()
    builder.feed(response.content.decode())
    assert len(builder.open) == 1, f"<{builder.open[-1].tag}> is never closed"
    return builder.root


def without_token(response):
    """What was answered, without the token of forms, which is another one each time."""
    content = response.getvalue()
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", content)
