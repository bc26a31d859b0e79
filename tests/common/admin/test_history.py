"""The history tells each change before and after; one change can be undone, a deleted record comes back."""

import pytest
from django.urls import reverse

from events.models import Event, Participation
from gateways.models import Agreement, Organisation
from partnership.choices import Confidentiality, RoleKind
from smes.models import Company
from tests.factories import (
    AgreementFactory,
    ClusterFactory,
    CompanyFactory,
    EventFactory,
    MembershipFactory,
    ParticipationFactory,
    PartnershipFactory,
    ReportFactory,
    RoleFactory,
    SMECaseFactory,
    TargetMarketFactory,
    UserFactory,
)
from tests.office import change_page, page, send, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    return signed_in(client)


def history_of(client, record):
    """The changes on the history page, the latest first."""
    return client.get(page(type(record), "history", record.pk)).context["changes"]


def changed(client, record) -> dict[str, tuple[str, str]]:
    """What the latest change changed: label, before and after."""
    latest = history_of(client, record)[0]
    return {each.label: (each.old_words, each.new_words) for each in latest.fields}


def undo_page(client, record) -> str:
    """The page that undoes the latest change."""
    return page(type(record), "undo", record.pk, history_of(client, record)[0].version.pk)


def undo(client, record, **data):
    return client.post(undo_page(client, record), {"reason": "Entered by mistake.", **data})


@pytest.fixture
def event():
    """A planned event in one of two markets."""
    partnership = PartnershipFactory()
    japan, korea = (
        TargetMarketFactory(partnership=partnership, label=label) for label in ("Japan", "Korea")
    )
    event = EventFactory(partnership=partnership, name="Mission", place="Kobe", note="")
    event.markets.set([japan])
    event.korea = korea
    return event


def test_each_field_is_told_before_and_after_in_words(office, event):
    cluster = ClusterFactory(short_name="Alpine Cluster")
    send(office, change_page(event), status="cancelled", cluster=str(cluster.pk), place="")
    assert changed(office, event) == {
        "Status": ("Planned", "Cancelled"),
        "Place": ("Kobe", ""),
        "Responsible cluster": ("", "Alpine Cluster (FR)"),
    }


def test_a_day_is_told_as_people_write_it(office):
    agreement = AgreementFactory(signed_on="2018-06-24")
    send(office, change_page(agreement), signed_on="2018-07-01")
    assert changed(office, agreement)["Signed"] == ("24 June 2018", "1 July 2018")


def test_one_save_of_a_field_and_of_links_is_one_change(office, event):
    before = len(history_of(office, event))
    send(office, change_page(event), place="Osaka", markets=[str(event.korea.pk)])
    latest = history_of(office, event)[0]
    assert [each.label for each in latest.fields] == ["Place", "Markets"]
    assert latest.fields[1].old_words == "Japan"
    assert latest.fields[1].new_words == "Korea"
    assert len(history_of(office, event)) <= before + 1


def test_a_long_text_is_told_word_by_word(office):
    words = [f"word{n}" for n in range(60)]
    case = SMECaseFactory(main_steps=" ".join(words))
    words[30] = "CHANGED"
    send(office, change_page(case), main_steps=" ".join(words))
    pieces = history_of(office, case)[0].fields[0].pieces
    assert [(piece.kind, piece.text.strip()) for piece in pieces] == [
        ("gap", "…"),
        ("same", " ".join(f"word{n}" for n in range(22, 30))),
        ("old", "word30"),
        ("new", "CHANGED"),
        ("same", " ".join(f"word{n}" for n in range(31, 39))),
        ("gap", "…"),
    ]


def test_a_name_that_somebody_may_not_see_is_not_told_in_a_history(client):
    partnership = PartnershipFactory()
    homes = [MembershipFactory(partnership=partnership).cluster for _ in range(2)]
    hidden = CompanyFactory(
        partnership=partnership,
        cluster=homes[0],
        name="Secret Sensors",
        confidentiality=Confidentiality.HIDDEN_FROM_PARTNERS,
    )
    event = EventFactory(partnership=partnership, cluster=homes[1])
    shown = CompanyFactory(partnership=partnership, cluster=homes[1], name="Open Optics")
    participation = ParticipationFactory(event=event, organisation=hidden)
    participation.organisation = shown
    participation.save()
    client.force_login(
        RoleFactory(kind=RoleKind.PARTNER, partnership=partnership, cluster=homes[1]).person
    )
    told = client.get(page(Participation, "history", participation.pk)).content.decode()
    assert "Open Optics" in told
    assert "Secret Sensors" not in told


def test_a_change_is_undone_and_the_rest_stays(office, event):
    send(office, change_page(event), place="Osaka")
    undoing = undo_page(office, event)
    send(office, change_page(event), note="Bring samples.")
    assert office.post(undoing, {"reason": "Wrong town."}).status_code == 302
    event.refresh_from_db()
    assert (event.place, event.note) == ("Kobe", "Bring samples.")
    latest = history_of(office, event)[0]
    assert latest.reason == "Wrong town."
    assert str(latest.version.history_user) == "office@example.org"


def test_links_are_undone_too(office, event):
    send(office, change_page(event), markets=[str(event.korea.pk)])
    undo(office, event)
    assert [market.label for market in event.markets.all()] == ["Japan"]


def test_a_later_change_of_the_same_field_is_told_and_asked_for(office, event):
    send(office, change_page(event), place="Osaka")
    undoing = undo_page(office, event)
    send(office, change_page(event), place="Nara")
    shown = office.get(undoing)
    assert [(each.now, each.is_later) for each in shown.context["fields"]] == [("Nara", True)]
    refused = office.post(undoing, {"reason": "Wrong town."})
    assert "Tick at least one field" in refused.content.decode()
    event.refresh_from_db()
    assert event.place == "Nara"
    office.post(undoing, {"reason": "Wrong town.", "again": ["place"]})
    event.refresh_from_db()
    assert event.place == "Kobe"


def test_a_change_is_not_undone_without_a_reason(office, event):
    send(office, change_page(event), place="Osaka")
    answer = undo(office, event, reason=" ")
    assert "Say why" in answer.content.decode()
    event.refresh_from_db()
    assert event.place == "Osaka"


def test_what_no_longer_fits_is_not_set_back(office):
    first = AgreementFactory(reference="A-1")
    send(office, change_page(first), reference="A-2")
    AgreementFactory(partnership=first.partnership, reference="A-1")
    answer = undo(office, first)
    assert answer.context["refusals"] == ["Reference: Another agreement has this reference."]
    first.refresh_from_db()
    assert first.reference == "A-2"


def test_what_a_report_in_review_fixes_is_not_set_back(office):
    report = ReportFactory(kind="final")
    report.period_start = "2017-01-01"
    report.save()
    type(report).objects.filter(pk=report.pk).update(state="review")
    shown = office.get(undo_page(office, report))
    assert [each.is_fixed for each in shown.context["fields"]] == [True]


def test_only_who_may_change_a_record_undoes_a_change(client, event):
    event.place = "Osaka"
    event.save()
    version = event.history.latest().pk
    address = page(Event, "undo", event.pk, version)
    assert client.get(address).status_code == 302
    for role, status in (
        (RoleFactory(kind=RoleKind.OFFICER, partnership=event.partnership), 403),
        (RoleFactory(partnership=PartnershipFactory()), 404),
        (RoleFactory(partnership=event.partnership), 200),
    ):
        client.force_login(role.person)
        assert client.get(address).status_code == status


def test_a_change_of_another_record_is_not_undone_here(office, event):
    other = EventFactory(place="Here")
    other.place = "There"
    other.save()
    assert office.get(page(Event, "undo", event.pk, other.history.latest().pk)).status_code == 404


def test_a_history_costs_the_same_for_two_changes_and_for_six(
    office, event, django_assert_num_queries
):
    def change(number):
        event.markets.set([event.korea] if number % 2 else [])
        event.cluster = ClusterFactory()
        event.save()

    for number in range(2):
        change(number)
    office.get(page(Event, "history", event.pk))
    with django_assert_num_queries(HISTORY_QUERIES):
        office.get(page(Event, "history", event.pk))
    for number in range(4):
        change(number)
    with django_assert_num_queries(HISTORY_QUERIES):
        office.get(page(Event, "history", event.pk))


HISTORY_QUERIES = 9
"""Session, person, the record, count, versions, their links, and names of three kinds of records."""


# Deleted records


def restore_page(client, model) -> str:
    """The page that brings back the record that was deleted last."""
    row = client.get(page(model, "deleted")).context["page_obj"].object_list[0]
    return page(model, "restore", row.version.pk)


def test_a_deleted_record_comes_back_with_its_links(office, event):
    number = event.pk
    event.delete()
    answer = office.post(restore_page(office, Event), {"reason": "It did take place."})
    assert answer.url == page(Event, "change", number)
    back = Event.objects.get(pk=number)
    assert (back.name, [market.label for market in back.markets.all()]) == ("Mission", ["Japan"])
    assert "It did take place." in [row.history_change_reason for row in back.history.all()]
    assert list(office.get(page(Event, "deleted")).context["page_obj"]) == []


def test_a_deleted_company_comes_back_as_a_company(office):
    company = CompanyFactory(name="Lux Optics")
    company.delete()
    assert list(office.get(page(Organisation, "deleted")).context["page_obj"]) == []
    office.post(restore_page(office, Company), {"reason": "Deleted by mistake."})
    assert Company.objects.get().name == "Lux Optics"


def test_a_record_whose_place_was_taken_does_not_come_back(office):
    agreement = AgreementFactory(reference="A-1")
    agreement.delete()
    AgreementFactory(partnership=agreement.partnership, reference="A-1")
    answer = office.post(restore_page(office, Agreement), {"reason": "Needed."})
    assert answer.context["refusals"] == ["Reference: Another agreement has this reference."]
    assert Agreement.objects.count() == 1


def test_a_part_whose_whole_is_gone_says_what_to_bring_back_first(office):
    participation = ParticipationFactory()
    participation.event.delete()
    answer = office.post(restore_page(office, Participation), {"reason": "Needed."})
    assert "Bring that back first" in answer.context["refusals"][0]


def test_deleted_records_are_shown_to_their_coordinator_alone(client):
    own, other = EventFactory(name="Own"), EventFactory(name="Other")
    part = ParticipationFactory(event__partnership=own.partnership)
    number = other.pk
    for record in (part, own, other):
        record.delete()
    client.force_login(RoleFactory(partnership=own.partnership).person)
    assert [row.record.name for row in client.get(page(Event, "deleted")).context["page_obj"]] == [
        "Own"
    ]
    assert len(client.get(page(Participation, "deleted")).context["page_obj"]) == 1
    foreign = Event.history.get(id=number, history_type="-").pk
    assert client.post(page(Event, "restore", foreign), {"reason": "!"}).status_code == 404
    assert client.get(page(Event, "history", number)).status_code == 404


def test_project_officers_bring_nothing_back(client):
    event = EventFactory()
    event.delete()
    client.force_login(RoleFactory(kind=RoleKind.OFFICER, partnership=event.partnership).person)
    assert client.get(page(Event, "deleted")).status_code == 403


def test_the_list_of_deleted_records_costs_the_same_for_one_and_for_three(
    office, django_assert_num_queries
):
    ParticipationFactory().delete()
    office.get(page(Participation, "deleted"))
    with django_assert_num_queries(DELETED_QUERIES):
        office.get(page(Participation, "deleted"))
    for _ in range(2):
        ParticipationFactory().delete()
    with django_assert_num_queries(DELETED_QUERIES):
        office.get(page(Participation, "deleted"))


DELETED_QUERIES = 6


def test_people_are_not_brought_back(office):
    UserFactory().delete()
    assert office.get(reverse("admin:partnership_user_deleted")).status_code == 403
