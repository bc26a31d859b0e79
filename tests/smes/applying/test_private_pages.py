"""Pages behind private links."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from common.links import LinkHasExpired
from smes.models import Expression
from smes.views.private import expression_of, private_page
from tests.factories import ExpressionFactory

pytestmark = pytest.mark.django_db


@private_page
def told(request: HttpRequest, link: str) -> HttpResponse:
    return HttpResponse(expression_of(link).company_name)


@private_page
def expired(request: HttpRequest) -> HttpResponse:
    raise LinkHasExpired


def ask(link: str) -> HttpResponse:
    return told(RequestFactory().get("/"), link)


def test_the_link_in_force_leads_to_its_expression():
    expression = ExpressionFactory(company_name="Optik Nord")

    answer = ask(expression.link)

    assert (answer.status_code, answer.content) == (200, b"Optik Nord")


def test_the_link_of_an_expression_costs_one_query(django_assert_num_queries):
    link = ExpressionFactory().link

    with django_assert_num_queries(1):
        expression = expression_of(link)
        str(expression.partnership.programme)


@pytest.mark.parametrize(
    "spoil", [lambda link: link[:-1], lambda link: "9" + link, lambda link: "x"]
)
def test_a_forged_link_leads_nowhere(spoil):
    answer = ask(spoil(ExpressionFactory().link))

    assert answer.status_code == 404
    assert "This link leads nowhere" in answer.content.decode()


def test_the_link_of_a_deleted_expression_leads_nowhere():
    expression = ExpressionFactory()
    link = expression.link
    Expression.objects.all().delete()

    assert ask(link).status_code == 404


def test_a_replaced_link_tells_to_take_the_newer_one():
    expression = ExpressionFactory(company_name="Optik Nord")
    link = expression.link
    Expression.objects.update(link_version=2)

    answer = ask(link)

    assert answer.status_code == 410
    assert "A newer link has taken the place of this one" in answer.content.decode()
    assert "Optik Nord" not in answer.content.decode()


def test_an_expired_link_tells_what_to_do():
    answer = expired(RequestFactory().get("/"))

    assert answer.status_code == 410
    assert "This link has expired" in answer.content.decode()


def test_private_pages_are_kept_by_no_cache_and_found_by_no_search_engine():
    for answer in (ask(ExpressionFactory().link), ask("x")):
        assert answer["Cache-Control"] == "no-store"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert not answer.cookies


def test_private_pages_ask_for_no_token():
    assert told.csrf_exempt
