"""Recent changes come from the histories of all records that somebody may see."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnership.choices import Confidentiality, RoleKind
from smes.models import Company
from tests.factories import (
    CompanyFactory,
    EventFactory,
    MembershipFactory,
    PartnershipFactory,
    RoleFactory,
    SMECaseFactory,
    TargetMarketFactory,
)
from tests.office import change_page, page, send, signed_in

pytestmark = pytest.mark.django_db

RECENT = reverse("admin:recent")


@pytest.fixture
def office(client):
    return signed_in(client)


def told(client) -> list[tuple[str, str, str]]:
    """Person, kind and record of each change, the latest first."""
    changes = client.get(RECENT).context["changes"]
    return [(change.person, change.kind, change.name) for change in changes]


def test_who_changed_what_is_told_with_the_fields_and_a_way_to_the_history(office):
    case = SMECaseFactory()
    send(office, change_page(case), next_steps="Visit.", number="2")
    change = office.get(RECENT).context["changes"][0]
    assert (change.person, change.kind, change.name) == ("office@example.org", "~", str(case))
    assert change.fields == ["Number", "Next steps envisaged"]
    assert office.get(change.url).status_code == 200


def test_a_save_of_fields_and_links_is_told_once(office):
    event = EventFactory()
    event.markets.add(TargetMarketFactory(partnership=event.partnership))
    send(office, change_page(event), place="Osaka", markets=[])
    send(office, change_page(event), place="Nara", is_for_all_markets="on", markets=[])
    lines = [line for line in told(office) if line[0] == "office@example.org"]
    assert [line[1] for line in lines] == ["~"]
    assert office.get(RECENT).context["changes"][0].fields == [
        "Place",
        "All target markets",
        "Markets",
    ]


def test_what_was_entered_and_deleted_is_told(office):
    event = EventFactory(name="Gone")
    event.delete()
    kinds = [(kind, name) for _, kind, name in told(office) if name.startswith("Gone")]
    assert kinds == [("-", "Gone")]


def test_changes_of_long_ago_are_not_told(office):
    case = SMECaseFactory()
    case.history.update(history_date=timezone.now() - timedelta(days=15))
    assert str(case) not in [name for _, _, name in told(office)]


def test_a_coordinator_is_told_of_the_own_partnership_alone(client):
    own, other = EventFactory(name="Own"), EventFactory(name="Other")
    mine, theirs = (
        EventFactory(name="Mine", partnership=own.partnership),
        EventFactory(name="Theirs"),
    )
    for record in (mine, theirs):
        record.delete()
    client.force_login(RoleFactory(partnership=own.partnership).person)
    names = [name for _, _, name in told(client)]
    assert str(own) in names
    assert "Mine" in names
    assert not [name for name in names if name.startswith(("Other", "Theirs"))]
    assert other.partnership.acronym not in client.get(RECENT).content.decode()


def test_what_is_hidden_from_partners_is_not_told_to_them(client):
    partnership = PartnershipFactory()
    homes = [MembershipFactory(partnership=partnership).cluster for _ in range(2)]
    values = {"partnership": partnership, "cluster": homes[0]}
    hidden = CompanyFactory(
        name="Secret", confidentiality=Confidentiality.HIDDEN_FROM_PARTNERS, **values
    )
    deleted = CompanyFactory(
        name="Secret too", confidentiality=Confidentiality.HIDDEN_FROM_PARTNERS, **values
    )
    CompanyFactory(name="Known", **values)
    SMECaseFactory(partnership=partnership, company=hidden)
    deleted.delete()
    client.force_login(
        RoleFactory(kind=RoleKind.PARTNER, partnership=partnership, cluster=homes[1]).person
    )
    shown = (
        client.get(RECENT).content.decode() + client.get(reverse("admin:index")).content.decode()
    )
    assert "Known" in shown
    assert "Secret" not in shown


def test_the_start_page_tells_the_last_few(office):
    CompanyFactory.create_batch(8)
    assert len(office.get(reverse("admin:index")).context["latest_changes"]) == 6


def test_changes_are_told_by_pages(office):
    company = CompanyFactory()
    for number in range(45):
        Company.history.create(
            **{
                field.attname: getattr(company, field.attname)
                for field in Company._meta.concrete_fields
            },
            history_date=timezone.now() - timedelta(minutes=number),
            history_type="~",
        )
    first = office.get(RECENT).context["page_obj"]
    assert first.paginator.num_pages == 2
    assert office.get(RECENT, {"p": "2"}).status_code == 200
    assert office.get(RECENT, {"p": "x"}).status_code == 200


def test_strangers_are_asked_to_sign_in(client):
    assert client.get(RECENT).status_code == 302
    assert client.get(page(Company, "changelist")).status_code == 302


def test_the_page_costs_the_same_for_one_change_of_a_kind_and_for_three(
    office, django_assert_num_queries
):
    def more():
        case = SMECaseFactory(partnership=partnership)
        case.next_steps = "Visit."
        case.save()

    partnership = PartnershipFactory()
    more()
    with django_assert_num_queries(RECENT_QUERIES):
        office.get(RECENT)
    more()
    more()
    with django_assert_num_queries(RECENT_QUERIES):
        office.get(RECENT)


RECENT_QUERIES = 18
"""Session, person, count, rows, people; names, versions, those before and links of each kind of record."""
