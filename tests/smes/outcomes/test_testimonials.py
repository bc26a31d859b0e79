"""What SMEs say in public: only in words that their authors approved, and no longer than they like."""

from datetime import date

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from partnership.models import ConsentText, Email
from smes.exceptions import NobodyToAsk, StepNotAllowed, TextIsMissing
from smes.models import Testimonial
from smes.models.outcomes import outcome_links
from smes.services.testimonials import (
    ask_due_for_testimonials,
    ask_for_testimonial,
    send_for_approval,
    withdraw_testimonial,
)
from tests.factories import ExpressionFactory, SupportCaseFactory, TestimonialFactory
from tests.office import change_page, form_data, page, signed_in

pytestmark = pytest.mark.django_db
AGREED = {"approve-agrees": "on"}


@pytest.fixture
def author():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def sent():
    return TestimonialFactory(
        original="They were good and knew whom to call.",
        text="They knew whom to call.",
        state="to approve",
    )


def address(testimonial):
    return reverse("testimonial", args=[testimonial.link])


def approval(testimonial):
    return {"step": "approve", "approve-wording": testimonial.wording, **AGREED}


def now(testimonial):
    return Testimonial.objects.get(pk=testimonial.pk)


def test_at_the_end_of_support_the_company_is_asked_once(author):
    expression = ExpressionFactory(email="director@example.org")
    case = SupportCaseFactory(partnership=expression.partnership, expression=expression)
    first = ask_for_testimonial(case=case)
    assert ask_for_testimonial(case=case) == first
    assert [email.kind for email in Email.objects.all()] == ["smes.testimonial_request"]
    response = author.post(
        address(first),
        {
            "step": "write",
            "write-words": "A very good year.",
            "write-function": "Managing director",
            "write-agrees": "on",
        },
    )
    assert response.status_code == 302
    written = now(first)
    assert (written.original, written.text, written.function, written.state) == (
        "A very good year.",
        "A very good year.",
        "Managing director",
        "received",
    )
    assert written.consent_text.key == "testimonial"
    assert not Testimonial.objects.published().exists()
    assert list(Testimonial.objects.to_edit()) == [written]


def test_weeks_after_its_end_completed_support_asks_by_itself():
    day = date(2026, 6, 15)
    for ended_on, state in (
        (date(2026, 6, 1), "completed"),
        (date(2026, 6, 2), "completed"),
        (date(2026, 3, 17), "completed"),
        (date(2026, 6, 1), "planning"),
    ):
        expression = ExpressionFactory()
        SupportCaseFactory(
            partnership=expression.partnership,
            expression=expression,
            state=state,
            ended_on=ended_on,
        )
    assert [ask_due_for_testimonials(day) for _ in range(2)] == [1, 0]


def test_a_company_without_an_address_is_not_asked():
    with pytest.raises(NobodyToAsk):
        ask_for_testimonial(case=SupportCaseFactory())
    assert not Testimonial.objects.exists()


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"write-words": " "}, "words", "Write a sentence or two."),
        (
            {"write-words": "x" * 3001},
            "words",
            "Say it in 3000 characters or less; now it has 3001.",
        ),
        ({"write-function": ""}, "function", "Say in which function you speak."),
        (
            {"write-agrees": ""},
            "agrees",
            "Tick that you agree. Without it we cannot publish your words.",
        ),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(author, change, field, message):
    asked = TestimonialFactory(original="", function="")
    typed = {"write-words": "Good.", "write-function": "Director", "write-agrees": "on"}
    response = author.post(address(asked), {"step": "write", **typed, **change})
    form = response.context["forms"]["write"]
    assert (response.status_code, form.errors) == (200, {field: [message]})
    kept = {"words", "function"} - {field}
    assert all(form[name].value() == typed[f"write-{name}"] for name in kept)
    assert not now(asked).is_written


def test_only_the_author_approves_the_very_words(author, sent):
    text = author.get(address(sent)).content.decode()
    assert sent.original in text
    assert sent.text in text
    assert author.post(address(sent), approval(sent)).status_code == 302
    approved = now(sent)
    assert (approved.state, approved.approved_text) == ("approved", "They knew whom to call.")
    assert approved.consent_text.language == "en"
    assert list(Testimonial.objects.for_report()) == [approved]


def test_without_consent_nothing_is_approved(author, sent):
    response = author.post(address(sent), {**approval(sent), "approve-agrees": ""})
    assert "agrees" in response.context["forms"]["approve"].errors
    assert now(sent).state == "to approve"
    ConsentText.objects.update(valid_from=date(2999, 1, 1))
    response = author.post(address(sent), approval(sent))
    assert "We cannot take your consent at the moment" in response.context["trouble"]
    assert now(sent).state == "to approve"


def test_a_consent_text_that_was_deleted_comes_back(author, sent):
    ConsentText.objects.all().delete()
    author.post(address(sent), approval(sent))
    assert (now(sent).consent_text.version, now(sent).state) == (1, "approved")


def test_a_text_that_was_edited_meanwhile_is_read_once_more(author, sent):
    data = approval(sent)
    sent.text = "They knew everybody."
    sent.save()
    response = author.post(address(sent), data)
    assert "The text was changed" in response.context["trouble"]
    assert "They knew everybody." in response.content.decode()
    assert now(sent).state == "to approve"


def test_a_correction_goes_to_the_office_and_is_not_published_by_itself(author, sent):
    data = {"step": "correct", "correct-words": "They knew whom to ask."}
    for _ in range(2):
        assert author.post(address(sent), data).status_code == 302
    corrected = now(sent)
    assert (corrected.text, corrected.state) == ("They knew whom to ask.", "received")
    assert corrected.original == sent.original
    assert corrected.history.count() == 2
    assert not Testimonial.objects.published().exists()


def test_approved_twice_it_is_approved_once(author, sent):
    data = approval(sent)
    for _ in range(2):
        assert author.post(address(sent), data).status_code == 302
    assert now(sent).history.count() == 2


def test_the_author_takes_the_words_back_at_any_time(author, sent):
    author.post(address(sent), approval(sent))
    refused = author.post(address(sent), {"step": "withdraw"})
    assert "sure" in refused.context["forms"]["withdraw"].errors
    assert Testimonial.objects.published().exists()
    author.post(address(sent), {"step": "withdraw", "withdraw-sure": "on"})
    assert now(sent).state == "withdrawn"
    assert not Testimonial.objects.published().exists()
    assert "Documents that were submitted before stay" in author.get(address(sent)).content.decode()
    response = author.post(address(sent), approval(sent))
    assert response.context["trouble"]
    assert now(sent).state == "withdrawn"


def test_what_was_approved_stays_until_a_new_text_is_approved(author):
    testimonial = TestimonialFactory(approved=True)
    testimonial.text = "They knew everybody."
    testimonial.save()
    assert list(Testimonial.objects.to_edit()) == [testimonial]
    send_for_approval(testimonial=testimonial)
    (shown,) = Testimonial.objects.for_report()
    assert (shown.approved_text, shown.state) == ("They knew whom to call.", "to approve")
    author.post(address(testimonial), approval(testimonial))
    assert now(testimonial).approved_text == "They knew everybody."


def test_a_link_opens_one_testimonial(author, sent):
    for link in ("abc", outcome_links.make(sent.pk, 1)):
        assert author.get(reverse("testimonial", args=[link])).status_code == 404
    old = address(sent)
    Testimonial.objects.update(link_version=2)
    assert author.get(old).status_code == 410
    assert author.post(old, approval(sent)).status_code == 410
    assert now(sent).state == "to approve"


def test_words_with_a_script_are_shown_as_words(author):
    said = TestimonialFactory(state="to approve", text="<script>alert(1)</script>")
    response = author.get(address(said))
    assert "&lt;script&gt;alert" in response.content.decode()
    assert not response.cookies


# In the office


def test_the_office_sends_the_edited_text_to_its_author(client):
    testimonial = TestimonialFactory(text="They knew whom to call.", email="boss@example.org")
    signed_in(client)
    chosen = {"action": "send_to_authors", "_selected_action": [testimonial.pk]}
    client.post(page(Testimonial, "changelist"), chosen)
    assert now(testimonial).state == "to approve"
    (sent,) = mail.outbox
    assert sent.to == ["boss@example.org"]
    assert "They knew whom to call." in sent.body


def test_what_cannot_be_sent_says_why():
    with pytest.raises(TextIsMissing):
        send_for_approval(testimonial=TestimonialFactory())
    with pytest.raises(StepNotAllowed):
        send_for_approval(testimonial=TestimonialFactory(approved=True))
    withdrawn = withdraw_testimonial(testimonial=TestimonialFactory(approved=True))
    with pytest.raises(StepNotAllowed):
        send_for_approval(testimonial=withdrawn)
    assert not Email.objects.exists()


def test_nobody_in_the_office_approves_or_rewrites_what_was_received(client):
    testimonial = TestimonialFactory(text="They knew whom to call.")
    signed_in(client)
    data = form_data(client.get(change_page(testimonial)))
    forged = {"state": "approved", "approved_text": "Best ever.", "original": "Best ever."}
    assert client.post(change_page(testimonial), {**data, **forged}).status_code == 302
    kept = now(testimonial)
    assert (kept.state, kept.approved_text) == ("received", "")
    assert kept.original == testimonial.original


def test_with_another_address_the_former_link_ends(client, author):
    testimonial = TestimonialFactory(text="They knew whom to call.")
    old = address(testimonial)
    signed_in(client)
    data = form_data(client.get(change_page(testimonial)))
    client.post(change_page(testimonial), {**data, "email": "new@example.org"})
    assert author.get(old).status_code == 410


def test_the_page_costs_two_queries(author, sent, django_assert_num_queries):
    with django_assert_num_queries(2):
        author.get(address(sent))
