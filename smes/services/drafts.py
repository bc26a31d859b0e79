"""Drafts of expressions of interest: begun, and saved at each step with whatever was typed.

A draft is nobody's but the SME's, so no version of it goes into the history: that begins with what
was sent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from partnership.choices import Language
from partnership.models import ConsentText, Partnership
from partnership.privacy.personal import forget_rows
from smes.choices import ExpressionState
from smes.exceptions import ChangedMeanwhile, StepNotAllowed
from smes.models import Answer, Expression, ExpressionConsent, Question
from smes.services.states import lock_expression

Raw = dict[str, list[str]]
"""What a browser sent, by field."""


@dataclass(frozen=True)
class StepEntries:
    """What was typed in one step, sorted by where it is kept."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    links: Mapping[str, Iterable[Model]] = field(default_factory=dict)
    answers: Mapping[Question, str] = field(default_factory=dict)
    consents: Mapping[ConsentText, bool] = field(default_factory=dict)
    unfit: Raw = field(default_factory=dict)
    """As it was typed, of fields for which it does not do."""


@transaction.atomic
def start_draft(
    *, partnership: Partnership, language: str, links: Mapping[str, Iterable[Model]]
) -> Expression:
    """Begin an expression of interest, with markets and services that are chosen already."""
    draft = Expression(partnership=partnership, language=language_of(language))
    _save_quietly(draft)
    for name, rows in links.items():
        getattr(draft, name).set(rows)
    return draft


def language_of(code: str | None) -> str:
    """The language in which an SME is written to, by that of its page."""
    short = (code or "en").split("-")[0]
    return short if short in Language.values else str(Language.ENGLISH)


@transaction.atomic
def save_step(
    *,
    expression: Expression,
    step: str,
    entries: StepEntries,
    revision: int,
    tab: str,
    language: str | None = None,
) -> Expression:
    """Keep what was typed in a step, also what does not fit yet; returns the draft as it is now.

    ``revision`` is that of the page on which it was typed, ``tab`` tells pages apart. The same sent
    twice is kept once. Raises ``ChangedMeanwhile`` where another tab has saved other words in this
    step since then, and ``StepNotAllowed`` once the expression was sent.
    """
    locked = lock_expression(expression)
    if locked.state != ExpressionState.DRAFT:
        raise StepNotAllowed
    if not _differs(locked, step, entries):
        return locked
    last = locked.typed.get(step, {})
    if last.get("revision", 0) > revision and last.get("tab") != tab:
        raise ChangedMeanwhile
    for name, value in entries.fields.items():
        setattr(locked, name, value)
    locked.revision += 1
    locked.saved_at = timezone.now()
    locked.language = language_of(language) if language else locked.language
    locked.typed[step] = {"revision": locked.revision, "tab": tab, "unfit": dict(entries.unfit)}
    _save_quietly(locked)
    for name, rows in entries.links.items():
        getattr(locked, name).set(rows)
    for question, value in entries.answers.items():
        _keep_answer(locked, question, value)
    for text, is_given in entries.consents.items():
        _keep_consent(locked, text, is_given=is_given)
    return locked


def unfit_in(expression: Expression, step: str) -> Raw:
    """What was typed in a step and does not fit its fields yet."""
    unfit: Raw = expression.typed.get(step, {}).get("unfit", {})
    return unfit


def forget_unfit(expression: Expression, step: str, names: Iterable[str]) -> Raw:
    """What does not fit yet in a step, without some fields."""
    gone = set(names)
    return {name: raw for name, raw in unfit_in(expression, step).items() if name not in gone}


def _save_quietly(draft: Expression) -> None:
    # Versions of a draft would keep for ever what the SME thought better of.
    draft.skip_history_when_saving = True  # type: ignore[attr-defined]
    draft.save()


def _differs(draft: Expression, step: str, entries: StepEntries) -> bool:
    if dict(entries.unfit) != unfit_in(draft, step):
        return True
    if any(getattr(draft, name) != value for name, value in entries.fields.items()):
        return True
    for name, rows in entries.links.items():
        if set(getattr(draft, name).values_list("pk", flat=True)) != {row.pk for row in rows}:
            return True
    if entries.answers:
        kept = dict(draft.answers.values_list("question", "value"))
        if any(kept.get(question.pk, "") != value for question, value in entries.answers.items()):
            return True
    if entries.consents:
        return any(
            _agreed_to(draft, text).exists() != is_given
            for text, is_given in entries.consents.items()
        )
    return False


def _keep_answer(draft: Expression, question: Question, value: str) -> None:
    if value:
        Answer.objects.update_or_create(
            expression=draft, question=question, defaults={"value": value}
        )
    else:
        Answer.objects.filter(expression=draft, question=question).delete()


def _agreed_to(draft: Expression, text: ConsentText) -> QuerySet[ExpressionConsent]:
    """The consent to a version, in whichever language it was read."""
    return draft.consents.filter(text__key=text.key, text__version=text.version, withdrawn_at=None)


def _keep_consent(draft: Expression, text: ConsentText, *, is_given: bool) -> None:
    """A tick that is taken out before anything was sent was no consent yet."""
    agreed = _agreed_to(draft, text)
    if not is_given:
        forget_rows(agreed.order_by())
    elif not agreed.exists():
        ExpressionConsent.objects.create(expression=draft, text=text)
