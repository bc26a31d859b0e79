"""Pages that are kept: for whom, and that none is older than the records that it shows."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models.sql import compiler
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import Event
from gateways.models import AgreementParty, Offer
from partnership.choices import Confidentiality
from partnership.models import Cluster, ClusterFigures, Membership, Partnership, TargetMarket
from reporting.models import Report
from reporting.sources import LINKS, SOURCES
from smes.models import Company, Testimonial
from tests.factories import UserFactory
from tests.factories.events import AttendeeFactory, RegistrationFactory
from tests.website.pages import PAGES, address, full_partnership
from website.kept_pages import ALSO, kept_page

pytestmark = pytest.mark.django_db

NEVER = {"site_results"}
"""Shows pictures, which lie in a folder that may be emptied at any time."""
KEPT = [name for name in PAGES if name not in NEVER]


def page_of(client, name, partnership, prefix=""):
    return client.get(prefix + address(name, partnership)).content.decode()


# What it costs ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", KEPT)
def test_a_kept_page_costs_one_query_and_says_the_same(client, django_assert_num_queries, name):
    partnership = full_partnership()
    page = address(name, partnership)
    first = client.get(page)
    with django_assert_num_queries(1):
        second = client.get(page)
    assert second.content == first.content
    assert second.headers["Content-Type"] == "text/html; charset=utf-8"


def test_the_list_of_partnerships_costs_one_query(client, django_assert_num_queries):
    full_partnership()
    first = client.get("/")
    with django_assert_num_queries(1):
        assert client.get("/").content == first.content


def test_whoever_has_the_page_is_told_that_it_is_still_true(client):
    page = address("site_about", full_partnership())
    first = client.get(page)
    again = client.get(page, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Cache-Control"] == "no-cache"
    assert "Cookie" in first.headers["Vary"]
    Partnership.objects.update(name="Another name")
    later = client.get(page, headers={"If-None-Match": first.headers["ETag"]})
    assert later.status_code == 200


# For whom ---------------------------------------------------------------------------------------


def test_each_language_has_its_own(client):
    partnership = full_partnership()
    for prefix, language in (("", "en-GB"), ("/fr", "fr"), ("/de", "de")) * 2:
        assert f'<html lang="{language}">' in page_of(client, "site_about", partnership, prefix)


def test_nobody_reads_the_page_of_who_is_signed_in(client):
    partnership = full_partnership()
    person = UserFactory(name="Petra Example")
    client.force_login(person)
    assert "Petra Example" in page_of(client, "site_about", partnership)
    client.logout()
    assert "Petra Example" not in page_of(client, "site_about", partnership)
    client.force_login(person)
    assert "Petra Example" in page_of(client, "site_about", partnership)


def test_the_list_of_partnerships_is_kept_for_visitors_alone(client):
    report = Report.objects.get(partnership=full_partnership())
    Report.objects.update(is_public=False)
    client.force_login(UserFactory(administrator=True))
    assert report.get_absolute_url() in client.get("/").content.decode()
    client.logout()
    assert report.get_absolute_url() not in client.get("/").content.decode()


def page_with_a_form(request):
    return HttpResponse(f"<form>{get_token(request)}</form>")


def page_with_a_cookie(request):
    response = HttpResponse("page")
    response.set_cookie("seen", "1")
    return response


def page_with_a_number(request):
    request._csp_nonce = "number"
    return HttpResponse("page")


def page_of_an_account(request):
    return HttpResponse("page", headers={"Cache-Control": "no-store"})


def page_that_is_not_there(request):
    return HttpResponse("page", status=404)


def usual_page(request):
    return HttpResponse("page")


@pytest.mark.parametrize(
    ("view", "asked", "calls"),
    [
        (usual_page, {}, 1),
        (usual_page, {"QUERY_STRING": "a=1"}, 2),
        (usual_page, {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}=x"}, 2),
        (usual_page, {"HTTP_COOKIE": "messages=x"}, 2),
        (usual_page, {"HTTP_AUTHORIZATION": "Token x"}, 2),
        (page_with_a_form, {}, 2),
        (page_with_a_cookie, {}, 2),
        (page_with_a_number, {}, 2),
        (page_of_an_account, {}, 2),
        (page_that_is_not_there, {}, 2),
    ],
)
def test_what_is_for_one_visitor_is_not_kept(view, asked, calls):
    made = []

    def counted(request):
        made.append(request)
        return view(request)

    for _ in range(2):
        kept_page(counted)(RequestFactory().get("/page/", **asked))
    assert len(made) == calls


def test_nothing_is_kept_where_the_settings_say_so(client, settings, django_assert_num_queries):
    settings.KEEP_PAGES = False
    page = address("site_about", full_partnership())
    client.get(page)
    with django_assert_num_queries(3):
        client.get(page)


# How old ----------------------------------------------------------------------------------------


def test_every_record_that_a_kept_page_shows_is_in_its_state(client):
    partnership = full_partnership(2)
    event = Event.objects.get(name="Coming event 1")
    pages = [address(name, partnership) for name in KEPT]
    pages.append(address("site_events", partnership) + f"{event.pk}/")
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        for page in pages:
            client.get(page)
    read = set()
    for query in captured.captured_queries:
        # The question for the state itself names every table.
        if " UNION ALL " not in query["sql"]:
            read |= set(re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"]))
    told = {model._meta.db_table for model in (*SOURCES, *LINKS, *ALSO)}
    assert read >= {"gateways_offer", "events_event", "partnership_clusterfigures"}
    assert read - told == set()


def withhold(partnership):
    Offer.objects.update(is_public=False)
    AgreementParty.objects.all().delete()


def hide_company(partnership):
    company = Company.objects.get(partnership=partnership)
    company.confidentiality = Confidentiality.HIDDEN_FROM_PUBLIC
    company.save()


def withdraw(partnership):
    Testimonial.objects.get(partnership=partnership).delete()


def close(partnership):
    Report.objects.filter(partnership=partnership).update(is_public=False)


def take_off(partnership):
    Event.objects.filter(name="Coming event 0").update(is_public=False)


def forget_figures(partnership):
    ClusterFigures.objects.all().delete()


CHANGES = {
    "an offer is withheld": (withhold, "site_market", "Gateway 0"),
    "a company becomes confidential": (hide_company, "site_market", "Company 0"),
    "a voice is withdrawn": (withdraw, "partnership", "They helped us, 0."),
    "the report is closed": (close, "partnership", "SMEs supported"),
    "an event is taken off": (take_off, "site_events", "Coming event 0"),
    "figures of a cluster are deleted": (forget_figures, "site_partners", "12,345"),
}


@pytest.mark.parametrize("what", list(CHANGES))
def test_a_page_is_gone_the_moment_that_it_must_not_be_shown(client, what):
    change, name, words = CHANGES[what]
    partnership = full_partnership()
    assert words in page_of(client, name, partnership)
    assert words in page_of(client, name, partnership)
    change(partnership)
    assert words not in page_of(client, name, partnership)


def test_the_cluster_that_cares_for_a_market_need_not_be_a_member(client):
    partnership = full_partnership()
    cluster = TargetMarket.objects.get(partnership=partnership).cluster
    Membership.objects.filter(cluster=cluster).delete()
    cluster.short_name = "Before"
    cluster.save()
    assert "Before" in page_of(client, "site_market", partnership)
    Cluster.objects.filter(pk=cluster.pk).update(short_name="After")
    assert "After" in page_of(client, "site_market", partnership)


def test_a_change_that_was_begun_before_another_and_is_done_after_it_is_seen(client):
    """Its moment is earlier than the latest, and there are as many records as before."""
    partnership = full_partnership(2)
    first, second = Event.objects.filter(name__startswith="Coming").order_by("name")
    now = timezone.now()
    Event.objects.filter(pk=second.pk).update(updated_at=now)
    assert "Coming event 0" in page_of(client, "site_events", partnership)
    earlier = now - timedelta(seconds=1)
    Event.objects.filter(pk=first.pk).update(name="Late name", updated_at=earlier)
    assert "Late name" in page_of(client, "site_events", partnership)


def test_places_left_are_counted_at_each_visit(client):
    partnership = full_partnership()
    event = Event.objects.get(name="Coming event 0")
    event.registration_mode, event.capacity = "open", 2
    event.save()
    page = address("site_events", partnership) + f"{event.pk}/"
    assert "2 places are left" in client.get(page).content.decode()
    AttendeeFactory(registration=RegistrationFactory(event=event))
    assert "1 place is left" in client.get(page).content.decode()


def test_a_page_of_yesterday_is_made_anew(client, time_machine):
    time_machine.move_to("2026-11-21 12:00 +0100")
    partnership = full_partnership()
    event = Event.objects.get(name="Coming event 0")
    page = address("site_events", partnership) + f"{event.pk}/"
    assert "This event is over." not in client.get(page).content.decode()
    time_machine.move_to("2026-12-04 12:00 +0100")
    assert "This event is over." in client.get(page).content.decode()


# The others -------------------------------------------------------------------------------------


@pytest.fixture
def rows_read(monkeypatch):
    """How many rows the database has given, by asking for all that Django fetches."""
    read = []

    def counted(*args, **kwargs):
        for rows in cursor_iter(*args, **kwargs):
            read.append(len(rows))
            yield rows

    cursor_iter = compiler.cursor_iter
    monkeypatch.setattr(compiler, "cursor_iter", counted)
    return read


def cost(client, pages, rows_read):
    cache.clear()
    rows_read.clear()
    with CaptureQueriesContext(connection) as captured:
        for page in pages:
            assert client.get(page).status_code == 200
    return len(captured), sum(rows_read)


def test_no_page_reads_more_where_there_are_more_partnerships(client, rows_read):
    partnership = full_partnership(2)
    full_partnership(2)
    pages = [address(name, partnership) for name in PAGES]
    cost(client, pages, rows_read)  # pictures are drawn when a page is looked at first
    few = cost(client, pages, rows_read)
    assert few[1] > 50
    for _ in range(4):
        full_partnership(2)
    assert cost(client, pages, rows_read) == few
