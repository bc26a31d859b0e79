"""The SME's page: what it tells, what it keeps to itself, and whom it lets in."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import translation

from common.links import PrivateLinks
from smes.choices import ExpressionState, HandoverState, Party
from tests.factories import (
    ExpressionFactory,
    ExpressionFileFactory,
    ExpressionMessageFactory,
    ExpressionStepFactory,
    HandoverFactory,
    MembershipFactory,
    SupportCaseFactory,
)

pytestmark = pytest.mark.django_db

SENT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def page(expression, name="expression", *more):
    return reverse(name, args=[expression.link, *more])


def shown(client, expression):
    response = client.get(page(expression))
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_tells_reference_state_and_who_has_it(client):
    membership = MembershipFactory(cluster__short_name="Cluster of Lyon")
    expression = ExpressionFactory(
        partnership=membership.partnership,
        cluster=membership.cluster,
        reference="DEMO-2026-0007",
        confirmed_at=SENT,
    )
    text = shown(client, expression)
    assert "DEMO-2026-0007" in text
    assert "We have received it" in text
    assert "Cluster of Lyon" in text
    assert "13 April 2026" in text  # six weeks after the second of March


def test_the_page_is_private_and_sets_no_cookie(client):
    response = client.get(page(ExpressionFactory()))
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies


def test_a_decision_is_not_shown_before_it_was_told(client):
    expression = ExpressionFactory(
        state=ExpressionState.DECLINED, decision_reason="Too early for this market."
    )
    ExpressionStepFactory(
        expression=expression,
        from_state="under review",
        to_state="declined",
        reason="Weak file.",
        party=Party.PARTNER,
    )
    text = shown(client, expression)
    assert "The partners are looking at it" in text
    assert "Too early for this market." not in text
    assert "Not selected" not in text
    assert "not selected" not in text
    expression.told_at = SENT
    expression.save()
    text = shown(client, expression)
    assert "Not selected this time" in text
    assert "Too early for this market." in text
    assert "Weak file." not in text


def test_internal_reasons_of_steps_are_not_shown(client):
    expression = ExpressionFactory(state="under review")
    ExpressionStepFactory(
        expression=expression,
        from_state="confirmed",
        to_state="under review",
        reason="Competes with a member of ours.",
        party=Party.PARTNER,
    )
    text = shown(client, expression)
    assert "The partners began to look at it" in text
    assert "Competes" not in text


def test_gateways_are_named_once_the_company_was_told(client):
    handover = HandoverFactory(organisation__name="Boston Gateway", state=HandoverState.ACCEPTED)
    expression = handover.expression
    assert "Boston Gateway" not in shown(client, expression)
    expression.told_at = SENT
    expression.save()
    assert "Boston Gateway" in shown(client, expression)


def test_messages_files_and_cases_of_another_expression_are_not_shown(client):
    mine, other = ExpressionFactory(), ExpressionFactory()
    ExpressionMessageFactory(expression=other, text="A word of another company.")
    foreign = ExpressionFileFactory(expression=other, name="secret.pdf")
    SupportCaseFactory(partnership=other.partnership, expression=other, title="Another case")
    text = shown(client, mine)
    for words in ("A word of another company.", "secret.pdf", "Another case"):
        assert words not in text
    assert client.get(page(mine, "expression_own_file", foreign.pk)).status_code == 404
    assert client.get(page(other, "expression_own_file", foreign.pk)).status_code == 200


def test_support_cases_are_shown_with_their_state(client):
    expression = ExpressionFactory(state=ExpressionState.AGREED)
    SupportCaseFactory(
        partnership=expression.partnership,
        expression=expression,
        title="Find a distributor",
        state="running",
    )
    text = shown(client, expression)
    assert "Find a distributor" in text
    assert "Under way" in text


@pytest.mark.parametrize("language", ["fr", "de"])
def test_the_page_is_there_in_each_language(client, language):
    with translation.override(language):
        address = page(ExpressionFactory())
    assert address.startswith(f"/{language}/")
    response = client.get(address)
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


def test_a_forged_link_leads_nowhere(client):
    expression = ExpressionFactory()
    for link in (expression.link[:-2] + "xx", "nonsense", f"{expression.pk}.1"):
        assert client.get(reverse("expression", args=[link])).status_code == 404


def test_a_link_of_another_purpose_opens_nothing(client):
    expression = ExpressionFactory()
    link = PrivateLinks("handover").make(expression.pk, expression.link_version)
    assert client.get(reverse("expression", args=[link])).status_code == 404


def test_a_replaced_link_says_so(client):
    expression = ExpressionFactory()
    address = page(expression)
    expression.link_version = 2
    expression.save()
    response = client.get(address)
    assert response.status_code == 410
    assert "A newer link" in response.content.decode()


def test_every_address_behind_the_link_refuses_a_replaced_one(client):
    expression = ExpressionFactory()
    file = ExpressionFileFactory(expression=expression)
    pages = [
        page(expression, f"expression_{name}")
        for name in ("correct", "withdraw", "new_link", "address", "data", "erase")
    ] + [page(expression, "expression_own_file", file.pk)]
    posts = [
        page(expression, f"expression_{name}")
        for name in ("message", "add_file", "sign_in", "data_download", "withdraw", "erase")
    ]
    assert {client.get(address).status_code for address in pages} == {200}
    expression.link_version = 2
    expression.save()
    assert {client.get(address).status_code for address in pages} == {410}
    assert {client.post(address).status_code for address in posts} == {410}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_row_and_for_three(client, rows, django_assert_num_queries):
    expression = ExpressionFactory(state=ExpressionState.AGREED, told_at=SENT)
    for _ in range(rows):
        ExpressionMessageFactory(expression=expression)
        ExpressionFileFactory(expression=expression)
        HandoverFactory(expression=expression, state=HandoverState.ACCEPTED)
        SupportCaseFactory(partnership=expression.partnership, expression=expression)
    with django_assert_num_queries(30):
        client.get(page(expression))


def test_script_in_what_was_sent_is_shown_as_words(client):
    attack = "<script>alert(1)</script>"
    expression = ExpressionFactory(company_name=attack, seeks=attack, city=attack)
    ExpressionMessageFactory(expression=expression, text=attack)
    text = shown(client, expression)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_a_file_is_sent_to_be_saved_and_never_shown(client):
    file = ExpressionFileFactory(name="pitch.pdf")
    response = client.get(page(file.expression, "expression_own_file", file.pk))
    assert response["Content-Disposition"] == 'attachment; filename="pitch.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_file_that_the_disk_has_lost_is_not_found(client):
    file = ExpressionFileFactory()
    file.file.storage.delete(file.file.name)
    assert client.get(page(file.expression, "expression_own_file", file.pk)).status_code == 404
