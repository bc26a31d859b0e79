"""Testimonials: asked for, written, edited by the office, approved by their authors, taken back."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from partnership.choices import Language
from partnership.exceptions import EmailRefused
from partnership.models import User
from smes.addressees import addressee_of
from smes.choices import SupportState, TestimonialState
from smes.emails.outcomes import post_testimonial_approval, post_testimonial_request
from smes.exceptions import (
    ConsentIsMissing,
    NobodyToAsk,
    StepNotAllowed,
    TestimonialHasChanged,
    TextIsMissing,
)
from smes.models import SupportCase, Testimonial
from smes.testimonial_consent import consent_in_force

ASKED_AFTER, ASKED_UNTIL = timedelta(days=14), timedelta(days=90)
"""After the end of the support an SME is asked for a testimonial between these days."""


@transaction.atomic
def ask_for_testimonial(*, case: SupportCase, by: User | None = None) -> Testimonial:
    """Ask the SME for a few words that may be published; once for each support case.

    Raises ``NobodyToAsk``.
    """
    SupportCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
    known = Testimonial.objects.filter(case=case).order_by("pk").first()
    if known is not None:
        return known
    addressee = addressee_of(case)
    if addressee is None:
        raise NobodyToAsk("There is no e-mail address to ask this company at.")
    testimonial = Testimonial(
        partnership_id=case.partnership_id,
        company_id=case.company_id,
        case=case,
        email=addressee.email,
        language=addressee.language,
    )
    testimonial._history_user = by  # type: ignore[attr-defined]
    testimonial.save()
    try:
        post_testimonial_request(testimonial, addressee.name)
    except EmailRefused as error:
        raise NobodyToAsk(str(error)) from error
    return testimonial


def ask_due_for_testimonials(day: date) -> int:
    """Ask the SMEs whose support was completed some weeks ago; safe to run twice. Returns how many."""
    ended = {"ended_on__lte": day - ASKED_AFTER, "ended_on__gt": day - ASKED_UNTIL}
    cases = SupportCase.objects.filter(
        state=SupportState.COMPLETED, testimonials__isnull=True, **ended
    )
    asked = 0
    for case in cases.order_by("pk"):
        try:
            ask_for_testimonial(case=case)
            asked += 1
        except NobodyToAsk:
            continue
    return asked


@transaction.atomic
def write_testimonial(
    *, testimonial: Testimonial, function: str, words: str, agrees: bool
) -> Testimonial:
    """Keep what the author wrote; the same twice changes nothing.

    Raises ``ConsentIsMissing``, and ``StepNotAllowed`` where a text is there by now.
    """
    locked = _lock(testimonial)
    if locked.original == words and locked.function == function:
        return locked
    if locked.is_written:
        raise StepNotAllowed("A text is there by now.")
    _agree(locked, agrees)
    locked.function, locked.original, locked.text = function, words, words
    locked.state, locked.withdrawn_at = TestimonialState.RECEIVED, None
    return _save(locked, "Written by its author")


@transaction.atomic
def send_for_approval(*, testimonial: Testimonial, by: User | None = None) -> Testimonial:
    """Send the text as it stands to its author.

    Raises ``TextIsMissing``, and ``StepNotAllowed`` for one that its author has taken back.
    """
    locked = _lock(testimonial)
    if locked.state == TestimonialState.WITHDRAWN:
        raise StepNotAllowed(f"{locked}: its author has taken it back, and is not asked again.")
    if not locked.text.strip():
        raise TextIsMissing(f"{locked}: enter the text as it shall be published first.")
    if locked.is_published and locked.text == locked.approved_text:
        raise StepNotAllowed(f"{locked}: its author has approved this very text already.")
    locked.state = TestimonialState.TO_APPROVE
    locked._history_user = by  # type: ignore[attr-defined]
    locked.save()
    post_testimonial_approval(locked)
    return locked


@transaction.atomic
def approve_testimonial(*, testimonial: Testimonial, wording: str, agrees: bool) -> Testimonial:
    """Its author approves the text that was shown; the same twice changes nothing.

    Raises ``TestimonialHasChanged``, ``ConsentIsMissing``, and ``StepNotAllowed`` where nothing was
    sent for approval.
    """
    locked = _lock(testimonial)
    if locked.wording != wording:
        raise TestimonialHasChanged
    if locked.state == TestimonialState.APPROVED and locked.approved_text == locked.text:
        return locked
    if locked.state != TestimonialState.TO_APPROVE:
        raise StepNotAllowed("There is nothing to approve now.")
    _agree(locked, agrees)
    locked.approved_text, locked.approved_at = locked.text, timezone.now()
    locked.state = TestimonialState.APPROVED
    return _save(locked, "Approved by its author")


@transaction.atomic
def correct_testimonial(*, testimonial: Testimonial, words: str) -> Testimonial:
    """Its author wants other words; the office looks at them and sends them once more."""
    locked = _lock(testimonial)
    if locked.state == TestimonialState.RECEIVED and locked.text == words:
        return locked
    if locked.state != TestimonialState.TO_APPROVE:
        raise StepNotAllowed("There is nothing to approve now.")
    locked.text, locked.state = words, TestimonialState.RECEIVED
    return _save(locked, "Corrected by its author")


@transaction.atomic
def withdraw_testimonial(*, testimonial: Testimonial) -> Testimonial:
    """Its author says no, or takes the words back; from now on nothing shows them."""
    locked = _lock(testimonial)
    if locked.state == TestimonialState.WITHDRAWN:
        return locked
    locked.state, locked.withdrawn_at = TestimonialState.WITHDRAWN, timezone.now()
    return _save(locked, "Taken back by its author")


def _lock(testimonial: Testimonial) -> Testimonial:
    return Testimonial.objects.select_for_update(of=("self",)).get(pk=testimonial.pk)


def _save(testimonial: Testimonial, reason: str) -> Testimonial:
    changed: Any = testimonial
    changed._change_reason = reason
    changed.save()
    return testimonial


def _agree(testimonial: Testimonial, agrees: bool) -> None:
    language = (translation.get_language() or Language.ENGLISH).split("-")[0]
    text = consent_in_force(language)
    if not agrees or text is None:
        raise ConsentIsMissing
    testimonial.consent_text = text
