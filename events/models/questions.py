"""Questions that an event's registration asks besides the usual ones."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from events.models.events import Event
from events.models.registrations import Registration
from partnership.models import PartRecord
from smes.choices import QuestionKind
from smes.models.questions import AskedQuestion


class EventQuestion(AskedQuestion, PartRecord):
    """A question of an event's own."""

    whole = "event"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="questions")

    history = HistoricalRecords()

    class Meta:
        ordering = ["event", "position", "pk"]
        constraints = [
            FieldCheck(
                field="kind",
                condition=Q(kind__in=QuestionKind.values),
                name="event_question_kind_known",
                violation_error_message="Choose one of the kinds of answer.",
            ),
            FieldCheck(
                field="choices",
                condition=~Q(kind__in=QuestionKind.with_choices()) | ~Q(choices=""),
                name="event_question_has_choices",
                violation_error_message="List the answers to choose from, one per line.",
            ),
        ]


class EventAnswer(PartRecord):
    """What was answered with a registration; several choices stand one per line."""

    whole = "registration"

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(EventQuestion, on_delete=models.PROTECT, related_name="answers")
    value = models.TextField(blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["question__position", "question"]
        constraints = [
            FieldUnique(
                fields=["registration", "question"],
                field="question",
                name="event_answer_once",
                violation_error_message="This question is answered already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.value}"
