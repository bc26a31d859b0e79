"""Writing reports and entering claims and labels in the office."""

import json

import pytest
from django.urls import NoReverseMatch, reverse

from reporting.models import Claim, MarketLabel, NarrativeSection, RenderedFile, Report
from tests.factories import (
    ClaimFactory,
    MarketLabelFactory,
    NarrativeSectionFactory,
    PartnershipFactory,
    RenderedFileFactory,
    ReportFactory,
    TargetMarketFactory,
)
from tests.office import change_page, errors, page, row_errors, rows, send, signed_in
from tests.people import elsewhere, partner

pytestmark = pytest.mark.django_db

PREVIEW = "/admin/reporting/report/preview-text/"


@pytest.fixture
def office(client):
    return signed_in(client)


def ask(client, **asked):
    """Ask for the preview of a text."""
    return client.post(PREVIEW, json.dumps(asked), content_type="application/json")


def test_a_report_is_started_for_a_partnership(office):
    partnership = PartnershipFactory()
    response = send(
        office, page(Report, "add"), partnership=str(partnership.pk), document="key-achievements"
    )
    assert response.status_code == 302
    assert Report.objects.get().partnership == partnership


OUTSIDE = "The partnership runs from 1 January 2016 to 31 December 2025. Enter a day in that time."


def test_the_documents_are_offered_by_their_titles(office):
    form = office.get(page(Report, "add")).context["adminform"].form
    assert ("key-achievements", "Key Achievements") in form.fields["document"].widget.choices


@pytest.mark.parametrize(
    ("field", "day", "message"),
    [
        (
            "period_start",
            "2026-01-01",
            OUTSIDE,
        ),
        (
            "period_end",
            "2015-12-31",
            OUTSIDE,
        ),
    ],
)
def test_a_period_that_is_open_on_one_side_lies_in_the_partnerships_time(
    office, field, day, message
):
    response = send(office, change_page(ReportFactory()), **{field: day})
    assert errors(response) == {field: [message]}


def test_a_period_that_ends_before_it_starts_is_refused(office):
    response = send(
        office, change_page(ReportFactory()), period_start="2020-01-02", period_end="2020-01-01"
    )
    assert errors(response) == {
        "period_end": ["The period ends before it starts. Enter a later end or an earlier start."]
    }


def test_the_same_report_is_not_started_twice(office):
    report = ReportFactory()
    response = send(
        office,
        page(Report, "add"),
        partnership=str(report.partnership_id),
        document=report.document,
    )
    assert errors(response) == {
        "kind": [
            "The partnership already has a final report of this document. Choose interim, or "
            "another document."
        ]
    }


def test_a_section_is_written_on_the_page_of_its_report(office):
    report = ReportFactory()
    typed = {"key": "introduction", "text": "There were {{ c2c_events }} events."}
    response = send(office, change_page(report), **rows("sections", typed))
    assert response.status_code == 302
    assert NarrativeSection.objects.get().report == report


def test_the_same_section_twice_is_refused_at_the_second(office):
    typed = {"key": "introduction", "text": ""}
    response = send(office, change_page(ReportFactory()), **rows("sections", typed, typed))
    assert row_errors(response, "sections")[1] == {"key": ["The report already has this section."]}


def test_a_section_that_the_document_does_not_have_is_refused_with_those_it_has(office):
    response = send(
        office, change_page(ReportFactory()), **rows("sections", {"key": "poems", "text": ""})
    )
    ((message,),) = row_errors(response, "sections")[0].values()
    assert message.startswith("“poems” is no section of this document. Its sections: Introduction")


def test_an_unknown_figure_in_a_text_is_refused_and_the_text_kept(office):
    section = NarrativeSectionFactory()
    response = send(office, change_page(section), text="{{ c2c_event }} events")
    (message,) = errors(response)["text"]
    assert message.startswith("“c2c_event” is no known figure. Did you mean c2c_events")
    assert response.context["adminform"].form["text"].value() == "{{ c2c_event }} events"


def test_the_preview_shows_a_text_with_its_figures(office):
    answer = ask(office, text="**No** events: {{ c2c_events }}.", report=ReportFactory().pk).json()
    assert answer["problems"] == []
    assert "<strong>No</strong> events: 0." in answer["html"]


def test_the_preview_lists_the_known_figures_beside_an_unknown_one(office):
    answer = ask(office, text="{{ nothing_like_it }}", report=ReportFactory().pk).json()
    (problem,) = answer["problems"]
    assert "“nothing_like_it” is no known figure." in problem
    assert "c2c_events" in problem


def test_the_preview_executes_nothing_that_is_typed(office):
    text = "<script>alert(1)</script> {% now 'Y' %}"
    answer = ask(office, text=text, report=ReportFactory().pk).json()
    assert "<script" not in answer["html"]
    assert "{% now" in answer["html"]


@pytest.mark.parametrize(
    "asked",
    [{}, {"text": "x"}, {"text": "x", "report": "none"}, {"text": "x", "report": float("inf")}],
)
def test_the_preview_refuses_what_is_no_question(office, asked):
    assert ask(office, **asked).status_code == 400


def test_the_preview_of_a_report_that_is_gone_is_not_found(office):
    assert ask(office, text="x", report=999999).status_code == 404


def test_the_preview_is_for_those_who_may_see_the_report(client):
    report = ReportFactory()
    assert ask(client, text="x", report=report.pk).status_code == 302
    client.force_login(elsewhere("coordinator"))
    assert ask(client, text="x", report=report.pk).status_code == 403
    client.force_login(partner(report.partnership))
    assert ask(client, text="x", report=report.pk).status_code == 403


def test_the_text_area_knows_where_to_ask_for_its_preview(office):
    section = NarrativeSectionFactory()
    shown = office.get(change_page(section.report)).content.decode()
    assert f'data-preview-url="{PREVIEW}"' in shown
    assert f'data-preview-report="{section.report_id}"' in shown


def test_a_partnership_leads_to_the_preview_and_the_download_of_its_report(office):
    report = ReportFactory()
    try:
        preview = reverse("report", args=[report.partnership.slug, report.document])
        pdf = reverse("report_download", args=[report.partnership.slug, report.document, "pdf"])
    except NoReverseMatch:
        assert office.get(change_page(report)).context["record_links"] == []
        return
    steps = page(type(report.partnership), "steps", report.partnership.pk)
    work_list = ("Findings (0)", reverse("findings", args=[report.partnership.slug]))
    before, after = (
        [("Set up step by step", steps)],
        [work_list, ("Workbook", reverse("workbooks"))],
    )
    own = [("Preview report", preview), ("Download PDF", pdf)]
    for record, expected in ((report, own), (report.partnership, [*before, *own, *after])):
        links = office.get(change_page(record)).context["record_links"]
        assert [(link.label, link.url) for link in links] == expected


def test_a_partnership_without_a_report_offers_to_start_one(office):
    partnership = PartnershipFactory()
    links = office.get(change_page(partnership)).context["record_links"]
    assert [link.label for link in links] == [
        "Set up step by step",
        "Start the report",
        "Findings (0)",
        "Workbook",
    ]
    link = links[1]
    assert link.url == f"/admin/reporting/report/add/?partnership={partnership.pk}"


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"value": "-1"}, {"value": ["A figure cannot be below zero. Enter 0 or more."]}),
        ({"place": ""}, {"place": ["Enter the place."]}),
    ],
)
def test_a_claim_that_does_not_fit_says_why(office, changes, refused):
    assert errors(send(office, change_page(ClaimFactory()), **changes)) == refused


def test_a_claim_is_for_one_market_or_for_all(office):
    market = TargetMarketFactory()
    claim = ClaimFactory(partnership=market.partnership, market=market)
    response = send(office, change_page(claim), is_for_all_markets="on")
    assert errors(response) == {"market": ["Choose either a market or the row of all markets."]}


def test_a_claim_about_an_unknown_figure_is_refused(office):
    response = send(office, change_page(ClaimFactory()), measure="smiles")
    assert list(errors(response)) == ["measure"]
    assert Claim.objects.get().measure == "c2c_meetings"


def test_a_label_is_for_one_of_the_tables(office):
    form = office.get(page(MarketLabel, "add")).context["adminform"].form
    offered = [key for key, _ in form.fields["table"].widget.choices]
    assert "events" in offered
    response = send(office, change_page(MarketLabelFactory()), table="poems")
    assert errors(response)["table"][0].startswith("“poems” is no known table.")


def test_a_rendered_file_can_be_thrown_away_but_not_changed(office):
    rendered = RenderedFileFactory()
    assert 'name="_save"' not in office.get(change_page(rendered)).content.decode()
    assert (
        office.post(page(RenderedFile, "delete", rendered.pk), {"post": "yes"}).status_code == 302
    )
    assert not RenderedFile.objects.exists()
