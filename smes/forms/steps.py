"""The base of the steps of the form: what is typed, what fits, and what is shown again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from smes.choices import QuestionStep
from smes.completeness import question_field
from smes.form_steps import REQUIRED, FormStep
from smes.forms.questions import as_kept, as_read, as_typed, field_for
from smes.models import Expression, Question
from smes.services.drafts import StepEntries, unfit_in

TOO_LONG = _("Please shorten this to %(limit_value)d characters; here are %(show_value)d.")


@dataclass(frozen=True)
class Group:
    """Fields that stand together; optional ones are folded away until they are wanted."""

    title: Promise | str
    fields: tuple[str, ...]
    hint: Promise | str = ""
    is_folded: bool = False


@dataclass(frozen=True)
class ShownGroup:
    """A group with its fields of one form."""

    group: Group
    fields: list[Any]

    @property
    def is_open(self) -> bool:
        """Whether it is shown unfolded: something stands in it, or is wrong with it."""
        return any(field.errors or field.value() not in (None, "", []) for field in self.fields)


class StepForm(forms.ModelForm):
    """One step: fields of the expression, and the partnership's questions of that step.

    It is made of a draft as it is kept, or of what a browser sent. Whatever is wrong with one field,
    the others are kept, see :meth:`entries`.
    """

    step: ClassVar[FormStep]
    groups: ClassVar[tuple[Group, ...]] = ()
    links: ClassVar[tuple[str, ...]] = ()
    """The fields that refer to several records."""

    error_css_class = ""
    use_required_attribute = False

    class Meta:
        model = Expression
        fields: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        expression: Expression,
        data: Mapping[str, Any] | None = None,
        *,
        is_judged: bool = False,
    ) -> None:
        self.expression = expression
        self.questions: list[Question] = []
        super().__init__(data, instance=expression)
        self.prepare()
        self._add_questions()
        self._require()
        self._shows_unfit_only = False
        if data is None and (is_judged or unfit_in(expression, self.step)):
            self.data, self.is_bound = self.kept_data(), True
            self._shows_unfit_only = not is_judged

    def prepare(self) -> None:
        """Limit choices to those of the partnership; steps say how."""

    def _add_questions(self) -> None:
        if self.step not in (FormStep.COMPANY, FormStep.MARKETS, FormStep.WISHES):
            return
        rows = Question.objects.filter(partnership=self.expression.partnership_id)
        self.questions = list(rows.asked_in(QuestionStep(self.step.value)))
        kept = dict(self.expression.answers.values_list("question", "value"))
        for question in self.questions:
            name = question_field(question)
            self.fields[name] = field_for(question)
            self.initial[name] = as_typed(question, kept.get(question.pk, ""))

    def _require(self) -> None:
        messages = REQUIRED.get(self.step, {})
        fields: dict[str, Any] = self.fields
        for name, field in fields.items():
            if name in messages:
                field.required = True
                field.error_messages["required"] = messages[name]
            for validator in field.validators:
                if getattr(validator, "code", "") == "max_length":
                    validator.message = TOO_LONG
            field.widget.attrs.pop("maxlength", None)  # it would cut off what is pasted
            if not isinstance(field.widget, forms.CheckboxInput | forms.RadioSelect):
                field.widget.attrs.setdefault("dir", "auto")

    def full_clean(self) -> None:
        """Judge what is there; of a kept draft only what does not fit, not what is still empty."""
        super().full_clean()
        if getattr(self, "_shows_unfit_only", False):
            unfit = unfit_in(self.expression, self.step)
            shown = {name: errors for name, errors in self.errors.items() if name in unfit}
            self._errors = ErrorDict(shown, renderer=self.renderer)

    def kept_data(self) -> MultiValueDict:
        """What a browser would send of the draft as it is kept, with what does not fit."""
        data: MultiValueDict = MultiValueDict()
        unfit = unfit_in(self.expression, self.step)
        for name, field in self.fields.items():
            data.setlist(name, unfit[name] if name in unfit else self._sent(name, field))
        return data

    def _sent(self, name: str, field: Any) -> list[str]:
        value = field.prepare_value(self.get_initial_for_field(field, name))
        if isinstance(field, forms.BooleanField):
            return ["on"] if value else []
        if isinstance(value, list | tuple):
            return [str(entry) for entry in value]
        shown = field.widget.format_value(value)
        if isinstance(shown, list | tuple):
            return [str(entry) for entry in shown if entry not in (None, "")]
        return [] if shown in (None, "") else [str(shown)]

    def raw(self, name: str) -> list[str]:
        """What was sent of a field, without what is empty; PostgreSQL keeps no signs of nothing."""
        data: Any = self.data
        values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
        return [value.replace("\x00", "") for value in values if value.strip("\x00 \r\n\t")]

    def entries(self) -> StepEntries:
        """What was typed, sorted by where it is kept."""
        unfit = {name: self.raw(name) for name in self.errors if name in self.fields}
        cleaned = self.cleaned_data
        answers = {
            question: as_kept(cleaned.get(question_field(question))) for question in self.questions
        }
        return StepEntries(
            fields={
                name: cleaned.get(name, self._empty(name))
                for name in self._meta.fields or ()
                if name not in self.links and name in self.fields
            },
            links={name: list(cleaned.get(name, ())) for name in self.links if name in self.fields},
            answers=answers,
            unfit={name: raw for name, raw in unfit.items() if raw},
        )

    def _empty(self, name: str) -> Any:
        field: Any = Expression._meta.get_field(name)
        return None if field.null else ""

    @property
    def shown_groups(self) -> list[ShownGroup]:
        """The fields in their groups, the partnership's questions last."""
        groups = list(self.groups)
        if self.questions:
            names = tuple(question_field(question) for question in self.questions)
            groups.append(Group(_("Questions of the partnership"), names))
        shown = [
            ShownGroup(group, [self[name] for name in group.fields if name in self.fields])
            for group in groups
        ]
        return [group for group in shown if group.fields]

    def rows(self) -> list[tuple[str, str]]:
        """Label and text of everything that was told in this step, in the language of the page."""
        found = [
            (str(self.fields[name].label), self.told(name))
            for shown in self.groups
            for name in shown.fields
            if name in self.fields
        ]
        kept = {answer.question_id: answer.value for answer in self.expression.answers.all()}
        found += [
            (question.shown_text, as_read(question, kept.get(question.pk, "")))
            for question in self.questions
        ]
        return [(label, text) for label, text in found if text]

    def told(self, name: str) -> str:
        """What is kept of a field, as one reads it; what does not fit, as it was typed."""
        unfit = unfit_in(self.expression, self.step)
        if name in unfit:
            return ", ".join(unfit[name])
        reader = self.readers.get(name)
        return reader(self.expression) if reader else str(getattr(self.expression, name) or "")

    readers: ClassVar[dict[str, Callable[[Expression], str]]] = {}
    """How a field is read that is no plain text."""

    def readable(self, name: str, raw: list[str]) -> str:
        """What was sent of a field in words, for the choice between two versions."""
        field = self.fields[name]
        if isinstance(field, forms.BooleanField):
            return str(_("Yes")) if raw else str(_("No"))
        choices = getattr(field, "choices", None)
        if choices is None:
            return "\n".join(raw)
        labels = {str(value): str(label) for value, label in choices}
        return ", ".join(labels.get(value, value) for value in raw)


def names_of(rows: Any, label: Callable[[Model], str]) -> str:
    """Records in a line."""
    return ", ".join(label(row) for row in rows)
