"""A flood from one place is answered kindly and loses nothing; offices of many people get in."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from smes.models import Expression
from smes.services.sending import send_expression
from tests.factories import ExpressionFactory
from tests.smes.applying.conftest import COMPANY, letters, now, step_of

pytestmark = pytest.mark.django_db


def begin(client, partnership, **place):
    return client.post(reverse("expression_start", args=[partnership.slug]), **place)


def test_of_200_forms_a_minute_from_one_address_most_are_asked_to_wait(client, partnership):
    answers = [begin(client, partnership) for _ in range(200)]

    assert [answer.status_code for answer in answers[:30]] == [302] * 30
    assert {answer.status_code for answer in answers[31:]} == {429}
    last = answers[-1]
    assert last["Retry-After"] == "60"
    assert "A moment, please" in last.content.decode()
    assert "Nothing is lost" in last.content.decode()
    assert Expression.objects.count() == 30


def test_an_office_of_twenty_people_behind_one_address_gets_in(client, partnership):
    assert {begin(client, partnership).status_code for _ in range(20)} == {302}


def test_another_address_gets_in_meanwhile(client, partnership):
    for _ in range(31):
        begin(client, partnership)

    assert begin(client, partnership, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_behind_a_proxy_the_reader_counts_and_not_the_proxy(client, partnership, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _ in range(31):
        begin(client, partnership, HTTP_X_FORWARDED_FOR="203.0.113.5")

    assert begin(client, partnership, HTTP_X_FORWARDED_FOR="203.0.113.5").status_code == 429
    assert begin(client, partnership, HTTP_X_FORWARDED_FOR="203.0.113.6").status_code == 302


def test_what_was_typed_stands_in_the_page_that_asks_to_wait(client, draft, settings):
    settings.EXPRESSION_RATE_LIMITS = {**settings.EXPRESSION_RATE_LIMITS, "save": "1/m/key"}
    client.post(step_of(draft, "wishes"), {"seeks": "Saved", "tab": "one"})

    page = client.post(
        step_of(draft, "wishes"), {"seeks": "Typed since", "tab": "one", "revision": "1"}
    )

    assert page.status_code == 429
    assert "Typed since" in page.content.decode()
    assert now(draft).seeks == "Saved"
    assert client.post(step_of(draft, "wishes"), {"go": "autosave"}).json() == {"state": "busy"}


def test_one_form_does_not_use_up_what_another_may(client, draft, settings):
    settings.EXPRESSION_RATE_LIMITS = {**settings.EXPRESSION_RATE_LIMITS, "save": "1/m/key"}
    other = ExpressionFactory(draft=True, partnership=draft.partnership)
    client.post(step_of(draft, "wishes"), {"seeks": "One"})

    client.post(step_of(other, "wishes"), {"seeks": "Two"})

    assert now(other).seeks == "Two"


def test_e_mails_are_asked_for_a_few_times_only(client, full):
    sent = send_expression(expression=full)
    address = reverse("expression_sent", args=[sent.link])
    statuses = [client.post(address, {"again": "1"}).status_code for _ in range(8)]

    assert statuses == [302] * 6 + [429] * 2
    assert len(letters("Please confirm")) == 7


def test_sending_is_limited_and_the_draft_stays(client, full, settings):
    settings.EXPRESSION_RATE_LIMITS = {**settings.EXPRESSION_RATE_LIMITS, "send": "0/m/ip"}
    page = client.post(step_of(full, "check"), {"send": "1"})

    assert page.status_code == 429
    assert now(full).company_name == COMPANY["company_name"]


def test_where_the_cache_is_away_nobody_is_kept_out(client, partnership, monkeypatch):
    def away(*args, **kwargs):
        raise ConnectionError("Redis is away")

    monkeypatch.setattr(cache, "get", away)
    monkeypatch.setattr(cache, "add", away)

    assert begin(client, partnership).status_code == 302
