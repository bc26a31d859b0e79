"""Two people at one record: each is told of the other, and no save undoes another one unseen."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from common.opened import FIELD
from events.models import Event, Participation
from partnership.choices import RoleKind
from partnership.models import OpenRecord
from tests.factories import (
    ClusterCaseFactory,
    EventFactory,
    ObjectiveFactory,
    OrganisationFactory,
    ParticipationFactory,
    PartnershipFactory,
    RoleFactory,
    TargetMarketFactory,
    UserFactory,
)
from tests.office import change_page, errors, form_data, page, row_errors

pytestmark = pytest.mark.django_db


class Desk:
    """A person with a record open in the office."""

    def __init__(self, record, person):
        self.record, self.person = record, person
        self.client = Client()
        self.client.force_login(person)
        self.open()

    def open(self):
        self._show(self.client.get(change_page(self.record)))

    def _show(self, response):
        self.response = response
        self.data = {**form_data(response), FIELD: response.context["opened"]}

    def save(self, **changes):
        """Type and save; what is shown then is shown on this desk."""
        for name, value in changes.items():
            self.data[name.replace("__", "-")] = value
        response = self.client.post(change_page(self.record), self.data)
        if response.status_code == 200:
            typed = self.data
            self._show(response)
            self.data = {**self.data, **{key: typed[key] for key in typed if key != FIELD}}
        return response

    def told(self):
        return [str(visitor) for visitor in self.response.context["visitors"]]

    @property
    def conflict(self):
        return self.response.context["conflict"]


@pytest.fixture
def event():
    partnership = PartnershipFactory()
    event = EventFactory(partnership=partnership, name="Mission", place="Kobe", note="Old note")
    event.markets.set([TargetMarketFactory(partnership=partnership, label="Japan")])
    return event


@pytest.fixture
def anna(event):
    return RoleFactory(partnership=event.partnership, person__email="anna@example.org").person


@pytest.fixture
def ben(event):
    return RoleFactory(partnership=event.partnership, person__email="ben@example.org").person


def test_who_opens_a_record_is_told_who_has_it_open_already(event, anna, ben):
    first = Desk(event, anna)
    assert first.told() == []
    (told,) = Desk(event, ben).told()
    assert told.startswith("anna@example.org has had this record open since ")


def test_a_record_that_was_saved_is_open_no_longer(event, anna, ben):
    assert Desk(event, anna).save(place="Osaka").status_code == 302
    assert Desk(event, ben).told() == []


def test_a_page_that_gives_no_sign_of_life_is_forgotten(event, anna, ben):
    Desk(event, anna)
    now = timezone.now()
    OpenRecord.objects.update(
        opened_at=now - timedelta(minutes=9), seen_at=now - timedelta(minutes=3)
    )
    assert Desk(event, ben).told() == []
    OpenRecord.objects.filter(person=anna).update(
        opened_at=now - timedelta(minutes=9), seen_at=now - timedelta(minutes=9)
    )
    assert len(Desk(event, ben).told()) == 1  # a browser without scripts says nothing
    OpenRecord.objects.filter(person=anna).update(
        opened_at=now - timedelta(minutes=11), seen_at=now - timedelta(minutes=11)
    )
    assert Desk(event, ben).told() == []


def test_rows_of_an_hour_ago_are_cleared_away(event, anna, ben):
    Desk(EventFactory(partnership=event.partnership), anna)
    OpenRecord.objects.update(seen_at=timezone.now() - timedelta(minutes=61))
    Desk(event, ben)
    assert [row.person for row in OpenRecord.objects.all()] == [ben]


def test_a_sign_of_life_is_answered_to_those_who_have_the_record_open(event, anna, ben):
    address = reverse("admin:sign_of_life", args=["events.event", event.pk])
    first, second = Desk(event, anna), Desk(event, ben)
    (told,) = first.client.post(address).json()["others"]
    assert told.startswith("ben@example.org")
    second.client.post(address, {"leave": "1"})
    assert first.client.post(address).json()["others"] == []
    assert second.client.post(address).status_code == 404
    stranger = Client()
    assert stranger.post(address).status_code == 302
    stranger.force_login(RoleFactory(partnership=PartnershipFactory()).person)
    assert stranger.post(address).status_code == 404
    assert first.client.get(address).status_code == 405


def test_who_only_reads_opens_nothing(event):
    officer = RoleFactory(kind=RoleKind.OFFICER, partnership=event.partnership).person
    client = Client()
    client.force_login(officer)
    assert "opened" not in client.get(change_page(event)).context
    assert not OpenRecord.objects.exists()


def test_a_save_after_somebody_else_is_held_and_shows_both(event, anna, ben):
    first, second = Desk(event, anna), Desk(event, ben)
    second.save(place="Osaka")
    first.save(place="Nara", note="My long note")
    event.refresh_from_db()
    assert (event.place, event.note) == ("Osaka", "Old note")
    (difference,) = first.conflict.differences
    assert (difference.label, difference.theirs, difference.yours) == ("Place", "Osaka", "Nara")
    assert not difference.is_untouched
    assert first.conflict.person == ben
    assert "My long note" in unescape(first.response.content.decode())


def test_what_was_held_is_saved_anyway(event, anna, ben):
    first, second = Desk(event, anna), Desk(event, ben)
    second.save(place="Osaka")
    first.save(place="Nara")
    assert first.save(**{"_take-place": "yours"}).status_code == 302
    event.refresh_from_db()
    assert event.place == "Nara"


def test_theirs_is_taken_for_one_field_and_the_rest_is_kept(event, anna, ben):
    first, second = Desk(event, anna), Desk(event, ben)
    korea = TargetMarketFactory(partnership=event.partnership, label="Korea")
    second.save(place="Osaka", markets=[korea.pk], status="cancelled", start_on="2018-01-02")
    first.save(place="Nara", note="Mine")
    assert [each.label for each in first.conflict.differences if each.is_untouched] == [
        "Status",
        "Start",
        "Markets",
    ]
    taken = {f"_take-{name}": "theirs" for name in ("place", "markets", "status", "start_on")}
    assert first.save(**taken).status_code == 302
    event.refresh_from_db()
    assert (event.place, event.note, event.status) == ("Osaka", "Mine", "cancelled")
    assert event.start_on.isoformat() == "2018-01-02"
    assert [market.label for market in event.markets.all()] == ["Korea"]


def test_a_third_change_is_held_once_more(event, anna, ben):
    first, second = Desk(event, anna), Desk(event, ben)
    second.save(place="Osaka")
    first.save(place="Nara")
    event.refresh_from_db()
    event.place = "Kyoto"
    event.save()
    first.save(**{"_take-place": "yours"})
    assert first.conflict.differences[0].theirs == "Kyoto"


def test_different_fields_are_no_conflict_where_the_same_was_typed(event, anna, ben):
    first, second = Desk(event, anna), Desk(event, ben)
    second.save(place="Osaka")
    assert first.save(place="Osaka", note="Mine").status_code == 302
    event.refresh_from_db()
    assert event.note == "Mine"


def test_a_save_alone_is_never_held(event, anna):
    desk = Desk(event, anna)
    assert desk.save(place="Osaka").status_code == 302


def test_what_was_sealed_for_another_record_or_by_hand_says_nothing(event, anna, ben):
    other = Desk(EventFactory(partnership=event.partnership), ben)
    for forged in (other.data[FIELD], "forged", ""):
        desk = Desk(event, anna)
        desk.data[FIELD] = forged
        assert desk.save(place=f"Town {forged[:3]}").status_code == 302


def test_who_takes_theirs_is_checked_like_everybody_else(event, anna):
    desk = Desk(event, anna)
    desk.save(**{"_take-place": "theirs", "_take-nonsense": "theirs", "name": ""})
    assert errors(desk.response) == {"name": ["Enter the name."]}


def test_a_row_that_somebody_else_changed_is_held_and_saved_when_sent_again(event, anna, ben):
    participation = ParticipationFactory(event=event, state="registered")
    first, second = Desk(event, anna), Desk(event, ben)
    second.save(participations__0__state="no-show")
    first.save(participations__0__state="attended")
    assert row_errors(first.response, "participations")[0]["state"] == [
        "Somebody else changed this row meanwhile: state is now “No-show”. "
        "To set it as it stands here, save again."
    ]
    participation.refresh_from_db()
    assert participation.state == "no-show"
    assert first.save().status_code == 302
    participation.refresh_from_db()
    assert participation.state == "attended"


def test_a_row_that_others_added_stays(event, anna):
    desk = Desk(event, anna)
    ParticipationFactory(event=event)
    desk.save(place="Osaka")
    assert Participation.objects.filter(event=event).count() == 1


def test_names_out_of_sight_are_not_told_in_a_conflict():
    case = ClusterCaseFactory(description="A case")
    case.objectives.set([ObjectiveFactory(label="Trade")])
    person = RoleFactory(partnership=case.partnership).person
    desk = Desk(case, person)
    organisation = OrganisationFactory()
    case.description = "Changed"
    case.save()
    desk.save(description="Mine")
    assert organisation.name not in desk.response.content.decode()
    assert desk.conflict.differences[0].theirs == "Changed"


def test_opening_a_record_costs_the_same_with_one_visitor_and_with_three(
    event, anna, django_assert_num_queries
):
    desk = Desk(event, anna)

    def visit():
        return Desk(event, UserFactory(administrator=True))

    visit()
    with django_assert_num_queries(OPEN_QUERIES):
        desk.open()
    visit()
    visit()
    with django_assert_num_queries(OPEN_QUERIES):
        desk.open()
    assert len(desk.told()) == 3


OPEN_QUERIES = 19


def test_the_list_of_open_records_is_for_administrators(client, event, anna):
    client.force_login(anna)
    assert client.get(page(OpenRecord, "changelist")).status_code == 403
    assert Event.objects.count() == 1
