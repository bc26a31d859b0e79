"""What the portal keeps of people: told, erased, and not kept for ever."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from gateways.models import Contact
from partnership.exceptions import ErasureRefused
from partnership.models import (
    Consent,
    ConsentText,
    DeletionNotice,
    Export,
    Invitation,
    User,
)
from partnership.privacy.erasure import erase_person
from partnership.privacy.export import describe_person
from partnership.privacy.personal import personal
from partnership.privacy.retention import announce, delete_due
from partnership.tasks import keep_no_longer
from tests.factories import (
    PASSWORD,
    AcceptedFindingFactory,
    ContactFactory,
    DeclaredFigureFactory,
    DownloadFactory,
    InvitationFactory,
    PartnershipFactory,
    RoleFactory,
    SnapshotFactory,
    UserFactory,
)
from tests.office import change_page, page, send, signed_in
from tests.people import coordinator, officer

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 1)
NAME, EMAIL = "Zqxname Zqxsurname", "zqxmail@example.org"


@pytest.fixture
def person():
    return UserFactory(name=NAME, email=EMAIL)


def test_every_relation_to_a_person_says_what_is_told_and_what_is_erased():
    declared = {(source.model, source.path) for source in personal}
    found = {
        (model, field.name)
        for model in apps.get_models()
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.remote_field
        and field.remote_field.model is User
        and not model.__name__.startswith("Historical")
        and not model._meta.auto_created
    }
    assert found - declared == set()
    assert all(source.kept_because or source.erase for source in personal if source.model != User)


# Export ------------------------------------------------------------------------------------------


def test_an_export_tells_what_is_kept(client, person):
    role = RoleFactory(person=person)
    figure = DeclaredFigureFactory(entered_by=person, source="Minutes")
    client.force_login(person)
    response = client.post(reverse("my_data_download"))
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    told = json.loads(response.content)
    assert told["data"]["Sign-in"][0]["e-mail address"] == EMAIL
    assert told["data"]["Roles"][0]["partnership"] == role.partnership.acronym
    (row,) = told["data"]["Declared figures entered"]
    assert (row["value"], row["source"]) == (str(figure.value), "Minutes")
    assert list(Export.objects.values_list("by", "about")) == [(person.pk, f"Person {person.pk}")]


def test_an_export_tells_nothing_of_others(person):
    RoleFactory(person=UserFactory(name="Somebody else"))
    assert set(describe_person(person)) == {"Sign-in"}


def test_an_export_costs_the_same_for_one_row_and_for_three(person, django_assert_num_queries):
    DownloadFactory(by=person)
    with django_assert_num_queries(len(personal)):
        describe_person(person)
    DownloadFactory.create_batch(2, by=person)
    with django_assert_num_queries(len(personal)):
        describe_person(person)


@pytest.mark.parametrize(
    ("who", "status"),
    [(lambda: UserFactory(administrator=True), 200), (coordinator, 403), (officer, 404)],
)
def test_administrators_alone_export_others(client, person, who, status):
    RoleFactory(person=person, partnership=PartnershipFactory())
    client.force_login(who())
    asked = client.post(reverse("admin:partnership_user_export", args=[person.pk]))
    assert asked.status_code == status
    assert Export.objects.exists() is (status == 200)


# Erasure -----------------------------------------------------------------------------------------


def everything():
    """All text of the database, to look for a name in."""
    found = []
    for model in apps.get_models():
        for row in model._base_manager.values():
            found.append(f"{model._meta.label}: {row}")
    return "\n".join(found)


def test_nothing_tells_of_an_erased_person_and_nothing_else_is_lost(client, person):
    contact = ContactFactory(person=person, name=NAME, email=EMAIL)
    contact.function = "Director"
    contact.save()
    person.name = "Zqxname Zqxmarried"
    person.save()
    figure = DeclaredFigureFactory(entered_by=person)
    accepted = AcceptedFindingFactory(accepted_by=person)
    snapshot = SnapshotFactory(submitted_by=person)
    RoleFactory(person=person)
    office = signed_in(client)
    send(office, change_page(person), is_active="on")  # leaves a line in the log of the office
    assert "Zqx" in everything()
    assert LogEntry.objects.filter(object_repr__contains="Zqx").exists()

    erase = reverse("admin:partnership_user_erase", args=[person.pk])
    assert "Tell why the person is erased." in office.post(erase, {}).content.decode()
    assert office.post(erase, {"reason": "Letter of 3 May"}).status_code == 302

    left = everything().lower()
    assert "zqx" not in left
    person.refresh_from_db()
    assert (str(person), person.is_active) == (f"Former person {person.pk}", False)
    assert person.history.latest().history_change_reason == "Letter of 3 May"
    assert not person.check_password(PASSWORD)
    assert not person.roles.exists()
    assert not Contact.objects.exists()
    for row, name in (
        (figure, "entered_by"),
        (accepted, "accepted_by"),
        (snapshot, "submitted_by"),
    ):
        row.refresh_from_db()
        assert getattr(row, name) == person


def test_an_erased_person_is_signed_out(client, person):
    client.force_login(person)
    assert client.get(reverse("my_data")).status_code == 200
    erase_person(person=person, by=None, reason="Asked for")
    assert client.get(reverse("my_data")).status_code == 302


def test_the_last_administrator_stays():
    first = UserFactory(administrator=True)
    with pytest.raises(ErasureRefused, match="last administrator"):
        erase_person(person=first, by=first, reason="Leaves")
    UserFactory(administrator=True)
    erase_person(person=first, by=first, reason="Leaves")
    first.refresh_from_db()
    assert not first.is_superuser


def test_erased_twice_is_erased_once(person):
    for _ in range(2):
        erase_person(person=person, by=None, reason="Asked for")
    person.refresh_from_db()
    assert person.email == f"former-{person.pk}@person.invalid"


@pytest.mark.parametrize(("who", "status"), [(coordinator, 403), (officer, 404)])
def test_others_erase_nobody(client, person, who, status):
    RoleFactory(person=person, partnership=PartnershipFactory())
    client.force_login(who())
    asked = reverse("admin:partnership_user_erase", args=[person.pk])
    assert client.post(asked, {"reason": "No"}).status_code == status
    person.refresh_from_db()
    assert person.name == NAME


# The page ----------------------------------------------------------------------------------------


def test_the_page_is_for_who_is_signed_in(client):
    for name in ("my_data", "my_data_download", "my_data_erase", "my_data_keep", "my_data_consent"):
        for response in (client.get(reverse(name)), client.post(reverse(name))):
            assert response.status_code in (302, 405)
    assert not Export.objects.exists()


def test_somebody_asks_to_be_erased_and_changes_their_mind(client, person):
    client.force_login(person)
    client.post(reverse("my_data_erase"))
    assert not DeletionNotice.objects.exists()
    for _ in range(2):
        client.post(reverse("my_data_erase"), {"sure": "yes"})
    notice = DeletionNotice.objects.get()
    assert notice.due_on == timezone.localdate() + timedelta(days=30)
    (message,) = mail.outbox
    assert message.to == [EMAIL]
    assert "choose “Keep my sign-in”" in message.body
    assert "Keep my sign-in" in client.get(reverse("my_data")).content.decode()
    client.post(reverse("my_data_keep"))
    assert not DeletionNotice.objects.exists()
    assert delete_due(notice.due_on) == []
    person.refresh_from_db()
    assert person.name == NAME


def test_what_was_asked_for_is_done_when_its_day_has_come(client, person):
    client.force_login(person)
    client.post(reverse("my_data_erase"), {"sure": "yes"})
    due = DeletionNotice.objects.get().due_on
    assert delete_due(due - timedelta(days=1)) == []
    (done,) = delete_due(due)
    assert done.done_at is not None
    assert delete_due(due) == []
    assert "zqx" not in everything().lower()


def test_consent_is_to_a_version_and_is_taken_back(client, person):
    first = ConsentText.objects.create(
        key="privacy", version=1, valid_from=date(2020, 1, 1), text="**One** <script>x</script>"
    )
    client.force_login(person)
    shown = client.get(reverse("my_data")).content.decode()
    assert "<strong>One</strong>" in shown
    assert "<script>x" not in shown
    for _ in range(2):
        client.post(reverse("my_data_consent"), {"agree": "yes"})
    assert Consent.objects.get().text == first
    second = ConsentText.objects.create(
        key="privacy", version=2, valid_from=date(2021, 1, 1), text="Two"
    )
    ConsentText.objects.create(key="privacy", version=3, valid_from=date(2999, 1, 1), text="Later")
    assert "I agree to this version" in client.get(reverse("my_data")).content.decode()
    client.post(reverse("my_data_consent"), {"agree": "yes"})
    client.post(reverse("my_data_consent"), {"agree": "no"})
    kept = {row.text: row.withdrawn_at for row in Consent.objects.all()}
    assert kept[first] is None
    assert kept[second] is not None


def test_what_was_agreed_to_is_never_reworded(client, person):
    text = ConsentText.objects.create(
        key="privacy", version=1, valid_from=date(2020, 1, 1), text="One"
    )
    office = signed_in(client)
    assert send(office, change_page(text), text="Better").status_code == 302
    Consent.objects.create(person=person, text=text)
    send(office, change_page(text), text="Worse")
    text.refresh_from_db()
    assert text.text == "Better"


# Retention ---------------------------------------------------------------------------------------


def seen(person, day):
    User.objects.filter(pk=person.pk).update(
        last_login=datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    )


def test_an_unused_sign_in_is_announced_then_erased(person):
    seen(person, DAY - timedelta(days=731))
    recent = UserFactory()
    seen(recent, DAY - timedelta(days=729))
    administrator = UserFactory(administrator=True)
    seen(administrator, DAY - timedelta(days=3000))
    (notice,) = announce(DAY)
    assert (notice.number, notice.due_on) == (person.pk, DAY + timedelta(days=30))
    assert [message.to for message in mail.outbox] == [[EMAIL]]
    assert "1 July 2026" in mail.outbox[0].body
    assert announce(DAY + timedelta(days=1)) == []
    assert delete_due(DAY + timedelta(days=29)) == []
    assert len(delete_due(DAY + timedelta(days=30))) == 1
    person.refresh_from_db()
    assert str(person) == f"Former person {person.pk}"
    later = announce(DAY + timedelta(days=31))
    assert [notice.number for notice in later] == [recent.pk]


def test_who_signs_in_again_stays(person):
    seen(person, DAY - timedelta(days=731))
    announce(DAY)
    seen(person, DAY + timedelta(days=3))
    assert delete_due(DAY + timedelta(days=30)) == []
    assert not DeletionNotice.objects.exists()
    person.refresh_from_db()
    assert person.name == NAME


def old_contact():
    partnership = PartnershipFactory(start_on=date(2010, 1, 1), end_on=date(2015, 12, 31))
    return ContactFactory(organisation__partnership=partnership, name=NAME, email=EMAIL)


def test_contacts_of_long_ago_are_deleted_unless_a_coordinator_objects(client):
    contact = old_contact()
    ContactFactory(name="Of today")
    ours = contact.organisation.partnership
    person = coordinator(ours)
    seen(person, DAY)
    (notice,) = announce(DAY)
    assert notice.partnership == ours
    assert [message.to for message in mail.outbox] == [[person.email]]
    client.force_login(person)
    assert send(client, change_page(notice), kept_because="Needed").status_code == 302
    assert delete_due(DAY + timedelta(days=30)) == []
    assert announce(DAY + timedelta(days=31)) == []
    assert Contact.objects.filter(pk=contact.pk).exists()


def test_without_an_objection_nothing_is_left_of_them():
    contact = old_contact()
    announce(DAY)
    delete_due(DAY + timedelta(days=30))
    assert not Contact.objects.filter(pk=contact.pk).exists()
    assert "zqx" not in everything().lower()


def test_invitations_that_nobody_accepts_are_forgotten_with_their_address():
    old, accepted, recent = InvitationFactory.create_batch(3)
    type(accepted).objects.filter(pk=accepted.pk).update(accepted_at=timezone.now())
    long_ago = timezone.now() - timedelta(days=91)
    Invitation.objects.filter(pk__in=[old.pk, accepted.pk]).update(updated_at=long_ago)
    Invitation.objects.filter(pk=recent.pk).update(updated_at=long_ago + timedelta(days=2))
    keep_no_longer()
    assert set(Invitation.objects.all()) == {accepted, recent}
    assert old.email not in everything()
    assert recent.email in everything()


def test_the_nightly_job_runs_twice_without_harm(person):
    seen(person, timezone.localdate() - timedelta(days=731))
    assert keep_no_longer() == 0
    assert keep_no_longer() == 0
    assert DeletionNotice.objects.count() == 1
    DeletionNotice.objects.update(due_on=timezone.localdate())
    assert keep_no_longer() == 1
    assert keep_no_longer() == 0


def test_the_logs_of_the_office_are_written_by_the_portal(client):
    office = signed_in(client)
    for model in (Export, Consent, DeletionNotice):
        assert office.get(page(model, "add")).status_code == 403
