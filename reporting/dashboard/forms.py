"""What the lists of a dashboard and the table of a programme can be narrowed down to."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from partnership.models import Partnership
from reporting.dashboard.changes import BY_LABEL, CHANGES, kind_label

NOT_A_CHOICE = {"invalid_choice": "“%(value)s” is none of the choices. Choose one from the list."}
MOST_MONTHS = 120


def _search() -> forms.CharField:
    return forms.CharField(
        label="Search",
        max_length=200,
        required=False,
        error_messages={"max_length": "Search for at most 200 letters."},
    )


def _choice(
    label: str, choices: Iterable[tuple[str, str]], empty: str = "All"
) -> forms.ChoiceField:
    shown = [("", empty), *choices] if empty else list(choices)
    return forms.ChoiceField(
        label=label, choices=shown, required=False, error_messages=NOT_A_CHOICE
    )


class ListForm(forms.Form):
    """Words to search for, and a choice for each facet of a list."""

    q = _search()

    def __init__(
        self, *args: Any, choices: Sequence[tuple[str, str, Sequence[str]]], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        for name, label, words in choices:
            self.fields[name] = _choice(label, [(word, word) for word in words])


class ChangesForm(forms.Form):
    """A month, a kind of record and what happened to it."""

    month = forms.ChoiceField()
    kind = _choice("Kind of record", [(key, kind_label(model)) for key, model in BY_LABEL.items()])
    change = _choice("What happened", CHANGES.items())

    def __init__(self, *args: Any, months: Sequence[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["month"] = _choice("Month", months, empty="")


def months_of(partnership: Partnership, today: date) -> list[tuple[str, str]]:
    """The months from today back to the partnership's start: ``2026-11`` and ``November 2026``."""
    year, month = today.year, today.month
    first = min(partnership.start_on, today)
    months: list[tuple[str, str]] = []
    while (year, month) >= (first.year, first.month) and len(months) < MOST_MONTHS:
        day = date(year, month, 1)
        months.append((f"{day:%Y-%m}", f"{day:%B %Y}"))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return months


class ProgrammeForm(forms.Form):
    """Which partnerships of a programme are wanted."""

    q = _search()
    time = _choice("Time", [("running", "Running"), ("ended", "Ended"), ("later", "Not begun yet")])
    standing = _choice(
        "Standing",
        [("behind", "With indicators behind"), ("findings", "With open findings")],
    )
    report = forms.ChoiceField()

    def __init__(self, *args: Any, states: Sequence[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["report"] = _choice("Latest report", [(word, word) for word in states])
