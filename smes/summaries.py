"""What an SME entered, step by step, as one reads it."""

from dataclasses import dataclass

from smes.form_steps import FormStep
from smes.forms.applying import FORMS
from smes.models import Expression


@dataclass(frozen=True)
class Section:
    """A step with label and text of everything that was told in it."""

    step: FormStep
    rows: list[tuple[str, str]]


def sections_of(expression: Expression) -> list[Section]:
    """All that was told, in the order of the form and in the language of the page."""
    return [Section(step, form(expression).rows()) for step, form in FORMS.items()]
