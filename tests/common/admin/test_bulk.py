"""Many records are changed at once: confirmed, counted, all or nothing, each with its history."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from common.admin import bulk
from events.models import Meeting, Participation
from partnership.choices import Confidentiality, RoleKind
from smes.choices import SupportStatus
from smes.models import Company, SMECase
from tests.factories import (
    AgreementFactory,
    CompanyFactory,
    EventFactory,
    MeetingFactory,
    MembershipFactory,
    ParticipationFactory,
    PartnershipFactory,
    RoleFactory,
    ServiceFactory,
    SMECaseFactory,
)
from tests.office import page, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    return signed_in(client)


def ask(client, action, *records, query="", everything=False, **confirmed):
    """Choose records in their list and an action; with a reason, confirm it."""
    address = page(type(records[0]), "changelist") + query
    data = {
        "action": action,
        "select_across": "1" if everything else "0",
        ACTION_CHECKBOX_NAME: [record.pk for record in records],
    }
    if confirmed:
        data |= {"_confirmed": "yes", **confirmed}
    return client.post(address, data)


def do(client, action, *records, expected=None, **values):
    confirmed = {"expected": len(records) if expected is None else expected, "reason": "Agreed."}
    return ask(client, action, *records, **{**confirmed, **values})


def messages_of(client, response) -> list[str]:
    shown = client.get(response.url)
    return [str(message) for message in shown.context["messages"]]


def test_nothing_happens_before_it_is_confirmed(office):
    cases = SMECaseFactory.create_batch(2)
    shown = ask(office, "set_status", *cases)
    assert shown.context["number"] == 2
    assert "2 cooperation cases by SMEs" in shown.content.decode()
    assert {case.status for case in SMECase.objects.all()} == {SupportStatus.NO_SUPPORT}


def test_the_chosen_records_are_changed_counted_and_kept_in_the_history(office):
    cases = SMECaseFactory.create_batch(2)
    done = SMECaseFactory(status=SupportStatus.COMPLETED)
    untouched = SMECaseFactory()
    answer = do(office, "set_status", *cases, done, value=SupportStatus.COMPLETED)
    assert messages_of(office, answer) == [
        "2 cooperation cases by SMEs changed. 1 stood like this already."
    ]
    untouched.refresh_from_db()
    assert untouched.status == SupportStatus.NO_SUPPORT
    latest = cases[0].history.latest()
    assert (latest.status, latest.history_change_reason) == ("support completed", "Agreed.")
    assert str(latest.history_user) == "office@example.org"
    assert done.history.count() == 1


@pytest.mark.parametrize(
    ("factory", "action", "field", "value"),
    [
        (ParticipationFactory, "mark_attended", "state", "attended"),
        (ParticipationFactory, "mark_no_show", "state", "no-show"),
        (MeetingFactory, "mark_no_show", "state", "no-show"),
        (MeetingFactory, "mark_declined", "state", "declined"),
        (AgreementFactory, "mark_expired", "status", "expired"),
        (AgreementFactory, "mark_ended", "status", "ended"),
        (EventFactory, "mark_held", "status", "held"),
        (EventFactory, "mark_cancelled", "status", "cancelled"),
    ],
)
def test_records_are_marked(office, factory, action, field, value):
    record = factory()
    do(office, action, record)
    record.refresh_from_db()
    assert getattr(record, field) == value


@pytest.mark.parametrize(("typed", "kept"), [("True", True), ("False", False)])
def test_a_field_of_yes_and_no_is_chosen(office, typed, kept):
    service = ServiceFactory(is_offered=not kept)
    shown = ask(office, "set_offered", service)
    assert shown.context["form"].fields["value"].choices[1:] == [(True, "Yes"), (False, "No")]
    do(office, "set_offered", service, value=typed)
    service.refresh_from_db()
    assert service.is_offered is kept
    refused = do(office, "set_offered", service, value="perhaps")
    assert refused.status_code == 200
    assert "value" in refused.context["form"].errors


def test_companies_get_a_home_cluster_and_a_confidentiality(office):
    company = CompanyFactory()
    home = MembershipFactory(partnership=company.partnership).cluster
    do(office, "set_cluster", company, value=home.pk)
    do(office, "set_confidentiality", company, value=Confidentiality.HIDDEN_FROM_PUBLIC)
    company.refresh_from_db()
    assert (company.cluster, company.confidentiality) == (home, "hidden from public")


def test_all_found_by_a_filter_are_changed_not_only_the_page(office):
    cases = SMECaseFactory.create_batch(3, partnership=PartnershipFactory())
    other = SMECaseFactory()
    query = f"?partnership__id__exact={cases[0].partnership_id}"
    shown = ask(office, "set_status", cases[0], query=query, everything=True)
    assert shown.context["number"] == 3
    do(
        office,
        "set_status",
        cases[0],
        query=query,
        everything=True,
        expected=3,
        value=SupportStatus.STOPPED,
    )
    assert SMECase.objects.filter(status=SupportStatus.STOPPED).count() == 3
    other.refresh_from_db()
    assert other.status == SupportStatus.NO_SUPPORT


def test_one_that_cannot_take_it_stops_all_and_is_named(office):
    broken = ParticipationFactory(state="registered")
    foreign = CompanyFactory()
    Participation.objects.filter(pk=broken.pk).update(organisation=foreign)
    whole = ParticipationFactory(state="registered")
    answer = do(office, "mark_attended", whole, broken)
    (refusal,) = answer.context["refusals"]
    assert refusal.reasons == (
        "This organisation belongs to another partnership. Choose one of this partnership.",
    )
    whole.refresh_from_db()
    assert whole.state == "registered"
    assert "Nothing was changed" in answer.content.decode()


def test_a_number_that_changed_meanwhile_is_asked_for_again(office):
    case = SMECaseFactory()
    answer = do(office, "set_status", case, expected=2, value=SupportStatus.STOPPED)
    assert "The list has changed meanwhile" in answer.content.decode()
    case.refresh_from_db()
    assert case.status == SupportStatus.NO_SUPPORT


def test_a_value_and_a_reason_are_needed(office):
    answer = do(office, "set_status", SMECaseFactory(), value="", reason="")
    assert answer.context["form"].errors == {
        "value": ["Choose the status."],
        "reason": ["Say why: others will read it in the history."],
    }


def test_too_many_are_refused_with_a_hint(office, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 1)
    answer = ask(office, "set_status", *SMECaseFactory.create_batch(2))
    assert "At most 1 records are changed at once" in answer.content.decode()
    assert not answer.context["is_possible"]


def test_partner_staff_change_their_own_and_are_told_of_the_others(client):
    partnership = PartnershipFactory()
    homes = [MembershipFactory(partnership=partnership).cluster for _ in range(2)]
    own, other = (CompanyFactory(partnership=partnership, cluster=home) for home in homes)
    client.force_login(
        RoleFactory(kind=RoleKind.PARTNER, partnership=partnership, cluster=homes[0]).person
    )
    shown = ask(client, "set_confidentiality", own, other)
    assert (shown.context["number"], shown.context["not_mine"]) == (1, 1)
    do(client, "set_confidentiality", own, other, expected=1, value="hidden from public")
    assert Company.objects.get(pk=own.pk).confidentiality == "hidden from public"
    assert Company.objects.get(pk=other.pk).confidentiality == "open"


def test_nobody_gives_a_record_away(client):
    partnership = PartnershipFactory()
    homes = [MembershipFactory(partnership=partnership).cluster for _ in range(2)]
    own = CompanyFactory(partnership=partnership, cluster=homes[0])
    client.force_login(
        RoleFactory(kind=RoleKind.PARTNER, partnership=partnership, cluster=homes[0]).person
    )
    answer = do(client, "set_cluster", own, value=homes[1].pk)
    assert "Your role does not reach so far" in answer.content.decode()
    own.refresh_from_db()
    assert own.cluster == homes[0]


def test_a_coordinator_changes_nothing_of_another_partnership(client):
    foreign = MeetingFactory()
    client.force_login(RoleFactory(partnership=PartnershipFactory()).person)
    answer = do(client, "mark_no_show", foreign)
    assert Meeting.objects.get().state == "held"
    assert answer.status_code in (200, 302)


def test_project_officers_are_offered_no_change(client):
    case = SMECaseFactory()
    client.force_login(RoleFactory(kind=RoleKind.OFFICER, partnership=case.partnership).person)
    shown = client.get(page(SMECase, "changelist"))
    assert "Set the status" not in shown.content.decode()
    ask(client, "set_status", case, expected=1, reason="!", value="support stopped")
    case.refresh_from_db()
    assert case.status == SupportStatus.NO_SUPPORT


def test_asking_costs_the_same_for_one_and_for_three(office, django_assert_num_queries):
    cases = SMECaseFactory.create_batch(3)
    with django_assert_num_queries(ASKING_QUERIES):
        ask(office, "set_status", cases[0])
    with django_assert_num_queries(ASKING_QUERIES):
        ask(office, "set_status", *cases)


ASKING_QUERIES = 8
"""Session, person, two counts of the rows and what the list itself asks for."""
