"""What confirmed outcomes, support and testimonials change in a report, and what they do not."""

import json
import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from gateways.choices import Side
from partnership.models import Partnership
from reporting.engine.editions import Edition
from reporting.engine.markup import as_typed
from reporting.engine.registries import writers
from reporting.figures.cases import told_outcomes
from reporting.services import assemble_report, build_scope
from reporting.sources import fingerprint
from smes.models import Outcome
from smes.services.reported import bring_into_report
from tests.factories import (
    CompanyFactory,
    ExpressionFactory,
    OrganisationFactory,
    OutcomeFactory,
    OutcomeRequestFactory,
    SupportCaseFactory,
    TestimonialFactory,
)
from tests.reporting.test_assembly import TODAY, cells, changed

pytestmark = pytest.mark.django_db


@pytest.fixture
def support(source_reports):
    """A running support case of LASER-GO in Canada, of a company and a gateway that are new."""
    partnership = source_reports["laser-go"]
    company = CompanyFactory(partnership=partnership, name="Lumenworks GmbH", sector="Photonics")
    gateway = OrganisationFactory(
        partnership=partnership,
        name="Maple Agency",
        country="CA",
        side=Side.THIRD_INTERMEDIARY,
        kind="economic agency",
    )
    return SupportCaseFactory(
        partnership=partnership,
        company=company,
        organisation=gateway,
        market=partnership.targetmarkets.get(code="CA"),
        state="running",
        started_on=date(2017, 1, 10),
    )


def confirm(outcome):
    """The company confirms by its link."""
    asked = OutcomeRequestFactory(case=outcome.case, due_on=date(2017, 6, 1))
    prefix = f"outcome-{outcome.pk}"
    answer = {f"{prefix}-verdict": "yes", f"{prefix}-wording": outcome.wording}
    response = Client().post(reverse("outcomes", args=[asked.link]), answer)
    assert response.status_code == 302


def figure(partnership, key, edition=Edition.AGENCY):
    return build_scope(partnership, "key-achievements", edition=edition, today=TODAY).figure(key)


def test_one_confirmed_outcome_changes_exactly_its_cells(support):
    partnership = support.partnership
    section = partnership.reports.get().sections.get(key="testimonials")
    section.text = "{{ sme_cases }} results."
    section.save()
    before = cells(partnership)
    prose = figure(partnership, "sme_cases").total.value
    outcome = OutcomeFactory(case=support, number=2, happened_on=date(2017, 5, 1))
    assert cells(partnership) == before
    confirm(outcome)
    case = support.sme_cases.get()
    after = cells(partnership)
    row = f"CA-{case.pk}"
    overview = {
        "market": "Canada",
        "company": support.company.pseudonym,
        "number": 2,
        "description": "Contract with a distributor.",
        "objectives": (),
        "sector": "Photonics",
        "partner_type": "Cluster",
        "partner": "Maple Agency",
    }
    details = {
        "company": support.company.pseudonym,
        "sector": "Photonics",
        "partner": "Maple Agency",
        "partner_country": "Canada",
        "case": "Contract with a distributor.",
        "main_steps": "Support ongoing",
        "next_steps": "",
    }
    assert changed(before, after) == {
        **{("sme_cases", row, key): value for key, value in overview.items() if value != ()},
        ("sme_cases", row, "objectives"): (),
        **{("sme_case_details", row, key): value for key, value in details.items()},
        ("sme_cases", "total", "number"): before["sme_cases", "total", "number"] + 2,
    }
    text = {part.key: part.text for part in assemble_report(partnership, today=TODAY).sections}
    assert text[section.key] == f"{prose + 2} results."


def test_its_company_and_partner_count_as_stakeholders_where_no_number_is_declared(fill):
    partnership = fill(0)
    support = SupportCaseFactory(
        partnership=partnership,
        market=partnership.targetmarkets.get(code="US"),
        organisation__side=Side.THIRD_INTERMEDIARY,
    )
    before = cells(partnership)
    OutcomeFactory(case=support, kind="meeting", confirmed=True)
    bring_into_report(case=support)
    assert cells(partnership) == before
    confirm(OutcomeFactory(case=support))
    told = {
        key: value
        for key, value in changed(before, cells(partnership)).items()
        if key[0] == "stakeholders"
    }
    assert told == {
        ("stakeholders", place, column): 1
        for place in ("US", "total")
        for column in ("eu_smes", "third_country_clusters")
    }


def test_what_the_company_disputes_leaves_the_report_again(support):
    before = cells(support.partnership)
    outcome = OutcomeFactory(case=support)
    confirm(outcome)
    asked = OutcomeRequestFactory(case=support, months=6, due_on=date(2017, 9, 1))
    prefix = f"outcome-{outcome.pk}"
    answer = {
        f"{prefix}-verdict": "no",
        f"{prefix}-dispute": "Never signed.",
        f"{prefix}-wording": outcome.wording,
    }
    Client().post(reverse("outcomes", args=[asked.link]), answer)
    assert cells(support.partnership) == before


def test_the_evidence_of_such_a_case_tells_how_sure_it_is_and_names_nobody(support):
    for number, document in ((1, "outcomes/1/a.pdf"), (2, "")):
        OutcomeFactory(
            case=support,
            kind="NDA",
            number=number,
            confirmed_at="2017-06-01T10:00Z" if number == 1 else "2017-07-02T10:00Z",
            document_file=document,
        )
    outcomes = list(Outcome.objects.order_by("pk"))
    assert told_outcomes(outcomes[1:]) == ("2 outcomes, confirmed by the company on 2 July 2017")
    assert told_outcomes(outcomes) == (
        "3 outcomes, confirmed by the company between 1 June 2017 and 2 July 2017, 1 documented"
    )


def test_the_figures_of_support_count_companies_once_and_results_by_their_numbers(support):
    partnership = support.partnership
    again = SupportCaseFactory(
        partnership=partnership,
        company=support.company,
        market=partnership.targetmarkets.exclude(code="CA").first(),
        state="completed",
        started_on=date(2017, 2, 1),
    )
    SupportCaseFactory(partnership=partnership, company=support.company, market=support.market)
    OutcomeFactory(case=support, confirmed=True, number=3, happened_on=date(2017, 5, 1))
    OutcomeFactory(case=again, confirmed=True, kind="meeting", document_file="outcomes/a.pdf")
    OutcomeFactory(case=again)
    OutcomeFactory(case=support, confirmed=True, happened_on=date(2030, 1, 1))
    received = ExpressionFactory(
        partnership=partnership, submitted_at="2017-01-01T10:00Z", company_name="Zqxsecret"
    )
    received.markets.set(partnership.targetmarkets.all()[:2])
    ExpressionFactory(partnership=partnership, draft=True)
    ExpressionFactory(partnership=partnership, submitted_at="2031-01-01T10:00Z")
    names = ("support_cases", "smes_supported", "outcomes_confirmed", "outcomes_documented")
    values = {name: figure(partnership, name).total.value for name in names}
    assert values == {
        "support_cases": 2,
        "smes_supported": 1,
        "outcomes_confirmed": 4,
        "outcomes_documented": 1,
    }
    expressions = figure(partnership, "expressions_received")
    assert (expressions.total.value, len(expressions.rows)) == (1, 2)
    (evidence,) = expressions.total.evidence
    assert evidence.as_json() == {
        "kind": "expression of interest",
        "id": received.pk,
        "label": received.reference,
        "count": 1,
    }


@pytest.mark.parametrize("place", ["company", "support"])
def test_a_hidden_company_is_named_nowhere_in_what_counts_support(support, place):
    record = support.company if place == "company" else support
    record.confidentiality = "hidden from public"
    record.save()
    OutcomeFactory(case=support, confirmed=True)
    for key in ("support_cases", "smes_supported", "outcomes_confirmed"):
        value = figure(support.partnership, key, Edition.PUBLIC)
        told = repr((value.total.evidence, value.names))
        assert support.company.pseudonym in told
        assert "Lumenworks" not in told
        assert "Lumenworks" in repr(figure(support.partnership, key, Edition.CONSORTIUM).names)


# Testimonials


@pytest.fixture
def said(support):
    return TestimonialFactory(
        partnership=support.partnership,
        company=support.company,
        case=support,
        approved=True,
        text="1. Maple *knew* {{ c2c_events }}.\n\n> So did Lumenworks_GmbH and Northern Devices.",
    )


def text_of(file_format, data):
    written = writers[file_format]().write(data)
    if file_format != "docx":
        return written.decode()
    with ZipFile(BytesIO(written)) as archive:
        return re.sub("<[^>]+>", "", archive.read("word/document.xml").decode())


@pytest.mark.parametrize("file_format", ["html", "docx", "json"])
def test_an_approved_testimonial_stands_in_every_format(said, file_format):
    data = assemble_report(said.partnership, edition=Edition.AGENCY, today=TODAY)
    text = text_of(file_format, data)
    words = "Maple *knew* {{ c2c_events }}."
    assert (json.dumps(as_typed(words))[1:-1] if file_format == "json" else words) in text
    assert "Managing director, Lumenworks GmbH (DE)" in text


def test_it_follows_the_narrative_and_opens_no_figure(said):
    narrative = said.partnership.reports.get().sections.get(key="testimonials")
    narrative.text = "What they say."
    narrative.save()
    data = assemble_report(said.partnership, edition=Edition.AGENCY, today=TODAY)
    sections = data.sections
    (section,) = [part for part in sections if part.key == "testimonials"]
    assert section.references == ()
    assert section.text.startswith("What they say.\n\n> “1. Maple \\*knew\\* {{ c2c\\_events }}.")
    assert section.text.endswith("> **Managing director, Lumenworks GmbH (DE)**")


def test_without_testimonials_the_report_is_as_before(support):
    before = writers["html"]().write(assemble_report(support.partnership, today=TODAY))
    for change in (
        {},
        {"approved": True, "in_report": False},
        {"approved": True, "state": "withdrawn"},
    ):
        TestimonialFactory(partnership=support.partnership, company=support.company, **change)
    assert writers["html"]().write(assemble_report(support.partnership, today=TODAY)) == before


@pytest.mark.parametrize("place", ["company", "support"])
def test_a_hidden_author_speaks_under_a_pseudonym(said, support, place):
    record = support.company if place == "company" else support
    record.confidentiality = "hidden from public"
    record.save()
    OutcomeFactory(case=support, partner_name="Northern Devices")
    public = text_of("json", assemble_report(said.partnership, today=TODAY))
    assert "Lumenworks" not in public
    assert f"Managing director, {support.company.pseudonym}" in public
    if place == "support":
        assert "Northern Devices" not in public
    agency = assemble_report(said.partnership, edition=Edition.AGENCY, today=TODAY)
    assert "Lumenworks GmbH" in json.dumps(text_of("json", agency))


def test_a_withdrawn_testimonial_is_gone_from_the_next_report(said):
    said.state = "withdrawn"
    said.save()
    text = text_of("json", assemble_report(said.partnership, today=TODAY))
    assert "Managing director" not in text


# The cache


def test_a_report_is_stale_when_something_that_it_counts_changes(support):
    for change in (
        lambda: OutcomeFactory(case=support),
        lambda: TestimonialFactory(partnership=support.partnership, company=support.company),
        lambda: ExpressionFactory(partnership=support.partnership),
        support.save,
    ):
        before = fingerprint(TODAY)
        change()
        assert fingerprint(TODAY) != before


def test_what_an_sme_types_into_a_draft_makes_no_report_stale(support):
    before = fingerprint(TODAY)
    draft = ExpressionFactory(partnership=support.partnership, draft=True)
    draft.company_name = "Typed"
    draft.save()
    OutcomeRequestFactory(case=support)
    assert fingerprint(TODAY) == before


def test_evidence_of_outcomes_costs_the_same_whatever_their_number(
    support, django_assert_num_queries
):
    def assemble():
        partnership = Partnership.objects.select_related("programme").get(pk=support.partnership_id)
        assemble_report(partnership, today=TODAY)

    confirm(OutcomeFactory(case=support))
    with django_assert_num_queries(25):
        assemble()
    for _ in range(2):
        outcome = OutcomeFactory(case=support, kind="office", confirmed=True)
    outcome.case.save()
    with django_assert_num_queries(25):
        assemble()
