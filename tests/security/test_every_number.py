"""Records of another partnership, asked for by their numbers: by people of this one, and by nobody.

Reports, dashboards, the public site and the API have ``tests.reporting.test_every_way``. A new address
has to be named in ``tests.security.addresses``, or the first test says so.
"""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from events.models import Event
from events.models.registrations import invitation_links, registration_links
from smes.choices import ReviewState
from smes.models.expressions import expression_links
from smes.models.outcomes import outcome_links
from tests.access.test_matrix import expected
from tests.access.world import build_world
from tests.factories import ReviewFactory
from tests.security.addresses import (
    BEGINNINGS,
    BELOW_EVENTS,
    COUNTED_BY_EVENT,
    FORGED,
    KEYS_BELOW_EVENTS,
    OPEN,
    RECORDS,
    arguments,
    below_event,
    every_address,
    is_linked,
    label_of,
    office_addresses,
)

pytestmark = pytest.mark.django_db

PEOPLE = (
    "anonymous",
    "coordinator",
    "partner",
    "project officer",
    "gateway contact",
    "SME contact",
    "nobody",
)
OFFICE = ("coordinator", "partner", "project officer")
ENDS = {
    "change",
    "delete",
    "history",
    "undo",
    "restore",
    *("steps", "step", "export", "erase", "second_factor", "send", "revoke", "settle", "invite"),
    *("take_over", "company"),
}
"""What pages of the office do with a record, by the end of their name."""
OTHERS_OF_THE_OFFICE = {
    "admin:-",
    "admin:None",
    "admin:app_list",
    "admin:sign_of_life",
    "admin:view_on_site",
}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


def tried():
    """Addresses that name records by numbers or names."""
    return [
        (name, takes)
        for name, takes in every_address()
        if name not in OPEN and not is_linked(takes)
    ]


def test_every_address_is_known():
    unknown = [
        name
        for name, takes in tried()
        if "pk" in takes and name not in RECORDS and not name.startswith(tuple(BEGINNINGS))
    ]
    assert unknown == []
    unknown = [
        name
        for name, _ in office_addresses()
        if name not in OTHERS_OF_THE_OFFICE and not any(name.endswith(f"_{end}") for end in ENDS)
    ]
    assert unknown == []


def ask(client, address):
    """What a page says to a reader; what takes forms only, to an empty form."""
    response = client.get(address)
    return client.post(address) if response.status_code == 405 else response


def is_refused(response):
    if response.status_code == 302:
        return "/login/" in response.url or response.url == "/admin/"
    return response.status_code in (403, 404)


def sign_in(client, world, who):
    if who != "anonymous":
        client.force_login(world.people[who])


@pytest.mark.parametrize("who", PEOPLE)
def test_nobody_gets_at_what_is_of_another_partnership(client, world, who):
    sign_in(client, world, who)
    foreign = world.records["events.Event", "foreign"]
    Event.objects.filter(pk=foreign.pk).update(is_public=False)
    let_in = {}
    for name, takes in tried():
        for home in ("foreign", "own") if takes >= {"slug", "pk"} else ("foreign",):
            address = reverse(name, kwargs=arguments(name, takes, world, home=home))
            response = ask(client, address)
            if not is_refused(response):
                let_in[name, home] = (response.status_code, response.get("Location"))
    assert let_in == {}
    assert len(tried()) > 50


@pytest.mark.parametrize("who", ["gateway contact", "SME contact"])
def test_contacts_get_at_nothing_of_other_organisations_of_their_partnership(client, world, who):
    sign_in(client, world, who)
    near = world.records["events.Event", "near"]
    Event.objects.filter(pk=near.pk).update(is_public=False)
    let_in, asked = {}, 0
    for name, takes in tried():
        is_expression = name.startswith("expression_") and "number" in takes
        label = "smes.Expression" if is_expression else "pk" in takes and label_of(name)
        record = world.records.get((label, "near"))
        if record is None:
            continue
        given = arguments(name, takes, world, home="own")
        given |= {"number": record.number} if is_expression else {}
        given |= {"pk": record.pk} if "pk" in takes and not is_expression else {}
        response = ask(client, reverse(name, kwargs=given))
        asked += 1
        if not is_refused(response):
            let_in[name] = (response.status_code, response.get("Location"))
    assert let_in == {}
    assert asked > 40


def test_who_is_barred_by_a_conflict_gets_at_nothing_of_the_expression(client, world):
    client.force_login(world.people["coordinator"])
    expression = world.records["smes.Expression", "own"]
    opened = []
    for bars in (False, True):
        if bars:
            ReviewFactory(
                expression=expression,
                reviewer=world.people["coordinator"],
                state=ReviewState.CONFLICT,
                conflict="My brother runs it.",
            )
        found = set()
        for name, takes in tried():
            is_of_it = name.startswith("expression_") and takes & {"pk", "number", "file"}
            given = is_of_it and arguments(name, takes, world, home="own", place="own")
            if given and not is_refused(ask(client, reverse(name, kwargs=given))):
                found.add(name)
        opened.append(found)
    assert {"expression_work", "expression_messages", "expression_act"} <= opened[0]
    assert opened[1] == set()


@pytest.mark.parametrize("place", ["own", "foreign"])
def test_below_an_event_nothing_of_another_event_is_found(client, world, place):
    client.force_login(world.people["coordinator"])
    event = world.records["events.Event", "own"]
    answered = {}
    for name, takes in tried():
        if name in BELOW_EVENTS:
            given = arguments(name, takes, world, home="own") | {"pk": event.pk}
            given |= below_event(name, world, place)
            response = ask(client, reverse(name, kwargs=given))
            answered[name] = response.status_code
    found = {name for name, status in answered.items() if status != 404}
    # The upload of the world has no file.
    assert found == ({*BELOW_EVENTS} - {"event_import_file"} if place == "own" else set())
    assert {*answered} == {*BELOW_EVENTS}


def test_every_number_below_an_event_is_known():
    unknown = [
        name
        for name, takes in tried()
        if name.startswith("event_") and takes & KEYS_BELOW_EVENTS
        if name not in BELOW_EVENTS and name not in COUNTED_BY_EVENT
    ]
    assert unknown == []


def links_of_other_purposes(world, name):
    """Links that the portal made itself, and not for this address."""
    records = world.records
    expression = records["smes.Expression", "foreign"].pk
    made = {
        "expression": expression_links.make(expression, 1),
        "registration": registration_links.make(records["events.Registration", "foreign"].pk, 1),
        "event_invitation": invitation_links.make(
            records["events.EventInvitation", "foreign"].pk, 1
        ),
    }
    own = "" if name == "registration_confirm" else name
    others = [link for begins, link in made.items() if not own.startswith(begins)]
    if name.startswith(tuple(made)):
        others.append(outcome_links.make(expression, 1))
    return others


@pytest.mark.parametrize("who", ["anonymous", "coordinator"])
def test_a_link_that_nobody_made_and_one_of_another_purpose_open_nothing(client, world, who):
    sign_in(client, world, who)
    let_in = {}
    count = 0
    for name, takes in every_address():
        if not is_linked(takes):
            continue
        count += 1
        for link in (FORGED, *links_of_other_purposes(world, name)):
            given = {"link": link, "pk": 1, "number": 1, "step": "company"}
            address = reverse(name, kwargs={key: given[key] for key in takes})
            response = ask(client, address)
            if not is_refused(response):
                let_in[name] = response.status_code
    assert let_in == {}
    assert count > 60


@pytest.mark.parametrize(("place", "status"), [("own", 422), ("foreign", 404)])
def test_a_participant_answers_only_requests_to_itself(client, world, place, status):
    link = world.records["events.Registration", "own"].link
    kwargs = {"link": link, "pk": world.records["events.Meeting", place].pk, "step": "answer"}
    response = client.post(reverse("registration_request_step", kwargs=kwargs))
    assert response.status_code == status


def office_pages(world, role):
    """Every page of the office for a record of the other partnership that this role may not see."""
    seen = expected(world, role, "V")
    for (label, place), record in world.records.items():
        if place != "foreign" or (label, place) in seen:
            continue
        history = getattr(record, "history", None)
        version = history.first().pk if history is not None and history.exists() else 1
        begins = f"admin:{record._meta.app_label}_{record._meta.model_name}_"
        given = {"object_id": record.pk, "pk": record.pk, "version": version, "key": "submit"}
        for name, takes in set(office_addresses()):
            end = name.removeprefix(begins)
            if name.startswith(begins) and end in ENDS:
                yield name, {key: given[key] for key in takes}


@pytest.mark.parametrize("role", OFFICE)
def test_the_office_opens_no_page_of_what_is_of_another_partnership(client, world, role):
    client.force_login(world.people[role])
    pages = list(office_pages(world, role))
    let_in = {}
    for name, kwargs in pages:
        response = ask(client, reverse(name, kwargs=kwargs))
        if not is_refused(response):
            let_in[name] = (response.status_code, response.get("Location"))
    assert let_in == {}
    assert len({name for name, _ in pages}) > 100


@pytest.mark.parametrize("role", OFFICE)
def test_what_the_office_tells_of_any_record_it_tells_of_no_foreign_one(client, world, role):
    client.force_login(world.people[role])
    seen = expected(world, role, "V")
    told = {}
    for (label, place), record in world.records.items():
        if place != "foreign" or (label, place) in seen:
            continue
        kind = ContentType.objects.get_for_model(record).pk
        addresses = [
            reverse("admin:sign_of_life", args=[record._meta.label_lower, record.pk]),
            reverse("admin:view_on_site", args=[kind, record.pk]),
        ]
        for address in addresses:
            response = ask(client, address)
            if not is_refused(response):
                told[address] = (response.status_code, response.get("Location"))
    assert told == {}
