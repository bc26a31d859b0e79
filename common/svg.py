"""SVG made fit to be shown: described, small, without anything that acts, with its letters."""

import base64
import re
from collections.abc import Iterable
from io import BytesIO
from xml.etree import ElementTree

from fontTools import subset
from fontTools.ttLib import TTFont

from common.lettering import FAMILY, FILES, font_file

SVG = "http://www.w3.org/2000/svg"
FORBIDDEN = {"script", "foreignObject", "image", "use", "a", "style", "animate", "set"}
DROPPED = {
    "class",
    "role",
    "pointer-events",
    "opacity",
    "version",
    "stroke-miterlimit",
    # Nothing reaches beyond the picture, and the library numbers its clips through a process.
    "clip-path",
}
KERNING = ("GPOS", "GSUB", "GDEF")
"""Left out: to read them would cost a second a picture."""
NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


def finish_svg(drawing: str, *, title: str, description: str) -> str:
    """The drawing with its title and description, ready to be shown as a picture.

    Numbers are rounded to a tenth of a pixel, and what is not seen is left out. Raises
    ``ValueError`` if there is anything in it that could act or load something.
    """
    root = ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{SVG}}}")
        _check(element)
        _slim(element)
    _remove_unseen(root)
    root.set("xmlns", SVG)
    root.set("role", "img")
    for position, (name, text) in enumerate((("title", title), ("desc", description))):
        child = ElementTree.Element(name)
        child.text = text
        root.insert(position, child)
    return ElementTree.tostring(root, encoding="unicode")


def _check(element: ElementTree.Element) -> None:
    acts = [
        key
        for key, value in element.attrib.items()
        if key.startswith("on") or key.endswith("href") or (key != "clip-path" and "url(" in value)
    ]
    if element.tag in FORBIDDEN or acts:
        raise ValueError(f"A chart may not have {', '.join([f'<{element.tag}>', *acts])}.")


def _slim(element: ElementTree.Element) -> None:
    for key in list(element.attrib):
        if key in DROPPED or key.startswith("aria-"):
            del element.attrib[key]
    for key in ("d", "transform", "x2", "y2", "width", "height"):
        if key in element.attrib:
            element.set(key, NUMBER.sub(_rounded, element.attrib[key]))


def _rounded(match: re.Match[str]) -> str:
    return f"{round(float(match[0]), 1) + 0:g}"


def _remove_unseen(parent: ElementTree.Element) -> None:
    for child in list(parent):
        _remove_unseen(child)
        is_empty_path = child.tag == "path" and (
            child.get("d", "") in ("", "M0,0h0v0h0Z") or child.get("display") == "none"
        )
        is_empty_group = child.tag == "g" and len(child) == 0
        if is_empty_path or is_empty_group or child.tag == "defs":
            parent.remove(child)


def with_letters(svg: str) -> str:
    """The SVG with the letters that it uses: a picture in a page cannot use the page's fonts."""
    rules = "".join(
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};'
        f"src:url(data:font/ttf;base64,{_subset(weight, svg)})}}"
        for weight in FILES
    )
    return svg.replace("<title>", f"<style>{rules}</style><title>", 1)


def without_letters(svg: str) -> str:
    """The same SVG for readers that have the fonts."""
    return STYLE.sub("", svg, count=1)


def _subset(weight: int, text: Iterable[str]) -> str:
    options = subset.Options()
    options.hinting = False
    options.name_IDs = []
    options.notdef_outline = True
    font = TTFont(font_file(weight), recalcTimestamp=False)
    for table in KERNING:
        del font[table]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes={ord(sign) for sign in text})
    subsetter.subset(font)
    target = BytesIO()
    font.save(target)
    return base64.b64encode(target.getvalue()).decode()
