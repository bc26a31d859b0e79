"""Questions that a partnership adds to its form, and what SMEs answered."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from common.fields import LinesField
from common.translated import in_language
from gateways.models.services import LANGUAGE_HELP
from partnership.models import PartnershipRecord, PartRecord
from smes.choices import QuestionKind, QuestionStep
from smes.models.expressions import Expression
from smes.querysets import QuestionQuerySet


class AskedQuestion(models.Model):
    """A question that a form asks besides its usual ones, in the languages of the page."""

    kind = models.CharField(max_length=20, choices=QuestionKind, default=QuestionKind.LINE)
    text = models.CharField(max_length=250, help_text="The question as the SME reads it.")
    text_fr = models.CharField(
        "text in French", max_length=250, blank=True, help_text=LANGUAGE_HELP
    )
    text_de = models.CharField(
        "text in German", max_length=250, blank=True, help_text=LANGUAGE_HELP
    )
    help = models.CharField("hint", max_length=250, blank=True)
    help_fr = models.CharField(
        "hint in French", max_length=250, blank=True, help_text=LANGUAGE_HELP
    )
    help_de = models.CharField(
        "hint in German", max_length=250, blank=True, help_text=LANGUAGE_HELP
    )
    choices = LinesField(help_text="One answer per line, for the kinds that offer a choice.")
    choices_fr = LinesField(
        "choices in French", help_text="In the same order; leave empty to show the English ones."
    )
    choices_de = LinesField(
        "choices in German", help_text="In the same order; leave empty to show the English ones."
    )
    is_required = models.BooleanField("must be answered", default=False)
    is_asked = models.BooleanField(
        "asked now", default=True, help_text="Untick to stop asking; answers are kept."
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Order, lowest first.")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Translated choices answer to the English ones, line by line."""
        super().clean()
        for name in ("choices_fr", "choices_de"):
            theirs = getattr(self, name)
            if theirs and len(theirs) != len(self.choices):
                raise ValidationError(
                    {
                        name: f"Enter {len(self.choices)} lines, as in English; here are {len(theirs)}."
                    }
                )

    @property
    def shown_text(self) -> str:
        """The question in the language of the page."""
        return str(in_language(self, "text"))

    @property
    def shown_help(self) -> str:
        """The hint in the language of the page."""
        return str(in_language(self, "help"))

    @property
    def shown_choices(self) -> list[tuple[str, str]]:
        """What is kept and what is shown of each choice; kept is the English wording."""
        return list(zip(self.choices, in_language(self, "choices"), strict=False))


class Question(AskedQuestion, PartnershipRecord):
    """A question of a partnership's own, asked in one step of its expressions of interest."""

    step = models.CharField(max_length=20, choices=QuestionStep, default=QuestionStep.WISHES)

    objects: ClassVar = QuestionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["step", "position", "pk"]
        constraints = [
            FieldCheck(
                field="kind",
                condition=Q(kind__in=QuestionKind.values),
                name="question_kind_known",
                violation_error_message="Choose one of the kinds of answer.",
            ),
            FieldCheck(
                field="step",
                condition=Q(step__in=QuestionStep.values),
                name="question_step_known",
                violation_error_message="Choose one of the steps of the form.",
            ),
            FieldCheck(
                field="choices",
                condition=~Q(kind__in=QuestionKind.with_choices()) | ~Q(choices=""),
                name="question_has_choices",
                violation_error_message="List the answers to choose from, one per line.",
            ),
        ]


class Answer(PartRecord):
    """What an SME answered to a question; several choices stand one per line."""

    whole = "expression"
    same_partnership = ("question",)

    expression = models.ForeignKey(Expression, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    value = models.TextField(blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["question__step", "question__position", "pk"]
        constraints = [
            FieldUnique(
                fields=["expression", "question"],
                field="question",
                name="answer_once",
                violation_error_message="This question is answered already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"
