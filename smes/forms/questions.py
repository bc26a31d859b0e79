"""Fields for the questions that a partnership adds to its form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from smes.choices import QuestionKind
from smes.form_steps import ANSWER_MISSING
from smes.forms.fields import Line, LongText, Number
from smes.models.questions import AskedQuestion

YES_NO = (("yes", _("Yes")), ("no", _("No")))
CHOOSE = _("Choose one of the answers.")


def _line(question: AskedQuestion) -> forms.Field:
    return Line(max_length=500)


def _text(question: AskedQuestion) -> forms.Field:
    return LongText(max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))


def _yes_no(question: AskedQuestion) -> forms.Field:
    return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect)


def _one(question: AskedQuestion) -> forms.Field:
    return forms.ChoiceField(choices=question.shown_choices, widget=forms.RadioSelect)


def _several(question: AskedQuestion) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=question.shown_choices, widget=forms.CheckboxSelectMultiple
    )


def _number(question: AskedQuestion) -> forms.Field:
    return Number(widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}))


def _day(question: AskedQuestion) -> forms.Field:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        widget=widget,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"],
        error_messages={"invalid": _("Enter a day, such as 24/06/2027.")},
    )


FIELDS: dict[str, Callable[[AskedQuestion], forms.Field]] = {
    QuestionKind.LINE: _line,
    QuestionKind.TEXT: _text,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.ONE: _one,
    QuestionKind.SEVERAL: _several,
    QuestionKind.NUMBER: _number,
    QuestionKind.DAY: _day,
}
"""How a question of each kind is asked."""


def field_for(question: AskedQuestion) -> Any:
    """The form field of a question; it knows the question."""
    field: Any = FIELDS[question.kind](question)
    field.label = question.shown_text
    field.help_text = question.shown_help
    field.required = question.is_required
    field.widget.is_required = question.is_required
    field.error_messages["required"] = ANSWER_MISSING
    if isinstance(field, forms.ChoiceField):
        field.error_messages["invalid_choice"] = CHOOSE
    field.question = question
    return field


def as_kept(value: Any) -> str:
    """An answer as it is kept: several choices one per line, a day as 2027-06-24."""
    if isinstance(value, list):
        return "\n".join(value)
    return "" if value is None else str(value)


def as_typed(question: AskedQuestion, kept: str) -> Any:
    """A kept answer as the field of its question shows it."""
    return kept.splitlines() if question.kind == QuestionKind.SEVERAL else kept


def as_read(question: AskedQuestion, kept: str) -> str:
    """A kept answer in the language of the page."""
    if question.kind == QuestionKind.YES_NO:
        return str(dict(YES_NO).get(kept, kept))
    if question.kind in QuestionKind.with_choices():
        labels = dict(question.shown_choices)
        return ", ".join(labels.get(line, line) for line in kept.splitlines())
    if question.kind == QuestionKind.DAY:
        try:
            day = forms.DateField(input_formats=["%Y-%m-%d"]).clean(kept)
        except ValidationError:
            return kept
        return date_format(day, "DATE_FORMAT")
    return kept
