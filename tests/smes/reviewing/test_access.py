"""Each address for each person: who may open it, and for whom it does not exist."""

import pytest
from django.urls import reverse

from smes.choices import ExpressionState
from tests.factories import (
    ExpressionFactory,
    ExpressionFileFactory,
    HandoverFactory,
    ReviewFactory,
)

pytestmark = pytest.mark.django_db

WORKING = {"coordinator", "home staff", "other staff", "administrator"}
CARING = {"coordinator", "home staff", "administrator"}
SELECTING = {"coordinator", "administrator"}
ALL = {
    "coordinator",
    "home staff",
    "other staff",
    "officer",
    "gateway contact",
    "SME contact",
    "coordinator elsewhere",
    "administrator",
}

MAY_OPEN = {
    "expression_board": WORKING,
    "expression_list": WORKING,
    "expression_list_download": WORKING,
    "expression_ranking": SELECTING,
    "expression_letters": SELECTING,
    "expression_work": CARING,
    "expression_work_file": CARING,
    "expression_review": {"gateway contact"},
    "expression_review_file": {"gateway contact"},
    "own_reviews": ALL,
    "own_handovers": {"gateway contact"},
    "own_handover": {"gateway contact"},
    "own_handover_file": {"gateway contact"},
}
"""Typed from the rules: a project officer reads counts only, and partner staff nothing of foreign SMEs."""

MAY_DO = {
    "check": CARING,
    "assign": SELECTING,
    "begin": CARING,
    "ask": CARING,
    "unask": CARING,
    "decide": SELECTING,
    "take-back": SELECTING,
    "hand-over": CARING,
    "reply": CARING,
    "recall": CARING,
    "nonsense": set(),
}


@pytest.fixture
def addresses(home, make):
    expression = make(company_name="Zqxsecret")
    file = ExpressionFileFactory(expression=expression)
    gateway = home.people["gateway contact"]
    ReviewFactory(expression=expression, reviewer=gateway, declared=True)
    offered = make(ExpressionState.SELECTED, company_name="Zqxsecret")
    offered_file = ExpressionFileFactory(expression=offered)
    handover = HandoverFactory(expression=offered, organisation=home.gateway, market=home.market)
    number = expression.number
    arguments = {
        "expression_board": ["alpha"],
        "expression_list": ["alpha"],
        "expression_list_download": ["alpha", "csv"],
        "expression_ranking": ["alpha"],
        "expression_letters": ["alpha"],
        "expression_work": ["alpha", number],
        "expression_work_file": ["alpha", number, file.pk],
        "expression_review": ["alpha", number],
        "expression_review_file": ["alpha", number, file.pk],
        "own_reviews": [],
        "own_handovers": [],
        "own_handover": [handover.pk],
        "own_handover_file": [handover.pk, offered_file.pk],
    }
    return {name: reverse(name, args=args) for name, args in arguments.items()}


@pytest.mark.parametrize("person", sorted(ALL))
def test_each_page_opens_for_those_it_is_for(client, home, addresses, person):
    client.force_login(home.people[person])
    found = {name: client.get(address) for name, address in addresses.items()}
    opened = {name for name, response in found.items() if response.status_code == 200}
    assert opened == {name for name, people in MAY_OPEN.items() if person in people}
    for name, response in found.items():
        if name not in opened:
            assert response.status_code == 404, name
            assert b"Zqxsecret" not in response.content


def test_strangers_are_asked_to_sign_in(client, addresses):
    for address in addresses.values():
        response = client.get(address)
        assert response.status_code == 302
        assert response.url == f"{reverse('account_login')}?next={address}"


@pytest.mark.parametrize("person", sorted(ALL))
def test_each_step_is_taken_by_those_who_may(client, home, make, person):
    expression = make()
    client.force_login(home.people[person])
    done = set()
    for action in MAY_DO:
        address = reverse("expression_act", args=["alpha", expression.number, action])
        status = client.post(address, {"nothing": "valid"}).status_code
        assert status in (302, 400, 404, 409), action
        if status != 404:
            done.add(action)
    assert done == {action for action, people in MAY_DO.items() if person in people}


@pytest.mark.parametrize("person", sorted(ALL))
def test_sending_letters_and_taking_criteria_over_is_for_coordinators(client, home, person):
    client.force_login(home.people[person])
    for name in ("expression_letters_send", "usual_criteria"):
        status = client.post(reverse(name, args=["alpha"])).status_code
        assert status == (302 if person in SELECTING else 404), name
    assert client.get(reverse("expression_letter", args=["alpha"])).status_code == 404


def test_a_draft_is_nobodys_but_the_companys(client, home, coordinator):
    ExpressionFactory(draft=True, partnership=home.partnership, company_name="Zqxdraft")
    client.force_login(coordinator)
    for name in ("expression_board", "expression_list"):
        assert b"Zqxdraft" not in client.get(reverse(name, args=["alpha"])).content


def test_a_number_of_another_partnership_is_not_known(client, home, coordinator):
    foreign = ExpressionFactory(number=900)
    client.force_login(coordinator)
    for slug in ("alpha", foreign.partnership.slug, "nothing"):
        address = reverse("expression_work", args=[slug, foreign.number])
        assert client.get(address).status_code == 404


def test_an_officer_reads_counts_on_the_dashboard_and_no_link(client, home, make):
    make(company_name="Zqxsecret")
    client.force_login(home.people["officer"])
    page = client.get(reverse("dashboard", args=["alpha"])).content.decode()
    assert '<span class="key-number">1</span> <span class="key-label">Received</span>' in page
    assert "/expressions/" not in page
    assert "Zqxsecret" not in page
