"""What an SME says by its signed link of what came of its support."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partnership.models import Email
from smes.models import Outcome, OutcomeRequest
from smes.models.outcomes import outcome_links, testimonial_links
from tests.documents import PDF, upload
from tests.factories import (
    ExpressionFactory,
    OutcomeFactory,
    OutcomeRequestFactory,
    SupportCaseFactory,
    UserFactory,
)
from tests.people import coordinator, elsewhere, partner

pytestmark = pytest.mark.django_db
QUERIES = 2


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def sme():
    """Whoever has the link: no cookie, and a forged request would be refused where one counted."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def asked():
    return OutcomeRequestFactory(due_on=timezone.localdate())


def page(request):
    return reverse("outcomes", args=[request.link])


def shown(client, request):
    """What a browser would send of the page as it is shown."""
    response = client.get(page(request))
    data = {}
    for form in [*response.context["verdicts"], response.context["new"]]:
        for field in form:
            if field.value() not in (None, ""):
                data[field.html_name] = field.value()
    return data


def verdict(outcome, answer, because=""):
    prefix = f"outcome-{outcome.pk}"
    return {
        f"{prefix}-verdict": answer,
        f"{prefix}-dispute": because,
        f"{prefix}-wording": outcome.wording,
    }


NEW = {
    "new-kind": "contract",
    "new-number": "1",
    "new-description": "A contract with a distributor.",
    "new-partner_name": "Northern Devices",
    "new-happened_on": "2026-05-01",
    "new-value": "25000",
    "new-currency": "eur",
}


def errors(response):
    return dict(response.context["errors"])


def test_the_page_tells_what_is_known_without_a_cookie(sme, asked):
    outcome = OutcomeFactory(case=asked.case, description="<script>alert(1)</script>", number=3)
    response = sme.get(page(asked))
    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    text = response.content.decode()
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text
    assert f'name="outcome-{outcome.pk}-verdict"' in text


def test_an_outcome_is_confirmed_by_the_company(sme, asked):
    outcome = OutcomeFactory(case=asked.case)
    with time_machine.travel(timezone.now(), tick=False):
        response = sme.post(page(asked), verdict(outcome, "yes"))
        address = page(asked)
    assert (response.status_code, response.url) == (302, f"{address}?saved=all")
    outcome.refresh_from_db()
    asked.refresh_from_db()
    assert outcome.evidence == "confirmed"
    assert asked.answered_at is not None
    assert not Email.objects.exists()


def test_a_disputed_outcome_does_not_count_and_the_partners_are_told(sme, asked):
    case = asked.case
    people = [coordinator(case.partnership), partner(case.partnership)]
    case.cluster = case.partnership.memberships.get().cluster
    case.save()
    elsewhere("coordinator")
    outcome = OutcomeFactory(case=case, confirmed=True)
    sme.post(page(asked), verdict(outcome, "no", "It was never signed."))
    outcome.refresh_from_db()
    assert (outcome.evidence, outcome.dispute) == ("declared", "It was never signed.")
    assert not Outcome.objects.counted().exists()
    told = Email.objects.filter(kind="smes.outcomes_disputed").order_by("pk")
    assert [email.to_address for email in told] == [person.email for person in people]
    assert "It was never signed." in told[0].text


def test_whoever_disputes_says_why(sme, asked):
    outcome = OutcomeFactory(case=asked.case)
    response = sme.post(page(asked), verdict(outcome, "no", "  "))
    message = "Say in a few words what is not right."
    assert errors(response) == {f"id_outcome-{outcome.pk}-dispute": message}
    outcome.refresh_from_db()
    assert not outcome.is_answered


def test_every_known_outcome_is_answered(sme, asked):
    outcome = OutcomeFactory(case=asked.case)
    response = sme.post(page(asked), {f"outcome-{outcome.pk}-wording": outcome.wording})
    assert list(errors(response).values()) == ["Say whether this is right."]


def test_whoever_cannot_say_leaves_it_as_it_is(sme, asked):
    outcome = OutcomeFactory(case=asked.case)
    sme.post(page(asked), verdict(outcome, "later"))
    outcome.refresh_from_db()
    assert not outcome.is_answered


def test_what_the_company_adds_is_its_own_word(sme, asked):
    response = sme.post(page(asked), {**NEW, "new-document_file": upload("deal.pdf", PDF)})
    assert response.status_code == 302, errors(response)
    outcome = asked.case.outcomes.get()
    assert (outcome.kind, outcome.partner_name, outcome.happened_on) == (
        "contract",
        "Northern Devices",
        date(2026, 5, 1),
    )
    assert (outcome.value, outcome.currency, outcome.evidence) == (25000, "EUR", "documented")
    assert (outcome.declared_by, outcome.entered_by) == ("SME", None)


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"new-kind": ""}, "kind", "Choose what it is."),
        ({"new-description": " "}, "description", "Say in a sentence what came of it."),
        (
            {"new-description": "x" * 2001},
            "description",
            "Say it in 2000 characters or less.",
        ),
        ({"new-number": "0"}, "number", "Enter 1 or more."),
        ({"new-number": "many"}, "number", "Enter a whole number."),
        ({"new-number": "1001"}, "number", "Enter 1000 or less."),
        ({"new-value": "much"}, "value", "Enter a number such as 1250.50."),
        ({"new-value": "-1"}, "value", "A value cannot be below zero."),
        ({"new-currency": ""}, "currency", "Say in which currency, for example EUR."),
        (
            {"new-currency": "qqq"},
            "currency",
            "“QQQ” is no currency. Enter its three capital letters, for example EUR.",
        ),
        ({"new-kind": "turnover", "new-value": ""}, "value", "Enter the turnover."),
        ({"new-happened_on": "yesterday"}, "happened_on", "Enter a day such as 24/06/2018."),
        (
            {"new-happened_on": str(timezone.localdate() + timedelta(days=2))},
            "happened_on",
            "This day is still to come. Enter it once it has come true.",
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(sme, asked, change, field, message):
    typed = {**NEW, **change}
    response = sme.post(page(asked), typed)
    assert response.status_code == 200
    assert errors(response) == {f"id_new-{field}": message}
    assert response.context["new"]["partner_name"].value() == "Northern Devices"
    assert not asked.case.outcomes.exists()
    asked.refresh_from_db()
    assert asked.answered_at is None


def test_a_program_named_as_a_document_is_refused(sme, asked):
    typed = {**NEW, "new-document_file": upload("deal.pdf", b"MZ\x90\x00")}
    response = sme.post(page(asked), typed)
    assert list(errors(response)) == ["id_new-document_file"]
    assert not asked.case.outcomes.exists()


def test_nothing_new_is_an_answer(sme, asked):
    OutcomeFactory(case=asked.case)
    response = sme.post(page(asked), {"nothing": ""})
    assert response.status_code == 302
    asked.refresh_from_db()
    assert asked.answered_at is not None


def test_sent_twice_nothing_is_kept_twice(sme, asked):
    outcome = OutcomeFactory(case=asked.case)
    data = {**NEW, **verdict(outcome, "no", "Never signed.")}
    coordinator(asked.case.partnership)
    for _ in range(2):
        assert sme.post(page(asked), data).status_code == 302
    assert asked.case.outcomes.count() == 2
    assert Email.objects.count() == 1
    assert outcome.history.count() == 2


def test_what_was_edited_meanwhile_is_looked_at_once_more(sme, asked):
    outcome = OutcomeFactory(case=asked.case, number=1)
    data = verdict(outcome, "yes")
    outcome.number = 12
    outcome.save()
    response = sme.post(page(asked), {**NEW, **data})
    assert list(errors(response).values()) == [
        "This was changed while your page was open. Look at it once more, please."
    ]
    outcome.refresh_from_db()
    assert outcome.evidence == "declared"
    assert asked.case.outcomes.count() == 1
    again = {**NEW, **verdict(outcome, "yes")}
    assert sme.post(page(asked), again).status_code == 302


def test_an_outcome_that_was_entered_meanwhile_does_not_stand_in_the_way(sme, asked):
    data = shown(sme, asked)
    outcome = OutcomeFactory(case=asked.case)
    assert sme.post(page(asked), data).status_code == 302
    outcome.refresh_from_db()
    assert not outcome.is_answered


def test_a_page_that_is_sent_as_it_was_shown_changes_nothing(sme, asked):
    yes = OutcomeFactory(case=asked.case, confirmed=True)
    no = OutcomeFactory(case=asked.case, disputed=True)
    assert sme.post(page(asked), shown(sme, asked)).status_code == 302
    assert [row.history.count() for row in (yes, no)] == [1, 1]
    assert asked.case.outcomes.count() == 2


def test_an_answer_to_a_later_question_stands_for_the_earlier_ones(sme, asked):
    day = timezone.localdate()
    case = asked.case
    earlier = OutcomeRequestFactory(case=case, months=0, due_on=day - timedelta(days=90))
    later = OutcomeRequestFactory(case=case, months=6, due_on=day + timedelta(days=90))
    sme.post(page(asked), {"nothing": ""})
    answered = OutcomeRequest.objects.filter(answered_at__isnull=False)
    assert set(answered) == {earlier, asked}
    assert OutcomeRequest.objects.get(answered_at=None) == later


# Links


def test_a_link_opens_only_its_own_case(sme, asked):
    other = OutcomeFactory()
    response = sme.post(page(asked), {**verdict(other, "yes"), "nothing_": ""})
    assert response.status_code == 302
    other.refresh_from_db()
    assert not other.is_answered
    assert other.description not in sme.get(page(asked)).content.decode()


def test_a_forged_link_leads_nowhere(sme, asked):
    for link in ("abc", asked.link[:-1], testimonial_links.make(asked.pk, 1)):
        assert sme.get(reverse("outcomes", args=[link])).status_code == 404
    assert sme.get(reverse("outcomes", args=[outcome_links.make(9999, 1)])).status_code == 404


def test_a_replaced_link_is_told_as_such(sme, asked):
    address = page(asked)
    OutcomeRequest.objects.update(link_version=2)
    assert sme.get(address).status_code == 410


def test_the_page_ends_with_a_withdrawal(sme):
    expression = ExpressionFactory(state="withdrawn")
    case = SupportCaseFactory(partnership=expression.partnership, expression=expression)
    asked = OutcomeRequestFactory(case=case)
    assert sme.get(page(asked)).status_code == 410


def test_who_is_signed_in_gains_nothing(client, asked):
    client.force_login(UserFactory(administrator=True))
    outcome = OutcomeFactory(case=asked.case)
    address = reverse("outcomes", args=[outcome_links.make(asked.pk, 99)])
    assert client.post(address, verdict(outcome, "yes")).status_code == 410
    outcome.refresh_from_db()
    assert not outcome.is_answered


def test_the_page_costs_the_same_for_one_outcome_and_for_three(
    sme, asked, django_assert_num_queries
):
    OutcomeFactory(case=asked.case)
    with django_assert_num_queries(QUERIES):
        sme.get(page(asked))
    OutcomeFactory.create_batch(2, case=asked.case)
    with django_assert_num_queries(QUERIES):
        sme.get(page(asked))
