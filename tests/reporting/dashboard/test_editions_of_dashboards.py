"""What a partner must not learn stands on no page of the dashboard, and no search finds it."""

import pytest
from django.urls import reverse

from gateways.models import Organisation
from reporting.dashboard.lists import Lists
from reporting.engine.registries import figures
from tests.factories import (
    AgreementPartyFactory,
    ClusterCaseFactory,
    ClusterCasePartnerFactory,
    CompanyFactory,
    EventFactory,
    IndicatorFactory,
    MeasurementFactory,
    MeetingFactory,
    OrganisationFactory,
    ParticipationFactory,
    PartnershipFactory,
    SMECaseFactory,
    TargetMarketFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root")]

HIDDEN, PARTNER = "Zqxhidden", "Zqxpartner"


@pytest.fixture
def own():
    """A company that is hidden from partners, named wherever anything may be named."""
    partnership = PartnershipFactory()
    market = TargetMarketFactory(partnership=partnership)
    placed = {"partnership": partnership, "market": market}
    company = CompanyFactory(
        partnership=partnership, name=f"{HIDDEN} GmbH", confidentiality="hidden from partners"
    )
    partner = OrganisationFactory(partnership=partnership, name=PARTNER)
    secret = {**placed, "confidentiality": "hidden from partners"}
    words = f"{HIDDEN} sells to {PARTNER}."
    SMECaseFactory(
        **secret, company=company, partner=partner, description=words, status="support ongoing"
    )
    case = ClusterCaseFactory(**secret, description=words)
    ClusterCasePartnerFactory(case=case, organisation=partner)
    event = EventFactory(
        partnership=partnership, name=f"{HIDDEN} day", place=HIDDEN, kind="B2B", markets=[market]
    )
    ParticipationFactory(event=event, organisation=company)
    MeetingFactory(event=event, party_a=company)
    AgreementPartyFactory(
        agreement__partnership=partnership, agreement__market=market, organisation=company
    )
    indicator = IndicatorFactory(partnership=partnership, name=f"Sales of {HIDDEN}", unit=HIDDEN)
    MeasurementFactory(indicator=indicator, source=f"Told by {HIDDEN}")
    return partnership


def pages(partnership):
    slug = partnership.slug
    yield reverse("dashboard", args=[slug])
    yield reverse("dashboard_changes", args=[slug])
    for key in Lists.known:
        yield reverse("dashboard_list", args=[slug, key])
    for key in figures:
        yield reverse("dashboard_figure", args=[slug, key])


def told(client, partnership):
    """The addresses of the pages and pictures in which a hidden name stands."""
    found = {}
    for address in pages(partnership):
        text = client.get(address).content.decode()
        for name in (HIDDEN, PARTNER):
            if name.casefold() in text.casefold():
                found.setdefault(name, []).append(address)
    return found


def test_partners_read_no_hidden_name_anywhere(client, enter, own):
    enter(own, "partner")
    assert told(client, own) == {}


@pytest.mark.parametrize("kind", ["coordinator", "project officer", "administrator"])
def test_those_who_read_everything_do(client, enter, own, kind):
    enter(own, kind)
    assert set(told(client, own)) == {HIDDEN, PARTNER}


def test_partners_find_nothing_by_a_hidden_name(client, enter, own):
    enter(own, "partner")
    for address in pages(own):
        if address.endswith(("/dashboard/", "/changes/")):
            continue
        response = client.get(address, {"q": HIDDEN})
        assert response.context["page"].paginator.count == 0, address
    enter(own)
    address = reverse("dashboard_list", args=[own.slug, "cases"])
    assert client.get(address, {"q": HIDDEN}).context["page"].paginator.count == 2


def test_what_one_edition_counted_is_not_kept_for_another(client, enter, own):
    enter(own)
    assert told(client, own)
    enter(own, "partner")
    assert told(client, own) == {}


def test_pictures_are_apart_by_edition(client, enter, own):
    enter(own)
    page = client.get(reverse("dashboard", args=[own.slug]))
    page = client.get(reverse("dashboard", args=[own.slug])).content.decode()
    begin = page.index("/dashboard/charts/")
    name = page[begin:].split("/")[3].partition(".")[0]
    address = reverse("dashboard_chart", args=[own.slug, name])
    assert client.get(address).status_code == 200
    enter(own, "partner")
    assert client.get(address).status_code == 404
    enter(PartnershipFactory())
    assert client.get(address).status_code == 404


def test_names_of_people_stand_in_the_agency_edition_alone(client, enter, own):
    person = enter(own)
    person.name = "Zqxname"
    person.save()
    organisation = Organisation.objects.get(name=PARTNER)
    organisation.history.update(history_user=person)
    address = reverse("dashboard_changes", args=[own.slug])
    assert "Zqxname" in client.get(address).content.decode()
    enter(own, "partner")
    text = client.get(address).content.decode()
    assert "Zqxname" not in text
    assert person.email not in text
