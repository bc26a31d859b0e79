"""One search over everything: grouped, within reach, whatever the spelling."""

import pytest
from django.urls import reverse

from partnership.choices import Confidentiality, RoleKind
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    ClusterCaseFactory,
    ClusterFactory,
    CompanyFactory,
    EventFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    ReportFactory,
    RoleFactory,
    SMECaseFactory,
    UserFactory,
)
from tests.factories.events import AttendeeFactory, RegistrationFactory
from tests.office import signed_in

pytestmark = pytest.mark.django_db

SEARCH = reverse("admin:search")


@pytest.fixture
def office(client):
    return signed_in(client)


def found(client, text: str) -> dict[str, list[str]]:
    """The names that are found, by group."""
    groups = client.get(SEARCH, {"q": text}).context["groups"]
    return {group.label: [record.name for record in group.records] for group in groups}


def test_records_of_every_kind_are_found_in_groups(office):
    partnership = PartnershipFactory(acronym="ÄTHER", name="Aether", slug="aether")
    ClusterFactory(short_name="Äther Cluster", country="DE")
    OrganisationFactory(partnership=partnership, name="aether agency", country="JP")
    company = CompanyFactory(partnership=partnership, name="AETHER Optics", country="FR")
    EventFactory(partnership=partnership, name="Äther Days", start_on=None, status="held")
    SMECaseFactory(partnership=partnership, company=company)
    ClusterCaseFactory(partnership=partnership, description="On äther.")
    AgreementFactory(partnership=partnership, reference="Äther 1")
    ReportFactory(partnership=partnership)
    RoleFactory(person__email="x@example.org", person__name="Ana Äther")
    groups = found(office, "aether")
    assert list(groups) == [
        "Partnerships",
        "Clusters",
        "Organisations",
        "Agreements",
        "Events",
        "Companies",
        "Cooperation cases by SMEs",
        "Cooperation cases by clusters",
        "Reports",
        "People",
    ]
    assert groups["Organisations"] == ["aether agency (JP)"]
    assert groups["Companies"] == ["AETHER Optics (FR)"]


def test_every_word_must_be_found_in_the_same_record(office):
    EventFactory(name="Optics Days", place="Łódź", start_on=None, status="held")
    EventFactory(name="Optics Night", place="Kobe", start_on=None, status="held")
    assert found(office, "optics lodz") == {"Events": ["Optics Days"]}
    assert found(office, '"days lodz"') == {}


def test_a_group_shows_five_and_leads_to_a_list_of_all(office):
    for number in range(7):
        CompanyFactory(name=f"Łaser {number}")
    (group,) = office.get(SEARCH, {"q": "laser"}).context["groups"]
    assert (group.number, len(group.records)) == (7, 5)
    assert office.get(group.url).context["cl"].result_count == 7
    assert "All 7 in Companies" in office.get(SEARCH, {"q": "laser"}).content.decode()


def test_an_agreement_with_two_parties_of_the_name_is_found_once(office):
    agreement = AgreementFactory()
    for name in ("Photon Park", "Photon House"):
        AgreementPartyFactory(
            agreement=agreement,
            organisation=OrganisationFactory(partnership=agreement.partnership, name=name),
        )
    groups = office.get(SEARCH, {"q": "photon"}).context["groups"]
    assert [(group.label, group.number) for group in groups] == [
        ("Organisations", 2),
        ("Agreements", 1),
    ]
    assert office.get(groups[1].url).context["cl"].result_count == 1


@pytest.mark.parametrize("text", ["", " ", "a", " a "])
def test_too_short_a_search_says_what_to_type(office, text):
    shown = office.get(SEARCH, {"q": text})
    assert "Type at least two letters" in shown.content.decode()


def test_nothing_found_is_said(office):
    assert "Nothing is found for “zzz”" in office.get(SEARCH, {"q": "zzz"}).content.decode()


def test_what_was_typed_is_shown_as_text(office):
    shown = office.get(SEARCH, {"q": "<b>x</b>"}).content.decode()
    assert "&lt;b&gt;x" in shown
    assert "<b>x" not in shown


def test_only_what_somebody_may_see_is_found_and_counted(client):
    own, other = PartnershipFactory(), PartnershipFactory()
    homes = [MembershipFactory(partnership=own).cluster for _ in range(2)]
    CompanyFactory(partnership=other, name="Photon Foreign")
    CompanyFactory(partnership=own, cluster=homes[0], name="Photon Open", country="FR")
    CompanyFactory(
        partnership=own,
        cluster=homes[0],
        name="Photon Hidden",
        confidentiality=Confidentiality.HIDDEN_FROM_PARTNERS,
    )
    client.force_login(RoleFactory(kind=RoleKind.PARTNER, partnership=own, cluster=homes[1]).person)
    (group,) = client.get(SEARCH, {"q": "photon"}).context["groups"]
    assert (group.number, [row.name for row in group.records]) == (1, ["Photon Open (FR)"])
    client.force_login(RoleFactory(partnership=own).person)
    (group,) = client.get(SEARCH, {"q": "photon"}).context["groups"]
    assert group.number == 2


def test_strangers_are_asked_to_sign_in(client):
    assert client.get(SEARCH, {"q": "photon"}).status_code == 302


def test_a_search_costs_the_same_for_one_record_of_a_kind_and_for_three(
    office, django_assert_num_queries
):
    def more():
        partnership = PartnershipFactory(name="Photon")
        company = CompanyFactory(partnership=partnership, name="Photon", sector="Photon")
        SMECaseFactory(partnership=partnership, company=company)
        ClusterCaseFactory(partnership=partnership, description="Photon")
        EventFactory(partnership=partnership, name="Photon")
        AgreementFactory(partnership=partnership, place="Photon")
        ReportFactory(partnership=partnership)

    more()
    with django_assert_num_queries(SEARCH_QUERIES):
        office.get(SEARCH, {"q": "photon"})
    more()
    more()
    with django_assert_num_queries(SEARCH_QUERIES):
        office.get(SEARCH, {"q": "photon"})


SEARCH_QUERIES = 19
"""Session, person, and one for each of eleven kinds of records."""


def test_a_registration_is_found_once_by_its_people(client):
    registration = RegistrationFactory(organisation_name="Alpha")
    for contact in (True, False):
        AttendeeFactory(registration=registration, name="José Example", is_contact=contact)
    RegistrationFactory(organisation_name="Beta")
    client.force_login(UserFactory(administrator=True))
    for asked, number in (("jose", 1), ("nobody", 0), ("", 2)):
        shown = client.get("/admin/events/registration/", {"q": asked}).context_data["cl"]
        assert (shown.result_count, len(shown.result_list)) == (number, number)
        assert shown.queryset.query.distinct is False
