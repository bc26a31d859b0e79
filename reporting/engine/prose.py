"""Figure references in prose: ``{{ c2c_events }}``, ``{{ agreements|by_country }}``.

A reference names a registered figure and, after a bar, one of the views below. Nothing else is
understood and nothing is ever executed.
"""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches

from reporting.engine.cells import Reference, SectionData
from reporting.engine.columns import join_words
from reporting.engine.figures import ALL, FigureValue
from reporting.engine.registries import figures

REFERENCE = re.compile(r"\{\{(?P<inside>[^{}\n]*)\}\}")
STRAY = re.compile(r"\{\{|\}\}|\{%|%\}")
WORDS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
MARK_START, MARK_END = "\ue000", "\ue001"
"""Private characters that hold the place of a reference while a text is turned into HTML."""


def _number(value: FigureValue, _: Mapping[str, str]) -> str:
    return f"{value.total.value:,}"


def _words(value: FigureValue, labels: Mapping[str, str]) -> str:
    number = value.total.value
    if isinstance(number, int) and 0 <= number < len(WORDS):
        return WORDS[number]
    return _number(value, labels)


def _counted_rows(value: FigureValue, labels: Mapping[str, str]) -> list[tuple[str, int]]:
    wanted = {**labels, ALL: "all markets together"}
    counts = [(label, value.row(code).value) for code, label in wanted.items()]
    return [(label, count) for label, count in counts if isinstance(count, int) and count]


def _by_country(value: FigureValue, labels: Mapping[str, str]) -> str:
    rows = _counted_rows(value, labels)
    return join_words([f"{label} ({count:,})" for label, count in rows]) or "no market"


def _countries(value: FigureValue, labels: Mapping[str, str]) -> str:
    counted = [label for code, label in labels.items() if value.row(code).value]
    return join_words(counted) or "no market"


def _country_count(value: FigureValue, labels: Mapping[str, str]) -> str:
    return str(sum(1 for code in labels if value.row(code).value))


def _by_kind(value: FigureValue, _: Mapping[str, str]) -> str:
    kinds = [f"{count:,} {plural(kind, count)}" for kind, count in value.groups.items()]
    return join_words(kinds) or "none"


def _names(value: FigureValue, _: Mapping[str, str]) -> str:
    return join_words(list(value.names)) or "none"


def plural(noun: str, count: int) -> str:
    """An English noun in the number that fits: ``MoU`` or ``MoUs``."""
    if count == 1:
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"


VIEWS: dict[str, tuple[str, Callable[[FigureValue, Mapping[str, str]], str]]] = {
    "": ("the number", _number),
    "words": ("the number in words up to twelve", _words),
    "by_country": ("each market with its number", _by_country),
    "by_kind": ("each kind with its number", _by_kind),
    "countries": ("the markets in which it is not zero", _countries),
    "country_count": ("how many markets it is not zero in", _country_count),
    "names": ("the names of the records behind it", _names),
}
"""The views of a figure in prose, each with what it prints."""


def _split(inside: str) -> tuple[str, str]:
    name, _, view = inside.partition("|")
    return name.strip(), view.strip()


def _unknown(noun: str, name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=2)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"“{name}” is no known {noun}.{hint} Known: {', '.join(known)}."


def check_references(text: str) -> list[str]:
    """What is wrong with the references of a text, a sentence each; empty when all is well."""
    problems = []
    for match in REFERENCE.finditer(text):
        name, view = _split(match["inside"])
        if name not in figures:
            problems.append(_unknown("figure", name, list(figures)))
        elif view not in VIEWS:
            problems.append(_unknown("view of a figure", view, [key for key in VIEWS if key]))
    stray = STRAY.search(REFERENCE.sub("", text))
    if stray:
        problems.append(
            f"“{stray[0]}” stands alone. Write a figure as {{{{ name }}}}, "
            "for example {{ c2c_events }}."
        )
    return list(dict.fromkeys(problems))


def referenced_figures(text: str) -> list[str]:
    """The names of the known figures that a text refers to, each once, in their order."""
    names = [_split(match["inside"])[0] for match in REFERENCE.finditer(text)]
    return [name for name in dict.fromkeys(names) if name in figures]


def resolve(
    key: str,
    title: str,
    text: str,
    value_of: Callable[[str], FigureValue],
    labels: Mapping[str, str],
) -> SectionData:
    """Fill in every reference of a section; an unknown one stays as typed, so that it is seen."""
    references: list[Reference] = []

    def fill(match: re.Match[str]) -> str:
        name, view = _split(match["inside"])
        if name not in figures or view not in VIEWS:
            return match[0]
        value = value_of(name)
        printed = VIEWS[view][1](value, labels)
        references.append(Reference(name, view, printed, value.total))
        return f"{MARK_START}{len(references) - 1}{MARK_END}"

    source = REFERENCE.sub(fill, text.replace(MARK_START, "").replace(MARK_END, ""))
    return SectionData(
        key,
        title,
        replace_marks(source, [r.printed for r in references]),
        source,
        tuple(references),
    )


def replace_marks(source: str, replacements: list[str]) -> str:
    """Put a text in the place of each mark."""
    pattern = re.compile(f"{MARK_START}(\\d+){MARK_END}")
    return pattern.sub(lambda match: replacements[int(match[1])], source)
