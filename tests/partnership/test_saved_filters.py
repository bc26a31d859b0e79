"""A filter of a list is kept under a name, shared with a partnership, and opens with the list."""

import pytest
from django.urls import reverse

from partnership.choices import RoleKind
from partnership.models import SavedFilter
from partnership.models.saved_filters import query_of
from smes.models import SMECase
from tests.factories import PartnershipFactory, RoleFactory, SMECaseFactory, UserFactory
from tests.office import page

pytestmark = pytest.mark.django_db

LIST = page(SMECase, "changelist")
ONGOING = "status__exact=support+ongoing"


@pytest.fixture
def role():
    return RoleFactory(partnership=PartnershipFactory())


@pytest.fixture
def office(client, role):
    client.force_login(role.person)
    return client


def save(client, query=ONGOING, name="Ongoing", **values):
    data = {"model": "smes.smecase", "query": query, "name": name, **values}
    return client.post(reverse("saved_filter_save"), data, follow=True)


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def names(client, address=LIST) -> list[str]:
    return [saved.name for saved in client.get(address, {"_all": 1}).context["saved_filters"]]


def test_a_filter_is_saved_and_stands_above_its_list_alone(office, role):
    SMECaseFactory(partnership=role.partnership, status="support ongoing")
    SMECaseFactory(partnership=role.partnership)
    answer = save(office)
    assert said(answer) == ["The filter “Ongoing” is saved. It stands above the list."]
    assert answer.context["cl"].result_count == 1
    assert names(office) == ["Ongoing"]
    assert names(office, page(PartnershipFactory._meta.model, "changelist")) == []


def test_page_and_popup_are_no_part_of_a_filter():
    assert query_of("?p=3&o=-2&q=laser&_popup=1&e=1&status__exact=") == "o=-2&q=laser"


def test_an_empty_filter_is_not_saved(office):
    assert said(save(office, query="p=2")) == [
        "The filter was not saved. There is nothing to save: choose a filter, a search or an order first."
    ]
    assert not SavedFilter.objects.exists()


def test_a_name_is_needed_and_taken_once_for_each_list(office):
    assert said(save(office, name=" ")) == ["The filter was not saved. Give the filter a name."]
    save(office)
    assert said(save(office, query="q=x")) == [
        "The filter was not saved. You have a filter of this name for this list. Choose another name."
    ]
    assert SavedFilter.objects.count() == 1


def test_a_filter_is_renamed_and_deleted_by_who_saved_it(office, role):
    save(office)
    row = SavedFilter.objects.get()
    office.post(reverse("saved_filter_change", args=[row.pk]), {"name": "Under way"})
    assert names(office) == ["Under way"]
    office.post(reverse("saved_filter_delete", args=[row.pk]))
    assert names(office) == []


def test_nobody_changes_or_deletes_the_filter_of_another(office, client):
    save(office)
    row = SavedFilter.objects.get()
    for person in (UserFactory(administrator=True), RoleFactory().person):
        client.force_login(person)
        assert (
            client.post(reverse("saved_filter_change", args=[row.pk]), {"name": "x"}).status_code
            == 404
        )
        assert client.post(reverse("saved_filter_delete", args=[row.pk])).status_code == 404
    assert SavedFilter.objects.get().name == "Ongoing"


def test_a_shared_filter_is_seen_by_the_people_of_the_partnership_alone(office, client, role):
    save(office, shared_with=role.partnership_id)
    colleague = RoleFactory(kind=RoleKind.OFFICER, partnership=role.partnership).person
    client.force_login(colleague)
    assert names(client) == ["Ongoing"]
    client.force_login(RoleFactory().person)
    assert names(client) == []


def test_a_filter_is_shared_with_ones_own_partnership_only(office):
    other = PartnershipFactory()
    assert said(save(office, shared_with=other.pk)) == [
        "The filter was not saved. Choose one of your own partnerships."
    ]


def test_a_list_opens_with_its_default_and_whole_when_asked(office):
    save(office, is_default="on")
    assert office.get(LIST).url == f"{LIST}?{ONGOING}"
    assert office.get(LIST, {"_all": 1}).status_code == 200
    cleared = office.get(LIST, headers={"referer": f"http://testserver{LIST}?{ONGOING}"})
    assert cleared.status_code == 200
    save(office, query="q=x", name="X", is_default="on")
    assert [row.name for row in SavedFilter.objects.filter(is_default=True)] == ["X"]


def test_a_default_that_is_refused_leaves_the_former_one(office):
    save(office, is_default="on")
    save(office, query="q=x", is_default="on")
    assert [row.name for row in SavedFilter.objects.filter(is_default=True)] == ["Ongoing"]


@pytest.mark.parametrize(
    "query", ["nonsense__exact=1", "company__id__exact=x", "company__website=1"]
)
def test_a_filter_that_no_longer_works_says_so(office, query):
    save(office)
    SavedFilter.objects.update(query=query)
    answer = office.get(f"{LIST}?{query}", follow=True)
    assert answer.status_code == 200
    assert "This filter no longer works" in said(answer)[0]


def test_a_filter_of_a_list_that_somebody_may_not_see_is_not_saved(client):
    stranger = UserFactory()
    client.force_login(stranger)
    assert client.post(reverse("saved_filter_save"), {"model": "smes.smecase"}).status_code == 302
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("label", ["", "nonsense", "smes.nonsense", "sessions.session"])
def test_there_is_no_filter_of_no_list(office, label):
    answer = office.post(
        reverse("saved_filter_save"), {"model": label, "name": "x", "query": "q=x"}
    )
    assert answer.status_code == 404


def test_a_list_costs_the_same_with_one_saved_filter_and_with_three(
    office, role, django_assert_num_queries
):
    save(office)
    with django_assert_num_queries(WITH_FILTERS):
        office.get(LIST, {"_all": 1})
    save(office, query="q=a", name="A", shared_with=role.partnership_id)
    save(office, query="q=b", name="B")
    with django_assert_num_queries(WITH_FILTERS):
        office.get(LIST, {"_all": 1})


WITH_FILTERS = 9
"""Session, person, roles, count, rows, two filters of relations, saved filters, partnerships."""
