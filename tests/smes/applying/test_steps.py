"""The steps of the form: saved whatever is typed, shown again, never lost."""

import json

import pytest
from django.urls import reverse
from django.utils import translation

from partnership.models import Email
from smes.choices import ExpressionState, QuestionKind, QuestionStep
from smes.models import Answer, Expression, ExpressionConsent
from tests.factories import (
    ClusterFactory,
    ExpressionFactory,
    MembershipFactory,
    QuestionFactory,
    ServiceFactory,
    TargetMarketFactory,
)
from tests.smes.applying.conftest import COMPANY, hidden, letters, now, step_of

pytestmark = pytest.mark.django_db


def start_page(partnership):
    return reverse("expression_start", args=[partnership.slug])


# Beginning ------------------------------------------------------------------------------------


def test_the_first_page_tells_what_comes_and_makes_nothing(client, partnership):
    page = client.get(start_page(partnership))

    assert "about five minutes" in page.content.decode()
    assert not page.cookies
    assert not Expression.objects.exists()


def test_beginning_makes_a_draft_and_leads_to_its_private_link(client, partnership):
    page = client.post(start_page(partnership), follow=True)

    draft = Expression.objects.get()
    assert (draft.state, draft.partnership) == (ExpressionState.DRAFT, partnership)
    assert page.status_code == 200
    assert "You have your private link now." in page.content.decode()
    assert not client.cookies


def test_market_and_service_of_the_page_before_are_chosen_already(client, partnership):
    client.post(f"{start_page(partnership)}?market=jp&service=market-study")

    draft = Expression.objects.get()
    assert [market.label for market in draft.markets.all()] == ["Japan"]
    assert [service.code for service in draft.services.all()] == ["market-study"]


def test_what_the_partnership_does_not_offer_is_not_chosen(client, partnership):
    ServiceFactory(code="elsewhere")
    client.post(f"{start_page(partnership)}?market=XX&service=elsewhere")

    draft = Expression.objects.get()
    assert not draft.markets.exists()
    assert not draft.services.exists()


def test_programs_that_fill_in_everything_get_no_draft(client, partnership):
    page = client.post(start_page(partnership), {"nickname": "x"})

    assert "A hidden field was filled in" in page.content.decode()
    assert not Expression.objects.exists()


def test_an_unknown_partnership_is_not_found(client, partnership):
    assert client.get(reverse("expression_start", args=["nowhere"])).status_code == 404


def test_a_draft_begun_in_french_is_french(client, partnership):
    with translation.override("fr"):
        address = start_page(partnership)
    assert address.startswith("/fr/")
    client.post(address)

    assert Expression.objects.get().language == "fr"


# Saving ---------------------------------------------------------------------------------------


def test_a_step_is_saved_and_leads_to_the_next(client, draft):
    page = client.post(step_of(draft, "company"), COMPANY)

    kept = now(draft)
    assert page.status_code == 302
    assert page.url.endswith("/markets/")
    assert {name: str(getattr(kept, name)) for name in COMPANY} == COMPANY


def test_what_is_right_is_saved_although_something_is_wrong(client, draft):
    page = client.post(
        step_of(draft, "company"),
        {**COMPANY, "email": "no address", "turnover": "plenty", "headcount": "12"},
    )

    kept = now(draft)
    assert page.status_code == 200
    assert "Enter an e-mail address such as name@example.org." in page.content.decode()
    assert (kept.company_name, kept.headcount, kept.email) == ("Optik Nord GmbH", 12, "")


def test_what_does_not_fit_is_shown_again_with_its_message_on_another_day(client, draft):
    client.post(step_of(draft, "company"), {**COMPANY, "turnover": "plenty"})

    page = client.get(step_of(draft, "company")).content.decode()

    assert 'value="plenty"' in page
    assert "Enter an amount in euro" in page


def test_a_step_that_is_opened_again_complains_of_nothing_that_is_still_empty(client, draft):
    client.post(step_of(draft, "company"), {"turnover": "plenty", "go": "later"})

    page = client.get(step_of(draft, "company")).content.decode()

    assert "Enter an amount in euro" in page
    assert "Enter the name of your company." not in page


def test_what_was_mended_is_forgotten_as_it_was_typed_first(client, draft):
    client.post(step_of(draft, "company"), {**COMPANY, "turnover": "plenty"})
    client.post(step_of(draft, "company"), {**COMPANY, "turnover": "1.250.000,50 €"})

    assert str(now(draft).turnover) == "1250000.50"
    assert "plenty" not in json.dumps(now(draft).typed)


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("company_name", "", "Enter the name of your company."),
        ("company_name", "x" * 201, "Please shorten this to 200 characters; here are 201."),
        ("country", "", "Choose the country of your company."),
        ("country", "ZZ", "Choose a country of the list."),
        ("contact_name", " ", "Enter the name of the person whom we answer."),
        ("email", "", "Enter an e-mail address, so that we can answer."),
        ("email", "a@b", "Enter an e-mail address such as name@example.org."),
        (
            "email",
            "a@b.example\nBcc: c@d.example",
            "Enter an e-mail address such as name@example.org.",
        ),
        ("website", "not an address", "Enter an address such as www.example.org."),
        ("website", "javascript:alert(1)", "Enter an address such as www.example.org."),
        ("headcount", "twelve", "Enter a whole number of people, such as 12."),
        ("headcount", "-1", "Enter a whole number of people, such as 12."),
        ("headcount", "9" * 30, "No company employs so many people. Enter the number of people."),
        ("turnover", "-5", "An amount cannot be below zero."),
        ("turnover", "9" * 20, "No company has so much. Enter the amount in euro."),
        ("turnover", "1e5", "Enter an amount in euro, such as 1250000 or 1.250.000."),
        ("turnover", "NaN", "Enter an amount in euro, such as 1250000 or 1.250.000."),
        ("figures_year", "1850", "Enter a year from"),
        ("ownership", "the moon", "Choose one of the answers."),
        ("profile", "x" * 3001, "Please shorten this to 3000 characters; here are 3001."),
        ("member_of", "999999", "One of these is no longer offered."),
        ("member_of", "x", "One of these is no longer offered."),
    ],
)
def test_each_mistake_is_told_at_its_field_and_nothing_typed_is_lost(
    client, draft, field, typed, message
):
    page = client.post(step_of(draft, "company"), {**COMPANY, field: typed})

    assert page.status_code == 200
    errors = page.context["form"].errors
    assert list(errors) == [field]
    assert errors[field][0].startswith(message)
    assert page.context["form"][field].value() == typed.replace("\n", "\n")


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1250000", "1250000.00"),
        ("1 250 000", "1250000.00"),
        ("1.250.000", "1250000.00"),
        ("1,250,000.5", "1250000.50"),
        ("1.250.000,50 €", "1250000.50"),
        ("EUR 12,5", "12.50"),
        ("0", "0.00"),
        ("1’250’000", "1250000.00"),
    ],
)
def test_amounts_are_read_as_people_write_them(client, draft, typed, amount):
    client.post(step_of(draft, "company"), {**COMPANY, "turnover": typed})

    assert str(now(draft).turnover) == amount


def test_signs_of_all_kinds_are_kept_or_left_out_without_harm(client, draft):
    client.post(
        step_of(draft, "company"),
        {
            **COMPANY,
            "company_name": "  Optik\r\nBcc: x@y.example \x07 Nord 🚀 שלום ",
            "profile": "One\r\ntwo\x00",
            "city": "Łódź\x00",
        },
    )

    kept = now(draft)
    assert kept.company_name == "Optik Bcc: x@y.example Nord 🚀 שלום"
    assert (kept.profile, kept.city) == ("One\ntwo", "Łódź")


def test_scripts_are_shown_as_the_text_that_they_are(client, draft):
    script = "<script>alert(1)</script>"
    names = [
        "company_name",
        "city",
        "contact_name",
        "contact_function",
        "phone",
        "sector",
        "profile",
    ]
    client.post(step_of(draft, "company"), {**COMPANY, **dict.fromkeys(names, script)})
    client.post(step_of(draft, "wishes"), {"seeks": script})

    for step in ("company", "wishes", "check"):
        page = client.get(step_of(draft, step)).content.decode()
        assert script not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_going_back_saves_what_was_typed(client, draft):
    page = client.post(step_of(draft, "wishes"), {"seeks": "A part", "go": "back"})

    assert page.url.endswith("/markets/")
    assert now(draft).seeks == "A part"


def test_pressing_another_step_saves_what_was_typed(client, draft):
    page = client.post(step_of(draft, "wishes"), {"seeks": "A part", "go": "step:company"})

    assert page.url.endswith("/company/")
    assert now(draft).seeks == "A part"


def test_the_same_sent_twice_is_kept_once(client, draft):
    for _ in range(2):
        client.post(step_of(draft, "company"), {**COMPANY, "revision": "0", "tab": "one"})

    assert now(draft).revision == 1


def test_a_draft_leaves_no_versions(client, draft):
    before = Expression.history.count()
    client.post(step_of(draft, "company"), COMPANY)
    client.post(
        step_of(draft, "markets"), {"markets": [draft.partnership.targetmarkets.first().pk]}
    )

    assert Expression.history.count() == before


def test_a_step_costs_as_many_queries_with_one_choice_as_with_three(
    client, draft, django_assert_num_queries
):
    with django_assert_num_queries(10):
        client.get(step_of(draft, "markets"))
    for _ in range(2):
        TargetMarketFactory(partnership=draft.partnership)
        ServiceFactory(partnership=draft.partnership)
    with django_assert_num_queries(10):
        client.get(step_of(draft, "markets"))


# Markets, members, services ---------------------------------------------------------------------


def test_markets_and_services_of_another_partnership_are_refused(client, draft):
    market, service = TargetMarketFactory(), ServiceFactory()
    page = client.post(
        step_of(draft, "markets"), {"markets": [market.pk], "services": [service.pk]}
    )

    assert set(page.context["form"].errors) == {"markets", "services"}
    assert not now(draft).markets.exists()
    assert market.label not in page.content.decode()


def test_a_service_that_was_chosen_stays_after_it_is_no_longer_offered(client, draft):
    service = draft.partnership.services.get()
    draft.services.add(service)
    service.is_offered = False
    service.save()

    assert "Market study" in client.get(step_of(draft, "markets")).content.decode()


def test_only_members_of_the_consortium_are_offered_as_clusters(client, draft):
    member = MembershipFactory(partnership=draft.partnership).cluster
    ClusterFactory(short_name="Elsewhere cluster")

    page = client.get(step_of(draft, "company")).content.decode()

    assert member.short_name in page
    assert "Elsewhere cluster" not in page


# Questions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "wrong"),
    [
        (QuestionKind.LINE, "Since 2019", "Since 2019", "x" * 501),
        (QuestionKind.TEXT, "One\ntwo", "One\ntwo", "x" * 5001),
        (QuestionKind.YES_NO, "yes", "yes", "perhaps"),
        (QuestionKind.ONE, "A", "A", "C"),
        (QuestionKind.SEVERAL, ["A", "B"], "A\nB", ["C"]),
        (QuestionKind.NUMBER, "12,5", "12.5", "some"),
        (QuestionKind.NUMBER, "0", "0", "infinity"),
        (QuestionKind.DAY, "24/06/2027", "2027-06-24", "tomorrow"),
    ],
)
def test_questions_of_every_kind_are_asked_and_their_answers_kept(
    client, draft, kind, typed, kept, wrong
):
    choices = ["A", "B"] if kind in QuestionKind.with_choices() else []
    question = QuestionFactory(partnership=draft.partnership, kind=kind, choices=choices)
    name = f"question_{question.pk}"

    assert question.text in client.get(step_of(draft, "wishes")).content.decode()
    client.post(step_of(draft, "wishes"), {"seeks": "x", name: typed})
    assert Answer.objects.get().value == kept

    page = client.post(step_of(draft, "wishes"), {"seeks": "x", name: wrong})
    assert list(page.context["form"].errors) == [name]


def test_a_question_is_asked_in_its_step_and_in_the_language_of_the_page(client, draft):
    QuestionFactory(
        partnership=draft.partnership,
        step=QuestionStep.MARKETS,
        kind=QuestionKind.ONE,
        text="Have you exported?",
        text_fr="Avez-vous exporté ?",
        choices=["Often"],
        choices_fr=["Souvent"],
    )
    page = client.get(step_of(draft, "markets", "fr")).content.decode()

    assert "Avez-vous exporté ?" in page
    assert 'value="Often"' in page
    assert "Souvent" in page


def test_a_required_question_without_an_answer_is_told(client, draft):
    question = QuestionFactory(partnership=draft.partnership, is_required=True)
    page = client.post(step_of(draft, "wishes"), {"seeks": "x"})

    assert page.context["form"].errors == {f"question_{question.pk}": ["Answer this question."]}


def test_a_question_that_is_switched_off_keeps_its_answers(client, draft):
    question = QuestionFactory(partnership=draft.partnership)
    client.post(step_of(draft, "wishes"), {"seeks": "x", f"question_{question.pk}": "Yes"})
    question.is_asked = False
    question.save()

    client.post(step_of(draft, "wishes"), {"seeks": "y"})

    assert question.text not in client.get(step_of(draft, "wishes")).content.decode()
    assert Answer.objects.get().value == "Yes"


# Consents ---------------------------------------------------------------------------------------


def test_consents_are_kept_with_the_version_that_was_read(client, draft):
    client.post(step_of(draft, "consents"), {"expression-privacy": "on", "expression-news": "on"})

    kept = ExpressionConsent.objects.order_by("text__key").values_list(
        "text__key", "text__version", "text__language"
    )
    assert list(kept) == [("expression-news", 1, "en"), ("expression-privacy", 1, "en")]


def test_without_the_consent_that_is_needed_the_step_says_so(client, draft):
    page = client.post(step_of(draft, "consents"), {"expression-news": "on"})

    assert page.context["form"].errors == {
        "expression-privacy": [
            "Without this consent we may not keep what you entered, so it cannot be sent."
        ]
    }
    assert [consent.text.key for consent in draft.consents.all()] == ["expression-news"]


def test_a_tick_that_is_taken_out_is_no_consent_in_whichever_language_it_was_set(client, draft):
    client.post(step_of(draft, "consents", "fr"), {"expression-privacy": "on"})
    assert draft.consents.get().text.language == "fr"

    client.post(step_of(draft, "consents"), {})

    assert not draft.consents.exists()


# Two tabs ---------------------------------------------------------------------------------------


def test_an_older_tab_gets_both_versions_and_overwrites_nothing(client, draft):
    address = step_of(draft, "wishes")
    one, two = hidden(client.get(address)), hidden(client.get(address))
    client.post(address, {"seeks": "The newer words", **two})

    page = client.post(address, {"seeks": "The older words", **one})

    text = page.content.decode()
    assert page.status_code == 409
    assert "The newer words" in text
    assert "The older words" in text
    assert now(draft).seeks == "The newer words"


@pytest.mark.parametrize(
    ("choice", "expected"), [("mine", "The older words"), ("saved", "The newer words")]
)
def test_the_version_that_is_chosen_is_kept(client, draft, choice, expected):
    address = step_of(draft, "wishes")
    one, two = hidden(client.get(address)), hidden(client.get(address))
    client.post(address, {"seeks": "The newer words", **two})
    conflict = client.post(address, {"seeks": "The older words", **one})

    page = client.post(
        address, {"seeks": "The older words", "keep.seeks": choice, **hidden(conflict)}
    )

    assert page.status_code == 302
    assert now(draft).seeks == expected


def test_tabs_in_different_steps_do_not_disturb_each_other(client, draft):
    company, wishes = step_of(draft, "company"), step_of(draft, "wishes")
    one, two = hidden(client.get(company)), hidden(client.get(wishes))
    client.post(wishes, {"seeks": "A partner", **two})

    assert client.post(company, {**COMPANY, **one}).status_code == 302
    assert (now(draft).seeks, now(draft).company_name) == ("A partner", "Optik Nord GmbH")


def test_what_the_same_tab_saved_by_itself_is_no_other_version(client, draft):
    address = step_of(draft, "wishes")
    tab = hidden(client.get(address))
    client.post(address, {"seeks": "Half a", "go": "autosave", **tab})

    assert client.post(address, {"seeks": "Half a sentence", **tab}).status_code == 302
    assert now(draft).seeks == "Half a sentence"


# Saving by itself -------------------------------------------------------------------------------


def test_a_script_is_told_when_it_was_saved(client, draft):
    answer = client.post(step_of(draft, "wishes"), {"seeks": "Half", "go": "autosave"})

    told = answer.json()
    assert (told["state"], told["revision"]) == ("saved", 1)
    assert len(told["at"]) == 5
    assert now(draft).seeks == "Half"


def test_a_script_in_an_older_tab_is_told_that_there_is_another_version(client, draft):
    address = step_of(draft, "wishes")
    client.post(address, {"seeks": "The newer words", "revision": "0", "tab": "two"})

    answer = client.post(
        address, {"seeks": "Older", "go": "autosave", "revision": "0", "tab": "one"}
    )

    assert (answer.status_code, answer.json()) == (409, {"state": "changed"})
    assert now(draft).seeks == "The newer words"


# Later ------------------------------------------------------------------------------------------


def test_saving_for_later_sends_the_link_once(client, draft):
    for _ in range(2):
        page = client.post(step_of(draft, "company"), {**COMPANY, "go": "later"}, follow=True)

    email = Email.objects.get()
    assert "Everything is saved" in page.content.decode()
    assert (email.kind, email.to_address, email.is_secret) == (
        "smes.continue_link",
        "export@optik-nord.example",
        True,
    )
    (letter,) = letters("Your private link")
    assert "/continue/" in letter.body
    assert "Optik Nord" not in letter.body + letter.subject


def test_without_an_address_the_link_is_shown_and_asked_where_to_send_it(client, draft):
    page = client.post(step_of(draft, "company"), {"go": "later"}, follow=True)

    assert not Email.objects.exists()
    client.post(page.request["PATH_INFO"], {"email": "me@example.org"})
    assert Email.objects.get().to_address == "me@example.org"


def test_the_private_link_leads_to_the_first_step_that_is_not_done(client, draft, full):
    address = reverse("expression_continue", args=[draft.link])
    assert client.get(address).url.endswith("/company/")
    address = reverse("expression_continue", args=[full.link])
    assert client.get(address).url.endswith("/check/")


# Strangers --------------------------------------------------------------------------------------


def test_a_link_opens_its_own_expression_only(client, draft):
    other = ExpressionFactory(draft=True, company_name="Somebody else")
    assert "Somebody else" not in client.get(step_of(draft, "company")).content.decode()
    forged = step_of(draft, "company").replace(f"/{draft.pk}.1~", f"/{other.pk}.1~")
    assert client.get(forged).status_code == 404


@pytest.mark.parametrize("name", ["company", "markets", "wishes", "consents", "check"])
def test_steps_of_what_was_sent_lead_to_its_page(client, partnership, name):
    sent = ExpressionFactory(partnership=partnership, state=ExpressionState.SUBMITTED)

    page = client.post(step_of(sent, name), {"company_name": "Changed", "seeks": "Changed"})

    assert page.status_code == 302
    assert page.url.endswith("/sent/")
    assert now(sent).company_name != "Changed"


@pytest.mark.parametrize("name", ["company", "markets", "wishes", "consents", "check"])
def test_steps_are_private_and_without_a_cookie(client, draft, name):
    page = client.get(step_of(draft, name))

    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert not page.cookies
