"""What the SME's page says of an expression of interest: states in friendly words, steps, who has it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from smes.choices import ExpressionState, HandoverState
from smes.models import Expression
from smes.services.corrections import CORRECTED

S = ExpressionState


@dataclass(frozen=True)
class StateWords:
    """A state as the SME reads it: what it means, and what comes next."""

    title: Any
    meaning: Any
    following: Any


WORDS: dict[ExpressionState, StateWords] = {
    S.SUBMITTED: StateWords(
        _("Please confirm your e-mail address"),
        _(
            "We have kept what you sent. It reaches the partners once you have confirmed your address."
        ),
        _("Open the link in the e-mail that we sent you. Look into your spam folder, too."),
    ),
    S.CONFIRMED: StateWords(
        _("We have received it"),
        _("Your expression of interest has arrived and is complete."),
        _("Somebody of your home cluster reads it, and asks you if anything is missing."),
    ),
    S.UNDER_REVIEW: StateWords(
        _("The partners are looking at it"),
        _("Your expression of interest is being read and compared with the others."),
        _("You get an e-mail as soon as the partners have decided."),
    ),
    S.SELECTED: StateWords(
        _("You are selected"),
        _("The partners want to support you."),
        _("A gateway in the market gets in touch with you, and you agree on a work plan together."),
    ),
    S.DECLINED: StateWords(
        _("Not selected this time"),
        _("The partners have decided not to support this expression of interest."),
        _("Nothing more follows. You are welcome to write to us, or to try again later."),
    ),
    S.WITHDRAWN: StateWords(
        _("You have withdrawn it"),
        _("Nobody works on this expression of interest any more."),
        _("Nothing more follows. You are welcome to send another one."),
    ),
    S.AGREED: StateWords(
        _("Your support is agreed"),
        _("You and the gateway have agreed on a work plan."),
        _("Follow your support case below: steps, contacts and files stand there."),
    ),
}
STEP_WORDS: dict[ExpressionState, Any] = {
    S.SUBMITTED: _("You sent it"),
    S.CONFIRMED: _("You confirmed your address"),
    S.UNDER_REVIEW: _("The partners began to look at it"),
    S.SELECTED: _("You were selected"),
    S.DECLINED: _("The partners told you that you are not selected"),
    S.AGREED: _("The work plan was agreed"),
    S.WITHDRAWN: _("You withdrew it"),
}
DECISION = _("The partners decide")
PLAN = _("You agree on a work plan with the gateway")
CASE_STATES = {
    "planning": _("Work plan to be agreed"),
    "running": _("Under way"),
    "completed": _("Completed"),
    "stopped": _("Stopped"),
}
PARTIES = {
    "SME": _("You"),
    "partner": _("The partnership"),
    "gateway": _("The gateway"),
}


@dataclass(frozen=True)
class TimelineStep:
    """A line of the time line; without a moment it is still to come."""

    words: Any
    at: datetime | None = None
    is_now: bool = False


def words_of(expression: Expression) -> StateWords:
    """The state of an expression that was sent, in friendly words."""
    return WORDS[expression.shown_state]


def answer_by(expression: Expression) -> date | None:
    """By when the SME is told to hear of the decision; None where none is waited for."""
    if expression.shown_state not in (S.CONFIRMED, S.UNDER_REVIEW) or not expression.confirmed_at:
        return None
    days = timedelta(days=settings.EXPRESSION_ANSWER_DAYS)
    return timezone.localdate(expression.confirmed_at) + days


def timeline_of(expression: Expression) -> list[TimelineStep]:
    """What has happened, and what is to come, in order. Two queries.

    Internal reasons are not in it, and no decision before it was told.
    """
    first: dict[str, datetime] = {}
    for step in expression.steps.order_by("at", "pk"):
        first.setdefault(step.to_state, step.at)
    moments: dict[ExpressionState, datetime | None] = {
        S.SUBMITTED: expression.submitted_at,
        S.CONFIRMED: expression.confirmed_at,
        S.UNDER_REVIEW: first.get(S.UNDER_REVIEW),
        S.AGREED: first.get(S.AGREED),
        S.WITHDRAWN: first.get(S.WITHDRAWN),
    }
    if expression.told_at and expression.state in (S.SELECTED, S.DECLINED, S.AGREED):
        decision = S.DECLINED if expression.state == S.DECLINED else S.SELECTED
        moments[decision] = expression.told_at
    done = [TimelineStep(STEP_WORDS[state], at) for state, at in moments.items() if at]
    done += [TimelineStep(_("You corrected what you sent"), at) for at in _corrected(expression)]
    done.sort(key=lambda step: step.at or timezone.now())
    return [*done, *_to_come(expression)]


def _corrected(expression: Expression) -> list[datetime]:
    history: Any = expression.history
    kept = history.filter(history_change_reason=CORRECTED).order_by("history_date")
    by_minute = {
        moment.replace(second=0, microsecond=0): moment
        for moment in kept.values_list("history_date", flat=True)
    }
    return list(by_minute.values())


def _to_come(expression: Expression) -> list[TimelineStep]:
    ahead = {
        S.SUBMITTED: [_("You confirm your address"), DECISION, PLAN],
        S.CONFIRMED: [DECISION, PLAN],
        S.UNDER_REVIEW: [DECISION, PLAN],
        S.SELECTED: [PLAN],
    }.get(expression.shown_state, [])
    return [TimelineStep(words, None, number == 0) for number, words in enumerate(ahead)]


@dataclass(frozen=True)
class Keeper:
    """Who has the expression now, by role and organisation."""

    role: Any
    organisation: str


def keepers_of(expression: Expression) -> list[Keeper]:
    """The home cluster, or else the coordinator, and the gateways once the SME was told. Two queries."""
    keepers = []
    if expression.home is not None:
        keepers.append(Keeper(_("Your home cluster"), expression.home.short_name))
    else:
        keepers.append(Keeper(_("Coordination"), _coordinator(expression)))
    if expression.told_at or expression.state == S.AGREED:
        in_hand = expression.handovers.filter(state__in=HandoverState.in_hand())
        for handover in in_hand.select_related("organisation", "market").order_by("pk"):
            where = f"{handover.organisation.name} ({handover.market.label})"
            keepers.append(Keeper(_("Gateway"), where))
    return keepers


def _coordinator(expression: Expression) -> str:
    member = expression.partnership.memberships.filter(role="coordinator").first()
    return member.cluster.short_name if member else str(expression.partnership.acronym)
