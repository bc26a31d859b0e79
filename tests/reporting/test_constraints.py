"""What the database refuses of reports, texts, claims and labels, and how it says so."""

from datetime import date

import pytest

from tests.factories import (
    AcceptedFindingFactory,
    ClaimFactory,
    DownloadFactory,
    InterimReportFactory,
    JobFactory,
    MarketLabelFactory,
    MembershipFactory,
    NarrativeSectionFactory,
    PartnershipFactory,
    PartnerVerdictFactory,
    RenderedFileFactory,
    ReportFactory,
    SnapshotFactory,
    SnapshotFileFactory,
    TargetMarketFactory,
    UserFactory,
)
from tests.rules import assert_refused, at, rules_of, twin

pytestmark = pytest.mark.django_db


def _claim_for_one_market_and_all():
    market = TargetMarketFactory()
    return ClaimFactory.build(
        partnership=market.partnership, market=market, is_for_all_markets=True
    )


def _comment_without_text():
    report = ReportFactory()
    return PartnerVerdictFactory.build(
        report=report,
        membership=MembershipFactory(partnership=report.partnership),
        verdict="comment",
        entered_by=UserFactory(),
    )


RULES = {
    "report_one_final": lambda: (
        twin(ReportFactory, ["partnership", "document"]),
        at(
            "kind",
            "The partnership already has a final report of this document. Choose interim, or "
            "another document.",
        ),
    ),
    "report_key_unique": lambda: (
        twin(InterimReportFactory, ["partnership", "document", "key"], period_end=date(2019, 1, 1)),
        at("key", "Another interim report has this address. Choose a different one."),
    ),
    "report_key_fits_kind": lambda: (
        ReportFactory.build(partnership=PartnershipFactory(), key="interim-1"),
        at(
            "key",
            "“final” is the key of the final report, and of it alone. Leave it empty to have one "
            "proposed.",
        ),
    ),
    "report_interim_has_end": lambda: (
        InterimReportFactory.build(partnership=PartnershipFactory(), period_end=None),
        at("period_end", "An interim report needs an end. Enter the last day that it tells of."),
    ),
    "download_has_report": lambda: (
        DownloadFactory.build(partnership=PartnershipFactory(), report=None),
        at(
            "report",
            "Name the report: only the document of an agreement and the workbook of a partnership belong to "
            "none.",
        ),
    ),
    "job_one_active": lambda: (
        twin(JobFactory, ["report", "key"]),
        at("key", "The same work is already under way."),
    ),
    "job.uuid": lambda: (
        twin(JobFactory, ["report", "uuid"]),
        at("uuid", "Background job with this Uuid already exists."),
    ),
    "report_period_end_not_before_start": lambda: (
        ReportFactory.build(
            partnership=PartnershipFactory(),
            period_start=date(2020, 1, 2),
            period_end=date(2020, 1, 1),
        ),
        at(
            "period_end",
            "The period ends before it starts. Enter a later end or an earlier start.",
        ),
    ),
    "narrative_section_unique": lambda: (
        twin(NarrativeSectionFactory, ["report", "key"]),
        at("key", "The report already has this section."),
    ),
    "claim_value_not_negative": lambda: (
        ClaimFactory.build(partnership=PartnershipFactory(), value=-1),
        at("value", "A figure cannot be below zero. Enter 0 or more."),
    ),
    "claim_at_one_place": lambda: (
        _claim_for_one_market_and_all(),
        at("market", "Choose either a market or the row of all markets."),
    ),
    "accepted_finding_unique": lambda: (
        twin(AcceptedFindingFactory, ["partnership", "key"]),
        at("key", "This finding is already accepted."),
    ),
    "accepted_finding_has_reason": lambda: (
        AcceptedFindingFactory.build(partnership=PartnershipFactory(), reason=""),
        at("reason", "Say why the finding may stay."),
    ),
    "market_label_unique": lambda: (
        twin(MarketLabelFactory, ["market", "table"]),
        at("table", "The market already has a label for this table."),
    ),
    "rendered_file_unique": lambda: (
        twin(RenderedFileFactory, ["partnership"]),
        at(
            "__all__",
            "Rendered file with this Partnership, Document, Report, Edition, Format, With evidence "
            "annex and Volume already exists.",
        ),
    ),
    "partner_approves_once": lambda: (
        twin(PartnerVerdictFactory, ["report", "membership"], entered_by=UserFactory()),
        at("membership", "This partner has already approved the report in this round."),
    ),
    "partner_comment_has_text": lambda: (
        _comment_without_text(),
        at("text", "Enter what the partner says."),
    ),
    "snapshot_number_unique": lambda: (
        twin(
            SnapshotFactory,
            ["report"],
            state="withdrawn",
            submitted_by=UserFactory(),
        ),
        at("number", "The report already has a version of this number."),
    ),
    "snapshot_one_in_force": lambda: (
        twin(SnapshotFactory, ["report"], number=2, submitted_by=UserFactory()),
        at("state", "The report already has a submitted version in force."),
    ),
    "snapshot_code_unique": lambda: (
        twin(
            SnapshotFactory,
            ["code"],
            report=ReportFactory(),
            submitted_by=UserFactory(),
        ),
        at("code", "Another submitted version has this code."),
    ),
    "snapshot_file_unique": lambda: (
        twin(SnapshotFileFactory, ["snapshot"], path="submitted/another.pdf"),
        at("format", "The version already has this file."),
    ),
    "snapshot_file_path_unique": lambda: (
        twin(SnapshotFileFactory, ["path"], snapshot=SnapshotFactory()),
        at("path", "Another file lies at this path."),
    ),
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_row_that_breaks_a_rule_is_refused_by_form_and_database(rule):
    assert_refused(rule)


def test_every_rule_is_tried():
    assert set(RULES) == rules_of("reporting")
