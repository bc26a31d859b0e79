"""Events of a partnership."""

from collections.abc import Sequence
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from common.constraints import FieldCheck, FieldUnique
from common.fields import LinesField
from events.choices import EventKind, EventStatus
from events.querysets import EventQuerySet
from partnership.models import Cluster, PartnershipRecord, TargetMarket
from partnership.models.partnerships import ALL_MARKETS


def validate_markets(markets: Sequence[TargetMarket], *, is_for_all_markets: bool) -> None:
    """Refuse an event that addresses no market, or single ones and all of them at once.

    Markets are links, which a database constraint cannot see: forms and imports call this.
    """
    if markets and is_for_all_markets:
        message = "Choose single markets or tick “all target markets”; not both."
    elif not markets and not is_for_all_markets:
        message = "Choose the markets that the event addresses, or tick “all target markets”."
    else:
        return
    raise ValidationError({"markets": message})


class Event(PartnershipRecord):
    """An occasion at which clusters, SMEs and third-country organisations meet.

    It addresses one or several target markets, or all of them at once.
    """

    reference = models.CharField(
        max_length=40, blank=True, help_text="Your own reference, unique within the partnership."
    )
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=EventKind)
    status = models.CharField(
        max_length=10,
        choices=EventStatus,
        default=EventStatus.PLANNED,
        help_text="An event with a day counts once that day has come, unless cancelled.",
    )
    start_on = models.DateField(
        "start",
        null=True,
        blank=True,
        help_text="Leave empty only for a past event whose day is not known, and mark it as held.",
    )
    end_on = models.DateField("end", null=True, blank=True)
    place = models.CharField(max_length=160, blank=True, help_text="Town and country, or “online”.")
    host_event = models.CharField(
        max_length=160, blank=True, help_text="The fair or congress it was part of, if any."
    )
    markets = models.ManyToManyField(TargetMarket, blank=True, related_name="events")
    is_for_all_markets = models.BooleanField(
        "all target markets",
        default=False,
        help_text="Counted once, in the row ALL, and for no single market.",
    )
    organisers = LinesField(help_text="One organiser per line.")
    cluster = models.ForeignKey(
        Cluster,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name="responsible cluster",
        help_text="Its staff edit the event; without one, the coordinator does.",
    )
    note = models.TextField(blank=True)

    objects: ClassVar = EventQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[markets])

    class Meta:
        ordering = [F("start_on").desc(nulls_last=True), "name"]
        constraints = [
            FieldCheck(
                field="end_on",
                condition=Q(end_on=None) | Q(start_on__isnull=False, end_on__gte=F("start_on")),
                name="event_end_not_before_start",
                violation_error_message="The end lies before the start. Enter a later end or an earlier start.",
            ),
            FieldUnique(
                fields=["partnership", "reference"],
                condition=~Q(reference=""),
                field="reference",
                name="event_reference_unique",
                violation_error_message="Another event has this reference.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.start_on:%-d %B %Y}" if self.start_on else self.name

    def counted_in(self, market_codes: Sequence[str]) -> tuple[str, ...]:
        """The rows the event counts in, of a partnership with these target markets.

        One market, or several: in each of their rows. All of them, or none in particular: in the
        row ``ALL``. Costs no query where ``markets`` is prefetched.
        """
        own = {market.code for market in self.markets.all()}
        if self.is_for_all_markets or not own or (len(own) > 1 and own == set(market_codes)):
            return (ALL_MARKETS,)
        return tuple(code for code in market_codes if code in own)

    def clean(self) -> None:
        """A planned event needs its day."""
        super().clean()
        if self.start_on is None and self.status == EventStatus.PLANNED:
            raise ValidationError(
                {"start_on": "Enter the day, or mark the event as held if its day is not known."}
            )
