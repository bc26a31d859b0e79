"""Queries that take too long or are too many are told with their place."""

import pytest
from django.db import connection

from config.observability.queries import QueryWatch
from partnership.models import Partnership, User
from tests.factories import PartnershipFactory

pytestmark = pytest.mark.django_db


def ask_three_times():
    for _ in range(3):
        Partnership.objects.count()


def test_a_slow_query_is_told_without_its_values(settings, log):
    settings.SLOW_QUERY_MS = 0.000001
    with connection.execute_wrapper(QueryWatch()):
        User.objects.filter(email="marker@example.org").exists()
    (line,) = log.named("portal.queries")
    assert line["place"].startswith("tests/config/test_slow_queries.py:")
    assert line["place"].endswith(" in test_a_slow_query_is_told_without_its_values")
    assert line["sql"].endswith('WHERE "partnership_user"."email" = %s LIMIT 1')
    assert "marker" not in log.texts[-1]


def test_too_many_queries_are_told_with_where_most_come_from(settings, log):
    settings.MANY_QUERIES = 2
    watch = QueryWatch()
    with connection.execute_wrapper(watch):
        ask_three_times()
    watch.tell(path="/somewhere/")
    (line,) = log.named("portal.queries")
    assert (line["event"], line["queries"], line["path"]) == ("many queries", 3, "/somewhere/")
    assert line["places"] == ["3 × tests/config/test_slow_queries.py:15 in ask_three_times"]


def test_a_request_is_watched(settings, log, client):
    settings.MANY_QUERIES = 1
    client.get(PartnershipFactory().get_absolute_url())
    assert log.named("portal.queries")[0]["event"] == "many queries"
    assert log.named("portal.requests")[0]["database_ms"] >= 0


def test_both_are_off_unless_wanted(settings, log):
    assert (settings.SLOW_QUERY_MS, settings.MANY_QUERIES) == (0, 0)
    watch = QueryWatch()
    with connection.execute_wrapper(watch):
        ask_three_times()
    watch.tell(path="/")
    assert watch.count == 3
    assert log.named("portal.queries") == []
