"""The words of the domain for expressions of interest, support and cooperation cases."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db.models import (
    Avg,
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from common.models import RecordQuerySet, within_or_unknown
from common.periods import Period
from smes.choices import (
    STAGE_OF_STATE,
    EvidenceLevel,
    ExpressionState,
    HandoverState,
    OutcomeKind,
    Party,
    QuestionStep,
    ReviewState,
    Stage,
    StepState,
    SupportState,
    SupportStatus,
    TestimonialState,
)


class CaseQuerySet(RecordQuerySet):
    """Cooperation cases, by clusters or by an SME."""

    def begun_in(self, period: Period) -> Self:
        """Cases that began in the period; one without a known day counts in every period."""
        return self.filter(within_or_unknown("started_on", period))


class SMECaseQuerySet(CaseQuerySet):
    """Cooperation cases by an SME."""

    def with_work_plan(self) -> Self:
        """Cases whose support was agreed in a work plan, whatever became of it."""
        return self.filter(status__in=SupportStatus.with_work_plan())

    def under_way(self) -> Self:
        """Cases whose support is agreed or going on."""
        return self.filter(status__in=SupportStatus.under_way())

    def success_stories(self, partnership: Any) -> Self:
        """Cases of a partnership that came of support and were confirmed by their company.

        Each with its company, market and partner; ``case.support_case.published`` lists the testimonials
        that their authors approved. What of it the public may read, a report’s scope decides. Two queries.
        """
        # Written here, where the model of testimonials is not known yet.
        testimonials = self.model._meta.apps.get_model("smes", "Testimonial").objects
        return (
            self.filter(partnership=partnership, support_case__isnull=False)
            .select_related("company", "market", "partner", "support_case")
            .prefetch_related(
                Prefetch(
                    "support_case__testimonials", testimonials.published(), to_attr="published"
                )
            )
            .order_by("market__position", "-started_on", "pk")
        )

    def without_news_since(self, moment: datetime) -> Self:
        """Cases under way that were entered before, and of whose history nothing is younger."""
        model: Any = self.model
        news = model.history.filter(id=OuterRef("pk"), history_date__gte=moment)
        return self.under_way().filter(~Exists(news), created_at__lt=moment)


class ExpressionQuerySet(RecordQuerySet):
    """Expressions of interest of SMEs."""

    def sent(self) -> Self:
        """Expressions that their SME has sent; a draft is nobody’s but the SME’s."""
        return self.exclude(number=None)

    def received(self) -> Self:
        """Expressions that count: sent, with a confirmed address, and not withdrawn."""
        return self.filter(state__in=ExpressionState.received())

    def received_in(self, period: Period) -> Self:
        """Received expressions that were sent in the period."""
        limits = {"gte": period.start, "lte": period.end}
        days = {f"submitted_at__date__{name}": day for name, day in limits.items() if day}
        return self.received().filter(**days)

    def open(self) -> Self:
        """Expressions in which the partners have something to do."""
        return self.filter(state__in=ExpressionState.open())

    def under_review(self) -> Self:
        """Expressions that are being reviewed."""
        return self.filter(state=ExpressionState.UNDER_REVIEW)

    def chosen(self) -> Self:
        """Expressions that were selected, whatever followed."""
        return self.filter(state__in=ExpressionState.chosen())

    def decided(self) -> Self:
        """Expressions that are selected or declined, and for which nothing else followed yet."""
        return self.filter(state__in=ExpressionState.decided())

    def untold(self) -> Self:
        """Decided expressions whose company was not told yet."""
        return self.decided().filter(told_at=None)

    def with_stage(self) -> Self:
        """Sent expressions with their ``stage`` and the moment since which they stand there."""
        handovers: Any = self.model._meta.get_field("handovers").related_model
        in_hand = handovers.objects.in_hand().filter(expression=OuterRef("pk"))
        latest = in_hand.order_by("-sent_at", "-pk")
        given = Subquery(latest.values(moment=Coalesce("answered_at", "sent_at"))[:1])
        chosen = Q(state=ExpressionState.SELECTED)
        return self.sent().annotate(
            given_at=given,
            stage=Case(
                When(chosen & Q(given_at__isnull=False), then=Value(Stage.WITH_GATEWAY.value)),
                *(
                    When(state=state, then=Value(stage.value))
                    for state, stage in STAGE_OF_STATE.items()
                ),
                output_field=CharField(),
            ),
            stands_since=Case(
                When(chosen & Q(given_at__isnull=False), then=F("given_at")), default=F("moved_at")
            ),
        )

    def at_stage(self, stage: Stage) -> Self:
        """Sent expressions that stand at a stage."""
        return self.with_stage().filter(stage=stage)

    def count_by_stage(self) -> dict[Stage, int]:
        """How many stand at each stage; one query."""
        rows = self.with_stage().order_by().values_list("stage").annotate(number=Count("pk"))
        numbers = dict(rows)
        return {stage: numbers.get(stage.value, 0) for stage in Stage}

    def standing_still(self, now: datetime) -> Self:
        """Expressions that stand longer at their stage than the settings allow."""
        late = Q(pk__in=[])
        for stage, days in settings.EXPRESSION_STANDSTILL_DAYS.items():
            late |= Q(stage=stage, stands_since__lt=now - timedelta(days=days))
        return self.with_stage().filter(late)

    def untouched_since(self, moment: datetime) -> Self:
        """Drafts in which nothing was typed since a moment."""
        return self.filter(state=ExpressionState.DRAFT, saved_at__lt=moment)

    def unfinished_since(self, moment: datetime) -> Self:
        """Drafts in which nothing was typed since, and what was sent before then and never confirmed."""
        unconfirmed = Q(state=ExpressionState.SUBMITTED, submitted_at__lt=moment)
        draft = Q(state=ExpressionState.DRAFT)
        return self.filter((draft | unconfirmed) & Q(saved_at__lt=moment))


class ExpressionMessageQuerySet(RecordQuerySet):
    """Messages about expressions."""

    def unanswered(self) -> Self:
        """Messages of SMEs that nobody has answered since."""
        later = self.model._default_manager.filter(
            expression=OuterRef("expression"), at__gt=OuterRef("at")
        )
        return self.filter(~Exists(later.exclude(party=Party.SME)), party=Party.SME)

    def unread_by_sme(self) -> Self:
        """Messages to the SME that its page has not shown yet."""
        return self.filter(read_by_sme_at=None).exclude(party=Party.SME)

    def unread_by_partner(self) -> Self:
        """Messages of others that no partner has opened yet."""
        return self.filter(read_by_partner_at=None).exclude(party=Party.PARTNER)


class QuestionQuerySet(RecordQuerySet):
    """Questions of a partnership’s own."""

    def asked_in(self, step: QuestionStep) -> Self:
        """The questions of one step that are asked now, in order."""
        return self.filter(step=step, is_asked=True).order_by("position", "pk")


class ReviewQuerySet(RecordQuerySet):
    """Reviews of expressions."""

    def counted(self) -> Self:
        """Reviews that are done; a conflict of interest bars a review."""
        return self.filter(state=ReviewState.DONE)

    def waiting(self) -> Self:
        """Reviews that were asked for and are not done."""
        return self.filter(state=ReviewState.ASKED)

    def open(self) -> Self:
        """Reviews that were asked for, and whose expression is still under review."""
        return self.waiting().filter(expression__state=ExpressionState.UNDER_REVIEW)

    def overdue(self, day: date) -> Self:
        """Open reviews whose day has passed."""
        return self.open().filter(due_on__lt=day)

    def barred(self) -> Self:
        """Reviews whose reviewer declared a conflict of interest."""
        return self.filter(state=ReviewState.CONFLICT)


class HandoverQuerySet(RecordQuerySet):
    """Handovers to gateways."""

    def open(self) -> Self:
        """Handovers that may still be accepted."""
        return self.filter(state__in=HandoverState.open())

    def in_hand(self) -> Self:
        """Handovers by which a gateway has the expression."""
        return self.filter(state__in=HandoverState.in_hand())

    def unanswered_since(self, moment: datetime) -> Self:
        """Handovers that wait for the gateway, sent before a moment."""
        return self.filter(state=HandoverState.OFFERED, sent_at__lt=moment)


class SupportCaseQuerySet(RecordQuerySet):
    """Support cases of SMEs."""

    def with_agreed_plan(self) -> Self:
        """Cases whose work plan both sides agreed, whatever became of them."""
        never_begun = Q(state=SupportState.STOPPED, started_on=None)
        return self.exclude(state=SupportState.PLANNING).exclude(never_begun)

    def begun_in(self, period: Period) -> Self:
        """Cases that began in the period; one without a known day counts in every period."""
        return self.filter(within_or_unknown("started_on", period))

    def under_way(self) -> Self:
        """Cases that are planned or going on."""
        return self.filter(state__in=SupportState.under_way())

    def agreed(self) -> Self:
        """Cases whose work plan both sides agreed to as it stands now."""
        version = F("plan_version")
        return self.filter(sme_agreed_version=version, gateway_agreed_version=version)

    def to_agree(self) -> Self:
        """Cases under way whose work plan, as it stands, still waits for a side."""
        version = F("plan_version")
        agreed = Q(sme_agreed_version=version, gateway_agreed_version=version)
        return self.under_way().exclude(agreed)

    def unchanged_since(self, moment: datetime) -> Self:
        """Cases of which nothing was saved since a moment, neither plan nor agreement."""
        return self.filter(updated_at__lt=moment)

    def with_overdue_steps(self, day: date) -> Self:
        """Running cases with a step whose day is over and that is not settled."""
        return self.filter(_overdue(day, "worksteps__"), state=SupportState.RUNNING).distinct()

    def to_survey(self) -> Self:
        """Ended cases that had begun and whose company has not answered the survey."""
        ended = [SupportState.COMPLETED, SupportState.STOPPED]
        return self.with_agreed_plan().filter(state__in=ended, satisfactions=None)


def _overdue(day: date, path: str = "") -> Q:
    """The condition that a step is open although its day is over; on its day it is not overdue."""
    return Q(**{f"{path}state__in": StepState.open(), f"{path}due_on__lt": day})


class WorkStepQuerySet(RecordQuerySet):
    """Steps of work plans."""

    def open(self) -> Self:
        """Steps that are neither done nor dropped."""
        return self.filter(state__in=StepState.open())

    def overdue(self, day: date) -> Self:
        """Open steps of running cases whose day is over; on its day a step is not overdue."""
        return self.filter(_overdue(day), case__state=SupportState.RUNNING)


class SupportContactQuerySet(RecordQuerySet):
    """Lines in the logs of support cases."""

    def for_company(self) -> Self:
        """What the company reads: not what is internal."""
        return self.filter(is_internal=False)

    def hours(self) -> Decimal:
        """The hours of work of gateway and clusters together; one query."""
        return self.aggregate(hours=Sum("hours"))["hours"] or Decimal(0)


RATINGS = ("overall", "gateway_rating", "cluster_rating", "usefulness", "timing")
"""What a company rates from 1 to 5."""
FEWEST_ANSWERS = 5
"""From so many companies on a gateway learns an average."""


class SatisfactionQuerySet(RecordQuerySet):
    """Answers to the survey at the end of support."""

    def of_gateway(self, organisation: int) -> Self:
        """The answers about the support by an organisation, by its number."""
        return self.filter(case__organisation=organisation)

    def averages(self) -> dict[str, float]:
        """The average of each rating, to one decimal, for those who must not know who answered what.

        Told only where at least five different companies gave the rating; of fewer the rating is left
        out, so that nobody can tell one company’s answer. One query.
        """
        asked: dict[str, Any] = {}
        for name in RATINGS:
            given = Q(**{f"{name}__isnull": False})
            asked[f"{name}_average"] = Avg(name)
            asked[f"{name}_companies"] = Count("case__company", filter=given, distinct=True)
        found = self.aggregate(**asked)
        return {
            name: round(float(found[f"{name}_average"]), 1)
            for name in RATINGS
            if found[f"{name}_companies"] >= FEWEST_ANSWERS
        }


class OutcomeQuerySet(RecordQuerySet):
    """Outcomes of support."""

    def counted(self) -> Self:
        """Outcomes that reports count: confirmed by the SME or documented, and not disputed."""
        return self.filter(evidence__in=EvidenceLevel.counted(), disputed_at=None)

    def making_cases(self) -> Self:
        """Counted outcomes that make a cooperation case."""
        return self.counted().filter(kind__in=OutcomeKind.cases())

    def in_period(self, period: Period) -> Self:
        """Outcomes of a day in the period; one without a known day counts in every period."""
        return self.filter(within_or_unknown("happened_on", period))

    def unanswered(self) -> Self:
        """Outcomes to which their company has said neither yes nor no."""
        return self.filter(confirmed_at=None, disputed_at=None)

    def disputed(self) -> Self:
        """Outcomes that their company says are not right."""
        return self.exclude(disputed_at=None)

    def turnover_by_currency(self) -> dict[str, Decimal]:
        """Counted turnover, summed in each currency alone: sums are never made over currencies."""
        rows = self.counted().filter(kind=OutcomeKind.TURNOVER).order_by()
        sums = rows.values_list("currency").annotate(sum=Sum("value")).order_by("currency")
        return {currency: total for currency, total in sums if total is not None}


class OutcomeRequestQuerySet(RecordQuerySet):
    """Questions to SMEs about what came of their support."""

    def open(self) -> Self:
        """Those that are not answered, of SMEs that have not withdrawn."""
        withdrawn = Q(case__expression__state=ExpressionState.WITHDRAWN)
        return self.filter(answered_at=None).exclude(withdrawn)

    def due(self, day: date) -> Self:
        """Those whose day has come and that nobody was asked yet; of several of a case the last."""
        return self.open().filter(~self._later(day), asked_at=None, due_on__lte=day)

    def to_remind(self, day: date, asked_before: datetime) -> Self:
        """Those that were asked before a moment and never reminded of, if no later one stands for them."""
        asked = self.open().filter(asked_at__lt=asked_before, reminded_at=None)
        return asked.filter(~self._later(day))

    def _later(self, day: date) -> Exists:
        model: Any = self.model
        after = Q(due_on__gt=OuterRef("due_on")) | Q(
            due_on=OuterRef("due_on"), pk__gt=OuterRef("pk")
        )
        begun = Q(due_on__lte=day) | Q(asked_at__isnull=False)
        return Exists(model.objects.filter(after, begun, case=OuterRef("case")))


class TestimonialQuerySet(RecordQuerySet):
    """Testimonials of SMEs."""

    def published(self) -> Self:
        """Testimonials of which their author approved a text, which is shown, and has not withdrawn."""
        return self.exclude(state=TestimonialState.WITHDRAWN).exclude(approved_text="")

    def for_report(self) -> Self:
        """Published testimonials that reports may show."""
        return self.published().filter(in_report=True)

    def for_newsletter(self) -> Self:
        """Published testimonials that newsletters may show."""
        return self.published().filter(in_newsletter=True)

    def to_edit(self) -> Self:
        """Written testimonials whose text waits for the office: to be edited, or to be sent again."""
        received = Q(state=TestimonialState.RECEIVED) & ~Q(original="")
        changed = Q(state=TestimonialState.APPROVED) & ~Q(text=F("approved_text"))
        return self.filter(received | changed)
