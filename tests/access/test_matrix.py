"""Every role tries every action on every record, its own and foreign ones: by question and by page."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model

from common.access import Action, allowed
from tests.access.expected import EXPECTED
from tests.access.world import build_world, model_of
from tests.office import change_page, form_data, page

pytestmark = pytest.mark.django_db

ROLES = ("coordinator", "partner", "project officer", "gateway contact", "SME contact", "nobody")
OFFICE = ("coordinator", "partner", "project officer")
KEPT_BY_THE_PORTAL = {
    "reporting.AcceptedFinding",
    "reporting.Report",
    "smes.WorkStep",
    "smes.SupportContact",
    "smes.SupportFile",
}
"""Are changed in other ways than by their page, or not at all once they were submitted."""
LETTERS = {"V": Action.VIEW, "A": Action.ADD, "C": Action.CHANGE, "D": Action.DELETE}


@pytest.fixture
def world():
    return build_world()


def expected(world, role, letters="VACD"):
    """What a role may do to each record there is, as it was typed; what it may not do is left out."""
    return {
        (label, place): kept
        for label, roles in EXPECTED.items()
        for place, may in roles.get(role, {}).items()
        if (kept := "".join(letter for letter in may if letter in letters))
        and (label, place) in world.records
    }


def test_the_matrix_has_every_model_of_the_office():
    assert set(EXPECTED) == {model._meta.label for model in admin.site._registry}


def test_the_world_has_a_record_out_of_reach_of_each_kind(world):
    for label in EXPECTED:
        places = set(world.of(label))
        assert "foreign" in places or places == {"shared"}, label


@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what_to_which_record(world, role):
    person = get_user_model().objects.get(pk=world.people[role].pk)
    asked, listed = {}, {}
    for (label, place), record in world.records.items():
        app, name = label.lower().split(".")
        may = [
            letter
            for letter, action in LETTERS.items()
            if person.has_perm(f"{app}.{action}_{name}", record)
        ]
        rows = type(record)._base_manager.filter(pk=record.pk)
        asked[label, place] = "".join(may)
        listed[label, place] = "".join(
            letter for letter, action in LETTERS.items() if allowed(rows, person, action).exists()
        )
    assert asked == listed
    assert {key: may for key, may in asked.items() if may} == expected(world, role)


@pytest.mark.parametrize("role", OFFICE)
def test_lists_of_the_office_show_what_a_role_may_see_and_nothing_else(client, world, role):
    client.force_login(world.people[role])
    shown = {}
    for label in EXPECTED:
        response = client.get(page(model_of(label), "changelist"))
        if response.status_code == 403:
            continue
        listed = set(response.context["cl"].queryset.values_list("pk", flat=True))
        shown |= {
            (label, place): "V" for place, record in world.of(label).items() if record.pk in listed
        }
    assert shown == expected(world, role, "V")


@pytest.mark.parametrize("role", OFFICE)
def test_pages_of_the_office_open_save_and_delete_what_a_role_may_and_nothing_else(
    client, world, role
):
    """In one test: what is opened is sent back as it is, and pages of the office are dear."""
    client.force_login(world.people[role])
    may = expected(world, role)
    opened, told = {}, {}
    for (label, place), record in world.records.items():
        allowed_here = may.get((label, place), "")
        if client.get(page(type(record), "history", record.pk)).status_code == 200:
            told[label, place] = "V"
        shown = client.get(change_page(record))
        if shown.status_code == 200:
            opened[label, place] = "V"
            refused = client.post(change_page(record), form_data(shown)).status_code == 403
            assert refused or "C" in allowed_here, (label, place)
            assert not refused or label in KEPT_BY_THE_PORTAL or "C" not in allowed_here, label
        else:
            assert client.post(change_page(record), {}).status_code in (302, 403), (label, place)
        deletes = client.get(page(type(record), "delete", record.pk)).status_code == 200
        assert not deletes or "D" in allowed_here, (label, place)
    assert opened == expected(world, role, "V")
    assert told == expected(world, role, "V")


@pytest.mark.parametrize("role", ["gateway contact", "SME contact", "nobody"])
def test_who_has_no_role_in_the_office_is_asked_to_sign_in(client, world, role):
    client.force_login(world.people[role])
    for record in world.records.values():
        for name in ("change", "delete", "history"):
            response = client.get(page(type(record), name, record.pk))
            assert response.status_code == 302
            assert "/login/" in response.url
