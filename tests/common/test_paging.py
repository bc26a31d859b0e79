"""Pages of long lists: the same rows as ever, found by their keys."""

import pytest
from django.core.paginator import Paginator
from django.db.models import F

from common.admin import paging
from common.admin.paging import LongPaginator
from events.models import Event
from gateways.models import Organisation
from tests.factories import EventFactory, OrganisationFactory, PartnershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def long(monkeypatch):
    """A list of six rows is a long one."""
    monkeypatch.setattr(paging, "LONG", 5)


def pages(paginator):
    return [[row.pk for row in paginator.page(number)] for number in paginator.page_range]


@pytest.mark.parametrize("number", [6, 7, 8, 10])
def test_long_lists_have_the_pages_of_short_ones(long, number):
    partnership = PartnershipFactory()
    for place in range(number):
        OrganisationFactory(partnership=partnership, country=("US", "JP", "CN")[place % 3])
    rows = Organisation.objects.order_by("country", "-pk")
    expected = [[row.pk for row in rows[start : start + 3]] for start in range(0, number, 3)]
    assert pages(LongPaginator(rows, 3)) == expected


def test_unknown_days_stay_where_they_are(long):
    partnership = PartnershipFactory()
    for day in (None, "2018-01-01", "2019-01-01", None, "2017-01-01", "2020-01-01", None):
        EventFactory(partnership=partnership, start_on=day)
    rows = Event.objects.order_by(F("start_on").desc(nulls_last=True), "pk")
    assert pages(LongPaginator(rows, 2)) == pages(Paginator(rows, 2))


def test_a_page_of_a_long_list_costs_one_query_more(long, django_assert_num_queries):
    partnership = PartnershipFactory()
    OrganisationFactory.create_batch(5, partnership=partnership)
    with django_assert_num_queries(2):
        assert len(list(LongPaginator(Organisation.objects.order_by("pk"), 2).page(3))) == 1
    OrganisationFactory(partnership=partnership)
    with django_assert_num_queries(3):
        assert len(list(LongPaginator(Organisation.objects.order_by("pk"), 2).page(3))) == 2


def test_the_office_shows_the_last_page_of_a_long_list(long, client):
    partnership = PartnershipFactory()
    for place in range(53):
        OrganisationFactory(partnership=partnership, name=f"Organisation {place:02d}")
    client.force_login(UserFactory(administrator=True))
    page = client.get("/admin/gateways/organisation/?p=2").content.decode()
    shown = [f"Organisation {place:02d}" in page for place in range(53)]
    assert shown == [False] * 50 + [True] * 3
