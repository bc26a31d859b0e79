"""An event that one can register for, and whoever does."""

from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone, translation

from events.choices import RegistrationMode
from events.consents import ship_first_texts
from events.models import Registration
from events.models.registrations import registration_links
from partnership.models import ConsentText
from tests.factories import MembershipFactory, PartnershipFactory, RoleFactory, TargetMarketFactory
from tests.factories.events import EventFactory

TYPED = {
    "organisation_name": "Optik Nord GmbH",
    "country": "DE",
    "side": "eu_sme",
    "kind": "business",
    "website": "www.optik-nord.example",
    "persons": "1",
    "person0-name": "Sales manager",
    "person0-function": "Sales",
    "person0-email": "sales@optik-nord.example",
    "offers": "Lenses\nSensors",
    "seeks": "A distributor",
    "privacy": "on",
    "catalogue": "on",
}


@pytest.fixture(autouse=True)
def _english():
    """The language of a page stays on after it was asked for."""
    cache.clear()
    with translation.override("en-gb"):
        yield


@pytest.fixture
def home(db):
    """A partnership with a market, a member and its coordinator."""
    ship_first_texts(ConsentText)
    partnership = PartnershipFactory(acronym="ALPHA", slug="alpha", contact_email="a@alpha.example")
    member = MembershipFactory(partnership=partnership)
    return SimpleNamespace(
        partnership=partnership,
        market=TargetMarketFactory(partnership=partnership, label="Japan", country="JP"),
        cluster=member.cluster,
        coordinator=RoleFactory(kind="coordinator", partnership=partnership).person,
    )


@pytest.fixture
def event(home):
    """A partnering day in Osaka in a month, open to everybody."""
    return make_event(home)


def make_event(home, **fields):
    """An event in a month, from nine to five in Tokyo's time."""
    return EventFactory(
        **{
            "partnership": home.partnership,
            "name": "Osaka partnering day",
            "kind": "B2B",
            "status": "planned",
            "start_on": timezone.localdate() + timedelta(days=30),
            "start_time": time(9),
            "end_time": time(17),
            "time_zone": "Asia/Tokyo",
            "place": "Osaka, Japan",
            "markets": [home.market],
            "registration_mode": RegistrationMode.OPEN,
            **fields,
        }
    )


def typed(**fields):
    """What is sent with the form; None leaves a field out."""
    told = {
        **TYPED,
        **{name.replace("person0_", "person0-"): value for name, value in fields.items()},
    }
    return {name: value for name, value in told.items() if value is not None}


def now(registration):
    """The registration as it is kept."""
    return Registration.objects.get(pk=registration.pk)


def letters(part):
    """What was sent by e-mail with some words in its subject."""
    return [letter for letter in mail.outbox if part in letter.subject]


def path_in(text, part):
    """The address on this site in a text that has a part."""
    line = next(line for line in text.splitlines() if part in line)
    return line[line.index(part) :].strip()


def leads_to(path):
    """The registration that a private address leads to, and the version of its links."""
    target = registration_links.read(path.strip("/").split("/")[1])
    return target.pk, target.version


WINTER = date(2030, 1, 15)
