"""What a search in a list shows where very many records match."""

import pytest

from common.admin import found
from smes.models import Company
from tests.factories import CompanyFactory, PartnershipFactory
from tests.office import page, signed_in

pytestmark = pytest.mark.django_db

LIST = page(Company, "changelist")
TOLD = "Add a word to find less."


@pytest.fixture(autouse=True)
def _three_at_most(monkeypatch):
    monkeypatch.setattr(found, "MOST_FOUND", 3)


@pytest.fixture
def search(client):
    signed_in(client)

    def rows(text, **more):
        response = client.get(LIST, {"q": text, **more})
        return [row.name for row in response.context["cl"].result_list], response

    return rows


def companies(*names):
    partnership = PartnershipFactory()
    for name in names:
        CompanyFactory(partnership=partnership, name=name)


def test_as_many_as_are_shown_are_all_that_there_are(search):
    companies("Laser C", "Laser A", "Laser B", "Other")

    names, response = search("laser")

    assert names == ["Laser A", "Laser B", "Laser C"]
    assert TOLD not in response.text
    assert "3 found" in response.text


def test_of_more_those_entered_last_are_shown_in_the_order_of_the_list(search):
    companies("Laser A", "Laser D", "Laser C", "Other", "Laser B")

    names, response = search("laser")

    assert names == ["Laser B", "Laser C", "Laser D"]
    assert TOLD in response.text
    assert "more than 3 found" in response.text


def test_another_word_finds_among_all_of_them(search):
    companies("Laser Alpha", "Laser B", "Laser C", "Laser D", "Laser E")

    assert search("laser alpha")[0] == ["Laser Alpha"]


def test_a_filter_counts_before_the_search(search):
    companies("Laser A", "Laser B", "Laser C", "Laser D")
    CompanyFactory(name="Laser Z", country="FR")

    names, response = search("laser", country__exact="FR")

    assert names == ["Laser Z"]
    assert TOLD not in response.text


def test_without_a_search_all_are_listed(search):
    companies("Laser A", "Laser B", "Laser C", "Laser D")

    names, response = search("")

    assert names == ["Laser A", "Laser B", "Laser C", "Laser D"]
    assert TOLD not in response.text


def test_a_bulk_change_of_all_concerns_what_is_shown(search, client):
    companies("Laser A", "Laser D", "Laser C", "Laser B")

    _, response = search("laser")

    assert response.context["cl"].get_queryset(response.wsgi_request).count() == 3
