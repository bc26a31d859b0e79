"""What the office's list of expressions can be filtered by."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from smes.models import Expression
from tests.factories import MembershipFactory, PartnershipFactory
from tests.office import page, signed_in

pytestmark = pytest.mark.django_db

LIST = page(Expression, "changelist")


@pytest.fixture
def offered(client):
    """Names of the clusters that the list offers to an administrator."""
    signed_in(client)

    def clusters(query=""):
        shown = client.get(f"{LIST}?{query}").context["cl"]
        filters = {getattr(spec, "field_path", ""): spec for spec in shown.filter_specs}
        found = filters.get("cluster")
        return [name for _, name in found.lookup_choices] if found else None

    return clusters


def members(number):
    partnership = PartnershipFactory()
    MembershipFactory.create_batch(
        number - partnership.memberships.count(), partnership=partnership
    )
    clusters = [membership.cluster for membership in partnership.memberships.all()]
    assert len(clusters) == number
    return partnership, sorted(clusters, key=lambda cluster: cluster.short_name.lower())


def names_of(clusters):
    return [str(cluster) for cluster in clusters]


def test_a_few_clusters_are_offered_by_their_names(offered):
    _, clusters = members(3)

    assert offered() == names_of(clusters)


def test_of_very_many_none_is_offered_until_a_partnership_is_chosen(offered):
    members(59)
    partnership, clusters = members(2)

    assert offered() is None
    assert offered(f"partnership__id__exact={partnership.pk}") == names_of(clusters)


def test_one_of_very_many_that_is_chosen_can_be_taken_away_again(offered):
    members(59)
    _, [cluster, _] = members(2)

    assert offered(f"cluster__id__exact={cluster.pk}") == [str(cluster)]


@pytest.mark.parametrize("typed", ["x", "99999999", "-1"])
def test_a_mistyped_partnership_breaks_nothing(offered, client, typed):
    members(2)

    assert client.get(f"{LIST}?partnership__id__exact={typed}", follow=True).status_code == 200


def test_more_clusters_cost_no_more_queries(offered, client):
    members(1)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    members(20)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)

    assert len(many) == len(few)
