"""Smallest valid people, programmes, partnerships, clusters and indicators."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from partnership.choices import ExportKind, MembershipRole, NoticeKind, RoleKind, Vocabulary
from partnership.models import (
    Cluster,
    ClusterFigures,
    Consent,
    ConsentText,
    DeletionNotice,
    DirectoryTerm,
    Email,
    Export,
    Indicator,
    Invitation,
    Measurement,
    Membership,
    Network,
    OpenRecord,
    Partnership,
    Programme,
    Role,
    SavedFilter,
    TargetMarket,
    User,
)

PASSWORD = "correct-horse-battery"
"""The password of every person made here."""


class UserFactory(DjangoModelFactory):
    """A person who may sign in and do nothing else; ``administrator`` is a trait.

    ``confirmed=True`` for those who sign in by the page.
    """

    class Meta:
        model = User

    class Params:
        administrator = factory.Trait(is_superuser=True)

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    password = PASSWORD

    @classmethod
    def _create(
        cls, model_class: type[User], *args: Any, confirmed: bool = False, **kwargs: Any
    ) -> User:
        person = model_class.objects.create_user(*args, **kwargs)
        if confirmed:
            person.confirm_address()
        return person


class ProgrammeFactory(DjangoModelFactory):
    """A programme with the two texts it must have."""

    class Meta:
        model = Programme

    name = factory.Sequence(lambda n: f"Programme {n}")
    cofunding_statement = "Co-funded by the programme."
    disclaimer = "The content represents the views of the authors only."


class PartnershipFactory(DjangoModelFactory):
    """A partnership of the years 2016 to 2025, without members and markets."""

    class Meta:
        model = Partnership

    acronym = factory.Sequence(lambda n: f"PARTNERSHIP-{n}")
    name = factory.LazyAttribute(lambda made: f"The partnership {made.acronym}")
    slug = factory.LazyAttribute(lambda made: made.acronym.lower())
    programme = factory.SubFactory(ProgrammeFactory)
    start_on = date(2016, 1, 1)
    end_on = date(2025, 12, 31)


class RoleFactory(DjangoModelFactory):
    """A coordinator."""

    class Meta:
        model = Role

    person = factory.SubFactory(UserFactory)
    kind = RoleKind.COORDINATOR
    partnership = factory.SubFactory(PartnershipFactory)


class InvitationFactory(DjangoModelFactory):
    """An invitation to coordinate, entered by an administrator and not sent yet."""

    class Meta:
        model = Invitation

    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    kind = RoleKind.COORDINATOR
    partnership = factory.SubFactory(PartnershipFactory)
    invited_by = factory.SubFactory(UserFactory, administrator=True)


class ClusterFactory(DjangoModelFactory):
    """A French cluster."""

    class Meta:
        model = Cluster

    short_name = factory.Sequence(lambda n: f"Cluster {n}")
    country = "FR"


class ClusterFiguresFactory(DjangoModelFactory):
    """Figures of a cluster for a day of their own, all unknown."""

    class Meta:
        model = ClusterFigures

    cluster = factory.SubFactory(ClusterFactory)
    as_of = factory.Sequence(lambda n: date(2000 + n % 30, 1 + n // 30 % 12, 1))


class DirectoryTermFactory(DjangoModelFactory):
    """A sector of the directory."""

    class Meta:
        model = DirectoryTerm

    vocabulary = Vocabulary.SECTOR
    name = factory.Sequence(lambda n: f"Sector {n}")


class NetworkFactory(DjangoModelFactory):
    """A network."""

    class Meta:
        model = Network

    name = factory.Sequence(lambda n: f"Network {n}")


class MembershipFactory(DjangoModelFactory):
    """A cluster as a partner (not the coordinator) of a partnership."""

    class Meta:
        model = Membership

    partnership = factory.SubFactory(PartnershipFactory)
    cluster = factory.SubFactory(ClusterFactory)
    role = MembershipRole.PARTNER


class TargetMarketFactory(DjangoModelFactory):
    """A market that is no country; pass ``code`` and ``country`` together."""

    class Meta:
        model = TargetMarket

    partnership = factory.SubFactory(PartnershipFactory)
    code = factory.Sequence(lambda n: f"M{n}")
    label = factory.LazyAttribute(lambda made: f"Market {made.code}")
    position = factory.Sequence(lambda n: n)


class IndicatorFactory(DjangoModelFactory):
    """An indicator whose value is measured."""

    class Meta:
        model = Indicator

    partnership = factory.SubFactory(PartnershipFactory)
    name = factory.Sequence(lambda n: f"Indicator {n}")
    unit = "SMEs"
    target = 100


class MeasurementFactory(DjangoModelFactory):
    """A measurement on a day of its own."""

    class Meta:
        model = Measurement

    indicator = factory.SubFactory(IndicatorFactory)
    measured_on = factory.Sequence(lambda n: date(2000 + n % 30, 1 + n // 30 % 12, 1))
    value = 10
    source = "Survey"


class ConsentTextFactory(DjangoModelFactory):
    """A version of the privacy notice."""

    class Meta:
        model = ConsentText

    key = "privacy"
    version = factory.Sequence(lambda n: n + 1)
    valid_from = date(2020, 1, 1)
    text = "We keep little."


class ConsentFactory(DjangoModelFactory):
    """Somebody agreed."""

    class Meta:
        model = Consent

    person = factory.SubFactory(UserFactory)
    text = factory.SubFactory(ConsentTextFactory)


class DeletionNoticeFactory(DjangoModelFactory):
    """A sign-in will be deleted."""

    class Meta:
        model = DeletionNotice

    kind = NoticeKind.UNUSED_SIGN_IN
    about = "A sign-in"
    number = factory.Sequence(lambda n: n + 1)
    due_on = date(2030, 1, 1)


class ExportFactory(DjangoModelFactory):
    """The data of a person was exported."""

    class Meta:
        model = Export

    by = factory.SubFactory(UserFactory)
    kind = ExportKind.PERSON
    about = "Person 1"
    partnership = factory.SubFactory(PartnershipFactory)


class SavedFilterFactory(DjangoModelFactory):
    """A filter of the list of events that nobody else sees."""

    class Meta:
        model = SavedFilter

    person = factory.SubFactory(UserFactory)
    model = "events.event"
    name = factory.Sequence(lambda n: f"Filter {n}")
    query = "status__exact=held"


class EmailFactory(DjangoModelFactory):
    """An e-mail that waits to be sent."""

    class Meta:
        model = Email

    kind = "partnership.example"
    to_address = factory.Sequence(lambda n: f"reader-{n + 1}@example.org")
    language = "en-gb"
    subject = "A letter"
    text = "Hello,\n\nthis is the letter.\n"
    html = "<p>Hello, this is the letter.</p>"
    reason = "You asked for it."


class OpenRecordFactory(DjangoModelFactory):
    """Somebody has an event open."""

    class Meta:
        model = OpenRecord

    person = factory.SubFactory(UserFactory)
    model = "events.event"
    record_id = factory.Sequence(lambda n: n + 1)
