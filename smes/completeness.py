"""What is missing before an expression of interest can be sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from smes.consents import texts_in_force
from smes.form_steps import ANSWER_MISSING, CONSENT_MISSING, DOES_NOT_FIT, REQUIRED, FormStep
from smes.models import Expression, Question


@dataclass(frozen=True)
class Problem:
    """What is missing, in which step and field."""

    step: FormStep
    field: str
    message: str


def problems_of(expression: Expression) -> list[Problem]:
    """Everything that keeps a draft from being sent, in the order of the form."""
    found = [*_missing(expression), *_unanswered(expression), *_not_agreed(expression)]
    told = {(problem.step, problem.field) for problem in found}
    found += [
        problem for problem in _unfit(expression) if (problem.step, problem.field) not in told
    ]
    return sorted(found, key=lambda problem: list(FormStep).index(problem.step))


def _missing(expression: Expression) -> Iterator[Problem]:
    for step, messages in REQUIRED.items():
        for name, message in messages.items():
            if not _has(expression, name):
                yield Problem(step, name, str(message))


def _has(expression: Expression, name: str) -> bool:
    value: Any = getattr(expression, name)
    if name == "markets":
        # A partnership that has no market yet can be asked all the same.
        return value.exists() or not expression.partnership.targetmarkets.exists()
    return bool(str(value).strip())


def _unanswered(expression: Expression) -> Iterator[Problem]:
    questions = Question.objects.filter(
        partnership=expression.partnership_id, is_asked=True, is_required=True
    ).exclude(answers__in=expression.answers.exclude(value=""))
    for question in questions:
        step = FormStep(question.step)
        yield Problem(step, question_field(question), f"{question.shown_text} {ANSWER_MISSING}")


def question_field(question: Question) -> str:
    """The name of a question's field in the form."""
    return f"question_{question.pk}"


def _not_agreed(expression: Expression) -> Iterator[Problem]:
    given = set(
        expression.consents.filter(withdrawn_at=None).values_list("text__key", "text__version")
    )
    for asked in texts_in_force(expression.language):
        if asked.kind.is_required and (asked.text.key, asked.text.version) not in given:
            yield Problem(FormStep.CONSENTS, asked.text.key, str(CONSENT_MISSING))


def _unfit(expression: Expression) -> Iterator[Problem]:
    for step in FormStep:
        for name in expression.typed.get(step.value, {}).get("unfit", {}):
            yield Problem(step, name, str(DOES_NOT_FIT))
