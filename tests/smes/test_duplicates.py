"""Companies that are recognised, whatever their spelling, within the partnership only."""

import pytest
from django.urls import reverse

from smes.choices import ExpressionState
from smes.duplicates import folded_name, matches_of, other_expressions
from smes.exceptions import CompanyIsKnown
from smes.models import Company, Expression
from smes.services.companies import enter_company
from tests.factories import (
    CompanyFactory,
    ContactFactory,
    ExpressionFactory,
    PartnershipFactory,
    RoleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return PartnershipFactory()


def company(partnership, **fields):
    return CompanyFactory(
        **{"partnership": partnership, "name": "Something else", "country": "DE", **fields}
    )


def expression(partnership, **fields):
    known = {"company_name": "Österreich Optik GmbH", "country": "DE", "email": "a@mail.example"}
    return ExpressionFactory(**{"partnership": partnership, **known, **fields})


@pytest.mark.parametrize(
    ("known", "said", "reason"),
    [
        (
            {"registration_number": "DE 123.456"},
            {"registration_number": "de123456"},
            "same register number",
        ),
        (
            {"website": "https://www.optik.example/en"},
            {"website": "http://optik.example"},
            "same website",
        ),
        (
            {"website": "https://optik.example"},
            {"email": "info@optik.example"},
            "e-mail address of the company",
        ),
        ({"name": "ÖSTERREICH-OPTIK"}, {}, "same name and country"),
        ({"other_names": ["Osterreich Optik"], "name": "Optik X"}, {}, "same name and country"),
    ],
)
def test_a_company_is_recognised(partnership, known, said, reason):
    there = company(partnership, **known)

    (match,) = matches_of(expression(partnership, **said))

    assert (match.company, match.reasons) == (there, (reason,))


def test_a_mailbox_of_a_contact_tells_the_company(partnership):
    there = company(partnership)
    ContactFactory(organisation=there, email="boss@optik.example")

    (match,) = matches_of(expression(partnership, email="info@optik.example"))

    assert match.company == there


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"website": "https://gmail.com"}, {"email": "optik@gmail.com"}),
        ({"name": "Österreich Optik", "country": "AT"}, {}),
        ({"name": "Österreich Optik Zwei"}, {}),
        ({"registration_number": ""}, {"registration_number": ""}),
        ({"website": ""}, {"website": ""}),
    ],
)
def test_what_is_only_alike_is_no_match(partnership, known, said):
    company(partnership, **known)

    assert matches_of(expression(partnership, **said)) == []


def test_companies_of_other_partnerships_are_not_told(partnership):
    company(PartnershipFactory(), name="Österreich Optik", country="DE")

    assert matches_of(expression(partnership)) == []


def test_matches_cost_two_queries_however_many_there_are(partnership, django_assert_num_queries):
    asked = expression(partnership, website="https://optik.example")
    for place in range(3):
        company(partnership, name=f"Firm {place}", website="https://optik.example")

    with django_assert_num_queries(2):
        assert len(matches_of(asked)) == 3


def test_names_are_compared_without_accents_signs_and_legal_forms():
    assert folded_name("Médicale & Fils S.A.S.") == folded_name("MEDICALE FILS")
    assert folded_name("AG") == "ag"


def test_other_expressions_of_the_company_that_go_on_are_told(partnership):
    one = expression(partnership)
    same = expression(
        partnership,
        email="b@mail.example",
        company_name="Oesterreich".replace("Oe", "Ö") + " Optik",
    )
    expression(partnership, state=ExpressionState.WITHDRAWN)
    ExpressionFactory(
        draft=True, partnership=partnership, company_name="Österreich Optik", country="DE"
    )
    expression(PartnershipFactory())

    assert other_expressions(one) == [same]


def test_a_company_is_entered_with_what_the_sme_said(partnership):
    asked = expression(partnership, headcount=7, website="https://optik.example")

    made = enter_company(expression=asked, by=UserFactory())

    assert (made.name, made.headcount, made.website, made.partnership) == (
        "Österreich Optik GmbH",
        7,
        "https://optik.example",
        partnership,
    )
    assert enter_company(expression=asked, by=UserFactory()) == made
    assert Company.objects.count() == 1


def test_a_name_that_the_directory_has_in_that_country_is_told_in_words(partnership):
    company(partnership, name="Österreich optik GMBH")

    with pytest.raises(CompanyIsKnown, match="has “Österreich Optik GmbH” in Germany already"):
        enter_company(expression=expression(partnership), by=UserFactory())


# In the office ----------------------------------------------------------------------------------


@pytest.fixture
def coordinator(client, partnership):
    client.force_login(RoleFactory(kind="coordinator", partnership=partnership).person)
    return client


def choice(asked):
    return reverse("admin:smes_expression_company", args=[asked.pk])


def test_the_office_sees_why_a_company_may_be_known(coordinator, partnership):
    company(partnership, name="Österreich Optik")
    asked = expression(partnership)

    page = coordinator.get(asked.get_absolute_url()).content.decode()

    assert "Österreich Optik (DE)</a>: same name and country" in page
    assert "Which company is it?" in page


def test_the_office_says_that_it_is_that_company(coordinator, partnership):
    there = company(partnership, name="Österreich Optik")
    asked = expression(partnership)

    coordinator.post(choice(asked), {"company": there.pk})

    assert Expression.objects.get(pk=asked.pk).company == there


def test_the_office_enters_it_as_new(coordinator, partnership):
    asked = expression(partnership)

    coordinator.post(choice(asked), {"company": "new"})

    assert Expression.objects.get(pk=asked.pk).company.name == "Österreich Optik GmbH"


def test_a_name_clash_is_told_on_the_page(coordinator, partnership):
    company(partnership, name="Österreich Optik GmbH")
    page = coordinator.post(choice(expression(partnership)), {"company": "new"})

    assert page.status_code == 200
    assert "The directory has “Österreich Optik GmbH” in Germany already." in page.content.decode()


@pytest.mark.parametrize("chosen", ["", "999999", "x"])
def test_only_what_is_offered_can_be_chosen(coordinator, partnership, chosen):
    foreign = company(PartnershipFactory(), name="Österreich Optik")
    asked = expression(partnership)

    for value in (chosen, foreign.pk):
        assert coordinator.post(choice(asked), {"company": value}).status_code == 200
    assert Expression.objects.get(pk=asked.pk).company is None


def test_another_partnership_and_the_officer_choose_no_company(client, partnership):
    asked = expression(partnership)
    for role in (
        RoleFactory(kind="coordinator"),
        RoleFactory(kind="project officer", partnership=partnership),
    ):
        client.force_login(role.person)
        client.post(choice(asked), {"company": "new"})
    assert Expression.objects.get(pk=asked.pk).company is None


def test_what_the_sme_typed_is_read_and_not_edited(coordinator, partnership):
    asked = expression(partnership, seeks="<script>alert(1)</script>")

    page = coordinator.get(asked.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert 'name="seeks"' not in page
    assert 'name="eligibility"' in page


def test_drafts_are_in_no_list_of_the_office(client, partnership):
    ExpressionFactory(draft=True, partnership=partnership, company_name="Secret draft")
    client.force_login(UserFactory(administrator=True))

    page = client.get(reverse("admin:smes_expression_changelist")).content.decode()

    assert "Secret draft" not in page
