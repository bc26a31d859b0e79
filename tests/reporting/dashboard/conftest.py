"""People of a partnership, and what a dashboard tells them."""

import pytest
from django.urls import reverse

from tests.factories import ClusterFactory, MembershipFactory, UserFactory
from tests.factories.partnership import RoleFactory
from tests.reporting.reading import read


def member(partnership, kind):
    """A person with a role in a partnership."""
    if kind == "administrator":
        return UserFactory(administrator=True)
    cluster = None
    if kind == "partner":
        cluster = ClusterFactory()
        MembershipFactory(partnership=partnership, cluster=cluster)
    return RoleFactory(partnership=partnership, kind=kind, cluster=cluster).person


@pytest.fixture
def enter(client):
    """Signs in a person with a role in a partnership."""

    def sign_in(partnership, kind="coordinator"):
        person = member(partnership, kind)
        client.force_login(person)
        return person

    return sign_in


@pytest.fixture
def look(client):
    """Opens the dashboard of a partnership, or one of its lists; gives the answer."""

    def open_page(partnership, listed="", **query):
        names = {"": "dashboard", "changes": "dashboard_changes"}
        if listed in names:
            address = reverse(names[listed], args=[partnership.slug])
        elif listed.startswith("figures/"):
            address = reverse("dashboard_figure", args=[partnership.slug, listed[8:]])
        else:
            address = reverse("dashboard_list", args=[partnership.slug, listed])
        return client.get(address, query)

    return open_page


def rows_of(response):
    """The rows of a list as it is shown: the texts of each."""
    assert response.status_code == 200
    return [[line.title, *(text for text, _ in line.cells)] for line in response.context["lines"]]


def words(response):
    """What a page says."""
    return read(response).one("main").text
