"""The invented programme: its clusters, its partnerships and what happened in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock
from itertools import islice
from random import Random

from django.db import transaction
from django.utils import timezone

from partnership.models import Cluster, ClusterFigures, Partnership, Programme
from reporting.seeding.bulk import write
from reporting.seeding.names import LEGAL_FORMS, Names
from reporting.seeding.partnership import PartnershipSeeder
from reporting.seeding.size import Size, shares

NAME = "Large demonstration programme"
SEED = 2026

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Share:
    """What one partnership has of the whole."""

    number: int
    clusters: int
    companies: int
    meetings: int


@transaction.atomic
def seed_programme(size: Size, *, today: date, tell: Tell) -> Programme:
    """Fill an empty portal, the same way on every day; all or nothing."""
    names = Names(Random(SEED))  # noqa: S311
    programme = Programme(
        name=NAME,
        agency="Agency of the demonstration",
        call="DEMO-CLUSTER-1",
        cofunding_statement="Invented for measuring: nobody funds this programme.",
        disclaimer="Every name, number and text in it is made up.",
        emblem="none",
    )
    write([programme], moment(today - timedelta(days=1200)))
    clusters = _write_clusters(size, names, today)
    left = iter(clusters)
    for number, share in enumerate(_shares(size)):
        own = list(islice(left, share.clusters))
        partnership = _partnership(programme, number, names, today)
        chance = Random(f"{SEED}-{number}")  # noqa: S311
        neighbour = clusters[(number * 7) % len(clusters)]
        seeder = PartnershipSeeder(partnership, chance, today)
        seeder.fill(own, neighbour, companies=share.companies, meetings=share.meetings)
        tell(f"{partnership.acronym}: {share.companies:,} companies, {share.meetings:,} meetings")
    return programme


def _shares(size: Size) -> list[Share]:
    parts = size.partnerships
    even = [
        size.clusters // parts + (place < size.clusters % parts) for place in range(parts)
    ]  # fmt: skip
    companies, meetings = shares(size.companies, parts), shares(size.meetings, parts)
    return [Share(place, even[place], companies[place], meetings[place]) for place in range(parts)]


def _write_clusters(size: Size, names: Names, today: date) -> list[Cluster]:
    countries = list(LEGAL_FORMS)[: size.countries]
    clusters = [
        Cluster(
            short_name=names.cluster(),
            country=countries[place % len(countries)],
            city=names.word(),
            description="An invented cluster.",
            founded_in=1990 + place % 30,
        )
        for place in range(size.clusters)
    ]
    begin = moment(today - timedelta(days=1190))
    write(clusters, begin)
    figures = [
        ClusterFigures(
            cluster=cluster,
            as_of=today.replace(month=1, day=1),
            companies=60 + place * 7 % 240,
            smes=50 + place * 5 % 200,
            jobs=1_000 + place * 131 % 40_000,
            source="Invented",
        )
        for place, cluster in enumerate(clusters)
    ]
    write(figures, begin)
    return clusters


def _partnership(programme: Programme, number: int, names: Names, today: date) -> Partnership:
    """One that began up to three years ago and lasts three; the oldest have just ended."""
    begun = 190 + number * 37 % 1000
    start = (today - timedelta(days=begun)).replace(day=1)
    word = names.word()
    acronym = f"{word.upper()} {number + 1}"
    partnership = Partnership(
        acronym=acronym,
        name=f"{word}: clusters on their way to other markets",
        slug=acronym.lower().replace(" ", "-"),
        programme=programme,
        grant_number=str(800_000 + number),
        start_on=start,
        end_on=start.replace(year=start.year + 3) - timedelta(days=1),
        themes="\n".join(["Health", "Energy", "Mobility"][: 1 + number % 3]),
        goal_statement="To lead companies of its clusters into markets that none of them enters alone.",
    )
    write([partnership], moment(start))
    return partnership


def moment(day: date) -> datetime:
    """The beginning of a day, here."""
    return timezone.make_aware(datetime.combine(day, clock.min))
