"""The pages of those who review and select: what each does, and what it says to bad input."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from partnership.models import Email
from smes.choices import ExpressionState, Stage
from smes.models import Expression, Handover, Review
from smes.services.handovers import hand_over
from smes.services.letters import preview_letter
from tests.factories import (
    ExpressionFactory,
    ExpressionFileFactory,
    HandoverFactory,
    ReviewFactory,
    ScoreFactory,
)
from tests.office import change_page

pytestmark = pytest.mark.django_db
SELECTED, CONFIRMED = ExpressionState.SELECTED, ExpressionState.CONFIRMED


@pytest.fixture
def office(client, coordinator):
    client.force_login(coordinator)
    return client


def address(name, expression=None, *args):
    more = [expression.number, *args] if expression else args
    return reverse(name, args=["alpha", *more])


def act(client, expression, action, **typed):
    return client.post(address("expression_act", expression, action), typed)


def text(response):
    return " ".join(response.content.decode().split())


# Board and list ----------------------------------------------------------------------------------


@pytest.fixture
def one_of_each(make):
    """One at each stage, and a draft that nobody sees."""
    made = {
        Stage.UNCONFIRMED: make(ExpressionState.SUBMITTED),
        Stage.RECEIVED: make(CONFIRMED),
        Stage.UNDER_REVIEW: make(ExpressionState.UNDER_REVIEW),
        Stage.SELECTED: make(SELECTED),
        Stage.WITH_GATEWAY: make(SELECTED),
        Stage.AGREED: make(ExpressionState.AGREED),
        Stage.DECLINED: make(ExpressionState.DECLINED, decision_reason="Late."),
        Stage.WITHDRAWN: make(ExpressionState.WITHDRAWN),
    }
    HandoverFactory(expression=made[Stage.WITH_GATEWAY])
    HandoverFactory(expression=made[Stage.SELECTED], state="declined", answer="No room.")
    make(SELECTED)
    ExpressionFactory(draft=True, partnership=made[Stage.SELECTED].partnership)
    return made


NUMBERS = {
    "not confirmed": 1,
    "received": 1,
    "under review": 1,
    "selected": 2,
    "with gateway": 1,
    "work plan agreed": 1,
    "declined": 1,
    "withdrawn": 1,
}
"""Counted by hand: a gateway that declined does not have it any more."""


def test_board_list_rules_and_dashboard_tell_the_same_numbers(office, home, one_of_each):
    board = office.get(address("expression_board")).context
    shown = {column.stage.value: column.number for column in board["columns"]}
    shown |= {stage.value: number for stage, number in board["aside"]}
    assert shown == NUMBERS
    assert {column.stage.value: len(column.cards) for column in board["columns"]} == {
        key: NUMBERS[key] for key in [*list(NUMBERS)[1:6]]
    }
    listed = {
        key: office.get(address("expression_list"), {"stage": key}).context["page"].paginator.count
        for key in NUMBERS
    }
    assert listed == NUMBERS
    asked = {
        "received": "all received",
        "under_review": "under review",
        "selected": "all selected",
    }
    dashboard = office.get(reverse("dashboard", args=["alpha"])).context["expressions"]
    assert {name: getattr(dashboard, name) for name in asked} == {
        "received": 7,
        "under_review": 1,
        "selected": 4,
    }
    admin = reverse("admin:smes_expression_changelist")
    for state, number in (("confirmed", 1), ("under review", 1), ("declined", 1)):
        found = office.get(admin, {"state__exact": state}).context["cl"].result_count
        assert found == number
    # In the office, a selected one that a gateway has is selected.
    found = office.get(admin, {"state__exact": "selected"}).context["cl"].result_count
    assert found == NUMBERS["selected"] + NUMBERS["with gateway"]
    rows = Expression.objects.filter(partnership=home.partnership)
    for name, stage in asked.items():
        page = office.get(address("expression_list"), {"stage": stage}).context["page"]
        assert page.paginator.count == getattr(dashboard, name)
    assert rows.received().count() == dashboard.received
    assert rows.under_review().count() == dashboard.under_review
    assert rows.chosen().count() == dashboard.selected


def test_every_state_but_a_draft_has_a_stage(one_of_each):
    assert set(Expression.objects.with_stage().values_list("stage", flat=True)) == set(NUMBERS)


def test_what_stands_still_is_marked_by_its_stage(office, make):
    now = timezone.now()
    make(CONFIRMED, moved_at=now - timedelta(days=8), company_name="Late One")
    make(CONFIRMED, moved_at=now - timedelta(days=6), company_name="In Time")
    fresh = make(SELECTED, moved_at=now - timedelta(days=60), company_name="With Gateway")
    HandoverFactory(expression=fresh)
    cards = office.get(address("expression_board")).context["columns"]
    late = [
        card.expression.company_name for column in cards for card in column.cards if card.is_late
    ]
    assert late == ["Late One"]
    page = office.get(address("expression_list"), {"stage": "standing still"}).context["page"]
    assert [row.company_name for row in page] == ["Late One"]


def test_partner_staff_see_those_of_their_cluster_and_how_many_there_are(client, home, make):
    make(company_name="Ours")
    make(company_name="Foreign", cluster=None)
    client.force_login(home.people["home staff"])
    response = client.get(address("expression_board"))
    assert "Ours" in text(response)
    assert "Foreign" not in text(response)
    assert "1 of the 2 expressions of ALPHA: those of your own cluster" in text(response)


def test_the_list_is_narrowed_and_sorted(office, home, make):
    make(company_name="Bravo", responsible=home.people["home staff"], headcount=900)
    make(company_name="Alpha", email="find@example.org")
    get = lambda **asked: [  # noqa: E731
        row.company_name for row in office.get(address("expression_list"), asked).context["page"]
    ]
    assert get(sort="company") == ["Alpha", "Bravo"]
    assert get(sort="-company") == ["Bravo", "Alpha"]
    assert get(q="find@") == ["Alpha"]
    assert get(responsible=home.people["home staff"].pk) == ["Bravo"]
    assert get(category="large") == ["Bravo"]
    assert get(market=home.market.pk, sort="company") == ["Alpha", "Bravo"]
    assert get(cluster=home.cluster.pk, sort="company") == ["Alpha", "Bravo"]
    response = office.get(address("expression_list"), {"stage": "nonsense"})
    assert response.status_code == 400
    assert "“nonsense” is none of the choices" in text(response)


def test_downloads_hold_no_formulas(office, make):
    make(company_name='=HYPERLINK("https://evil.example")')
    content = office.get(address("expression_list_download", None, "csv")).content
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[0][:3] == ["Reference", "Company", "Country"]
    assert rows[1][1] == '\'=HYPERLINK("https://evil.example")'
    book = office.get(address("expression_list_download", None, "xlsx")).content
    cell = load_workbook(io.BytesIO(book)).active["B2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("https://evil.example")')
    assert office.get(address("expression_list_download", None, "pdf")).status_code == 404


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("expression_board", 8),
        ("expression_list", 11),
        ("expression_ranking", 12),
        ("expression_letters", 7),
    ],
)
def test_the_queries_of_a_page_do_not_grow(
    office, make, criteria, django_assert_num_queries, name, queries
):
    def add():
        for state in (ExpressionState.UNDER_REVIEW, SELECTED):
            expression = make(state)
            ScoreFactory(
                review=ReviewFactory(expression=expression, done=True), criterion=criteria[0]
            )

    add()
    with django_assert_num_queries(queries):
        office.get(address(name))
    add()
    add()
    with django_assert_num_queries(queries):
        office.get(address(name))


# One expression ----------------------------------------------------------------------------------


def test_what_a_company_typed_is_shown_and_never_run(office, make):
    expression = make(
        company_name="<script>alert(1)</script>", seeks="<b>bold</b>", website="https://example.org"
    )
    ExpressionFileFactory(expression=expression, name="<i>.pdf")
    page = text(office.get(address("expression_work", expression)))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
    assert "&lt;i&gt;.pdf" in page


def test_a_file_is_sent_as_a_download_only(office, make):
    file = ExpressionFileFactory(expression=make())
    response = office.get(address("expression_work_file", file.expression, file.pk))
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    other = make()
    assert office.get(address("expression_work_file", other, file.pk)).status_code == 404


def test_the_way_of_an_expression_on_its_page(office, home, make, criteria):
    expression = make(CONFIRMED, eligibility="unchecked", cluster=None)
    people = home.people
    for action, typed in (
        ("check", {"eligibility": "eligible", "note": ""}),
        ("assign", {"cluster": home.cluster.pk, "responsible": people["home staff"].pk}),
        ("begin", {}),
        ("ask", {"reviewer": people["home staff"].pk, "due_on": "2026-12-01"}),
        ("decide", {"decision": "select", "reason": ""}),
        ("take-back", {"reason": "New figures."}),
        ("decide", {"decision": "select", "reason": "Good team."}),
        (
            "hand-over",
            {"market": home.market.pk, "contact": home.contact.pk, "message": "Please."},
        ),
    ):
        response = act(office, expression, action, **typed)
        assert response.status_code == 302, (action, text(response)[:3000])
    expression.refresh_from_db()
    assert (expression.state, expression.decision_reason) == ("selected", "Good team.")
    assert (expression.cluster, expression.responsible) == (home.cluster, people["home staff"])
    handover = Handover.objects.get()
    assert act(office, expression, "recall", handover=handover.pk).status_code == 302
    handover.refresh_from_db()
    assert handover.state == "recalled"


@pytest.mark.parametrize(
    ("action", "typed", "said"),
    [
        ("check", {"eligibility": "not eligible", "note": ""}, "Say why it is not eligible."),
        ("check", {"eligibility": "perhaps"}, "“perhaps” is none of the choices."),
        ("assign", {"responsible": "99999"}, "This one cannot be chosen any more."),
        ("ask", {}, "Choose who is asked."),
        ("ask", {"reviewer": "1", "due_on": "soon"}, "Enter a day such as 2026-06-24."),
        ("decide", {"reason": "Kept words"}, "Choose to select or to decline."),
        ("decide", {"decision": "decline"}, "Say why it is declined; the company will read it."),
        ("decide", {"decision": "decline", "reason": "x" * 3001}, "Keep it below 3000 letters"),
    ],
)
def test_bad_input_is_told_and_nothing_is_lost(office, make, criteria, action, typed, said):
    expression = make()
    response = act(office, expression, action, **typed)
    assert response.status_code == 400
    assert said in text(response)
    for value in typed.values():
        if value.startswith("Kept"):
            assert value in text(response)
    expression.refresh_from_db()
    assert expression.state == "under review"


def test_who_comes_second_is_told_what_happened(office, make, home):
    expression = make(CONFIRMED)
    assert act(office, expression, "begin").status_code == 302
    response = act(office, expression, "begin")
    assert response.status_code == 409
    assert "is “under review” by now" in text(response)


def test_scores_are_hidden_until_the_own_review_is_done(office, make, criteria, coordinator):
    expression = make()
    other = ReviewFactory(expression=expression, done=True, comment="Zqxcomment")
    ScoreFactory(review=other, criterion=criteria[0], value=5)
    assert "Zqxcomment" in text(office.get(address("expression_work", expression)))
    own = ReviewFactory(expression=expression, reviewer=coordinator, declared=True)
    for name in ("expression_work", "expression_review"):
        assert "Zqxcomment" not in text(office.get(address(name, expression)))
    Review.objects.filter(pk=own.pk).update(state="done", done_at=timezone.now())
    for name in ("expression_work", "expression_review"):
        assert "Zqxcomment" in text(office.get(address(name, expression)))


def test_partner_staff_see_no_scores(client, home, make, criteria):
    expression = make()
    ReviewFactory(expression=expression, done=True, comment="Zqxcomment")
    client.force_login(home.people["home staff"])
    assert "Zqxcomment" not in text(client.get(address("expression_work", expression)))


# Reviews -----------------------------------------------------------------------------------------


@pytest.fixture
def reviewer(client, home):
    client.force_login(home.people["gateway contact"])
    return client


def test_nothing_but_name_and_country_is_shown_before_the_declaration(reviewer, home, make):
    expression = make(company_name="Sensor Works", seeks="Zqxsecret")
    file = ExpressionFileFactory(expression=expression)
    ReviewFactory(expression=expression, reviewer=home.people["gateway contact"])
    page = reviewer.get(address("expression_review", expression))
    assert "Sensor Works, Germany" in text(page)
    assert "Zqxsecret" not in text(page)
    download = address("expression_review_file", expression, file.pk)
    assert reviewer.get(download).status_code == 404
    response = reviewer.post(page.request["PATH_INFO"], {})
    assert (response.status_code, "Answer yes or no." in text(response)) == (400, True)
    response = reviewer.post(page.request["PATH_INFO"], {"has_conflict": "yes"})
    assert "Say in a few words what binds you to the company." in text(response)
    assert reviewer.post(page.request["PATH_INFO"], {"has_conflict": "no"}).status_code == 302
    assert "Zqxsecret" in text(reviewer.get(page.request["PATH_INFO"]))
    assert reviewer.get(download).status_code == 200


def test_who_declares_a_conflict_reads_no_further_on_any_page(office, coordinator, make, criteria):
    expression = make(seeks="Zqxsecret")
    file = ExpressionFileFactory(expression=expression)
    ReviewFactory(expression=expression, reviewer=coordinator)
    page = address("expression_review", expression)
    office.post(page, {"has_conflict": "yes", "conflict": "My brother runs it."})
    for url in (
        page,
        address("expression_work", expression),
        address("expression_work_file", expression, file.pk),
    ):
        response = office.get(url)
        assert response.status_code == 403, url
        assert "Zqxsecret" not in text(response)
        assert "You have declared a conflict of interest" in text(response)
    for url in (change_page(expression), change_page(file)):
        assert office.get(url).status_code == 302, url
    assert office.get(reverse("expression_messages", args=[expression.pk])).status_code == 404
    listed = office.get(reverse("admin:smes_expression_changelist"))
    assert expression.company_name not in text(listed)
    assert act(office, expression, "decide", decision="select").status_code == 403
    response = office.post(
        address("expression_ranking"), {"chosen": [expression.pk], "decision": "select"}
    )
    assert response.status_code == 409
    expression.refresh_from_db()
    assert expression.state == "under review"


def test_scores_are_kept_as_a_draft_and_then_done(reviewer, home, make, criteria):
    expression = make()
    review = ReviewFactory(
        expression=expression, reviewer=home.people["gateway contact"], declared=True
    )
    page = address("expression_review", expression)
    fit, means = (f"score-{row.pk}" for row in criteria)
    assert reviewer.post(page, {fit: "4", "comment": "So far", "draft": ""}).status_code == 302
    response = reviewer.post(page, {fit: "4", means: "", "comment": "Kept", "done": ""})
    assert response.status_code == 400
    assert "Give a score for: Means." in text(response)
    assert "Kept" in text(response)
    response = reviewer.post(page, {fit: "6", means: "1", "done": ""})
    assert "Enter a whole number from 0 to 5." in text(response)
    assert reviewer.post(page, {fit: "5", means: "10", "done": ""}).status_code == 302
    review.refresh_from_db()
    assert review.state == "done"


def test_a_conflict_that_is_noticed_on_reading_bars_as_well(reviewer, home, make, criteria):
    expression = make(seeks="Zqxsecret")
    review = ReviewFactory(
        expression=expression, reviewer=home.people["gateway contact"], done=True
    )
    page = address("expression_review", expression)
    response = reviewer.post(page, {"late": "", "conflict": " "})
    assert "Say in a few words what binds you to the company." in text(response)
    assert reviewer.post(page, {"late": "", "conflict": "I know it."}).status_code == 302
    assert "Zqxsecret" not in text(reviewer.get(page))
    review.refresh_from_db()
    assert (review.state, review.done_at) == ("conflict of interest", None)


def test_a_gateway_reviews_no_longer_when_consent_is_taken_back(reviewer, home, make):
    expression = make()
    ReviewFactory(expression=expression, reviewer=home.people["gateway contact"], declared=True)
    expression.consents.update(withdrawn_at=timezone.now())
    assert reviewer.get(address("expression_review", expression)).status_code == 404


# Ranking and letters -----------------------------------------------------------------------------


def test_several_are_decided_together_and_each_refusal_is_told(office, make, criteria):
    first, second = make(), make(eligibility="unchecked")
    response = office.post(
        address("expression_ranking"), {"chosen": [first.pk, second.pk], "decision": "select"}
    )
    assert response.status_code == 409
    assert f"{second.reference}: {second.reference} is “not checked yet”." in text(response)
    first.refresh_from_db()
    assert first.state == "selected"
    response = office.post(
        address("expression_ranking"), {"chosen": [first.pk], "decision": "select"}
    )
    assert "not under review any more" in text(response)
    response = office.post(
        address("expression_ranking"), {"chosen": [second.pk], "decision": "decline"}
    )
    assert "Say why it is declined" in text(response)


def test_the_usual_criteria_are_offered_where_there_are_none(office, home):
    assert "Take the usual criteria over" in text(office.get(address("expression_ranking")))
    office.post(address("usual_criteria"))
    assert "Take the usual criteria over" not in text(office.get(address("expression_ranking")))


def test_letters_go_after_the_preview_only(office, make):
    first, second = make(SELECTED), make(SELECTED, language="fr")
    Expression.objects.update(decided_at=timezone.now())
    typed = {"chosen": [first.pk, second.pk], "opening": "Good morning,\r\nat last."}
    preview = office.post(address("expression_letters"), typed)
    assert not Email.objects.exists()
    page = text(preview)
    assert "2 letters, as they will go" in page
    for letter, source in preview.context["letters"]:
        framed = office.get(source)
        assert "Good morning,<br>at last." in framed.content.decode()
        assert "'unsafe-inline'" in framed["Content-Security-Policy"]
        assert f"/{letter.expression.pk}.1~" not in framed.content.decode()
    marks = {f"mark-{x.expression.pk}": x.mark for x, _ in preview.context["letters"]}
    office.post(address("expression_letters_send"), {**typed, **marks})
    assert Email.objects.filter(kind="smes.decision").count() == 2
    again = office.post(address("expression_letters_send"), {**typed, **marks}, follow=True)
    assert "was told already" in text(again)
    assert Email.objects.filter(kind="smes.decision").count() == 2


def test_a_letter_without_the_mark_of_its_preview_does_not_go(office, make):
    expression = make(SELECTED, decided_at=timezone.now())
    response = office.post(
        address("expression_letters_send"), {"chosen": [expression.pk], "opening": ""}, follow=True
    )
    assert "is another one than you have seen" in text(response)
    assert not Email.objects.exists()
    mark = preview_letter(Expression.objects.get(), "Other words").mark
    office.post(
        address("expression_letters_send"),
        {"chosen": [expression.pk], "opening": "", f"mark-{expression.pk}": mark},
    )
    assert not Email.objects.exists()


# The gateway -------------------------------------------------------------------------------------


@pytest.fixture
def handover(home, make, coordinator):
    return hand_over(
        expression=make(
            SELECTED, company_name="Sensor Works", seeks="Zqxsecret", turnover=2_000_000
        ),
        organisation=home.gateway,
        market=home.market,
        contact=home.contact,
        message="Please help.",
        by=coordinator,
    )


def private(handover):
    return reverse("handover", args=[handover.link])


def test_a_gateway_accepts_behind_its_private_link_without_a_cookie(client, handover):
    file = ExpressionFileFactory(expression=handover.expression)
    response = client.get(private(handover))
    assert "Zqxsecret" in text(response)
    assert "Turnover" not in text(response)
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert client.get(reverse("handover_file", args=[handover.link, file.pk])).status_code == 200
    assert client.post(private(handover), {"answer": "accepted"}).status_code == 302
    assert "You have accepted" in text(client.get(private(handover)))
    assert not client.cookies
    second = client.post(private(handover), {"answer": "declined", "text": "No."})
    assert second.status_code == 409
    assert "Kobe Gateway has accepted already." in text(second)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose one of the answers."),
        ({"answer": "asked back"}, "Write what you want to know."),
        ({"answer": "declined", "text": " "}, "Say in a few words why"),
        ({"answer": "recalled", "text": "Kept"}, "is none of the choices"),
        ({"answer": "declined", "text": "x" * 5001}, "Keep it below 5000 letters"),
    ],
)
def test_a_gateway_is_told_what_is_missing(client, handover, typed, said):
    response = client.post(private(handover), typed)
    assert response.status_code == 400
    assert said in text(response)
    handover.refresh_from_db()
    assert handover.state == "offered"


@pytest.mark.parametrize("state", ["declined", "recalled"])
def test_an_ended_link_shows_nothing_of_the_company(client, handover, state):
    file = ExpressionFileFactory(expression=handover.expression)
    Handover.objects.update(state=state, answer="No room.", answered_at=timezone.now())
    response = client.get(private(handover))
    assert response.status_code == 410
    assert "Sensor Works" not in text(response)
    assert "Zqxsecret" not in text(response)
    assert client.get(reverse("handover_file", args=[handover.link, file.pk])).status_code == 404
    assert client.post(private(handover), {"answer": "accepted"}).status_code == 409


def test_forged_and_former_links_open_nothing(client, handover):
    assert client.get(private(handover).replace("~", "~x", 1)).status_code == 404
    former = private(handover)
    Handover.objects.update(link_version=2)
    response = client.get(former)
    assert response.status_code == 410
    assert "Sensor Works" not in text(response)


def test_a_contact_who_has_signed_in_answers_on_an_own_page(reviewer, handover):
    page = reverse("own_handover", args=[handover.pk])
    assert page in text(reviewer.get(reverse("own_handovers")))
    assert reviewer.post(page, {"answer": "asked back", "text": "CE mark?"}).status_code == 302
    handover.refresh_from_db()
    assert handover.state == "asked back"
    assert handover.expression.messages.get().author is not None
