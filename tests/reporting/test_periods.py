"""Several reports of one document: interim ones and the final one."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import get_resolver

from reporting.copying import copy_texts
from reporting.engine.editions import Edition
from reporting.exceptions import TextsNotCopied, UnknownReport
from reporting.models import NarrativeSection, RenderedFile, Report
from reporting.models.periods import RESERVED_KEYS
from reporting.rendering import render_public_reports, render_report
from reporting.services import assemble_report, find_findings
from reporting.tables.progress import UNDATED_DECLARED, UNDATED_RECORDS
from reporting.urls import REPORT
from tests.factories import (
    AgreementFactory,
    ClaimFactory,
    ClusterCaseFactory,
    CompanyFactory,
    DeclaredFigureFactory,
    EventFactory,
    InterimReportFactory,
    MeetingFactory,
    NarrativeSectionFactory,
    PartnershipFactory,
    ReportFactory,
    SMECaseFactory,
    TargetMarketFactory,
)
from tests.office import change_page, errors, page, send, signed_in
from tests.reporting.life import approve, partner, stored, submit
from tests.reporting.reading import read
from tests.website.test_results import results_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 1)


@pytest.fixture
def office(client):
    return signed_in(client)


@pytest.fixture
def alpha():
    """A partnership from 2016 to 2025, with an event in 2016 and two in 2018, in one market."""
    partnership = PartnershipFactory(acronym="ALPHA-GO", slug="alpha-go")
    market = TargetMarketFactory(partnership=partnership, code="US", country="US", label="USA")
    for name, day in (
        ("Early", date(2016, 5, 1)),
        ("Later", date(2018, 5, 1)),
        ("Latest", date(2018, 6, 1)),
    ):
        EventFactory(partnership=partnership, kind="C2C", name=name, start_on=day, markets=[market])
    return partnership


def second(partnership, **fields):
    """The interim report of 2018 and 2019."""
    return InterimReportFactory(
        partnership=partnership,
        key="interim-2",
        period_start=date(2018, 1, 1),
        period_end=date(2019, 12, 31),
        **fields,
    )


def table_of(data, key):
    return {table.key: table for table in data.tables}[key]


def assembled(report, **options):
    return assemble_report(
        report.partnership, report.document, report_key=report.key, today=TODAY, **options
    )


# Which reports there can be


def test_keys_are_proposed_one_after_the_other(alpha):
    ReportFactory(partnership=alpha)
    InterimReportFactory(partnership=alpha, key="interim-7")
    interim = Report(partnership=alpha, kind="interim", key="", period_end=date(2019, 1, 1))
    interim.full_clean()
    assert interim.key == "interim-8"
    elsewhere = Report(partnership=PartnershipFactory(), key="")
    elsewhere.full_clean()
    assert elsewhere.key == "final"


@pytest.mark.parametrize("key", ["Interim", "1", "interim--1", "interim-", "a/b", "a b", "-a"])
def test_a_key_that_is_no_part_of_an_address_is_refused(alpha, key):
    with pytest.raises(ValidationError) as refused:
        InterimReportFactory.build(partnership=alpha, key=key).full_clean()
    assert refused.value.message_dict == {
        "key": [
            "Use small letters, digits and single hyphens, a letter first, for example interim-1."
        ]
    }


def test_a_key_that_is_part_of_another_address_is_refused(alpha):
    with pytest.raises(ValidationError, match="“compare” is part of other addresses"):
        InterimReportFactory.build(partnership=alpha, key="compare").full_clean()


def test_no_address_of_the_portal_can_be_taken_by_a_key():
    patterns = [str(entry.pattern) for entry in get_resolver("reporting.urls").url_patterns]
    behind = [text.removeprefix(f"{REPORT}/") for text in patterns if text.startswith(REPORT)]
    words = {text.split("/")[0] for text in behind} - {"", "<str:key>", "final"}
    assert words
    assert words <= RESERVED_KEYS


def test_an_address_under_which_a_version_was_submitted_stays(root, quick, alpha):
    report = InterimReportFactory(partnership=alpha)
    partner(alpha, "Lead")
    submit(approve(report))
    Report.objects.filter(pk=report.pk).update(state="draft")
    report.refresh_from_db()
    report.key = "midterm"
    with pytest.raises(ValidationError) as refused:
        report.full_clean()
    assert list(refused.value.message_dict) == ["key"]
    assert "A version was submitted under this address" in str(refused.value)


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("interim-2", "Key Achievements: Interim report 2"),
        ("mid-term", "Key Achievements: Interim report “mid term”"),
    ],
)
def test_an_interim_report_says_what_it_is(alpha, key, title):
    report = InterimReportFactory(partnership=alpha, key=key)
    assert str(report) == f"ALPHA-GO: {title}"
    data = assembled(report)
    assert (data.title, data.masthead.period) == (title, "1 January 2016 – 31 December 2017")
    assert assemble_report(alpha).title == "Key Achievements"


# What an interim report counts


def test_a_report_counts_the_records_of_its_period(alpha):
    counts = [
        table_of(assembled(report), "events").total["c2c_events"].value
        for report in (InterimReportFactory(partnership=alpha), second(alpha))
    ]
    assert counts == [1, 2]
    assert table_of(assemble_report(alpha, today=TODAY), "events").total["c2c_events"].value == 3


def test_a_report_has_its_own_texts(alpha):
    for report in (ReportFactory(partnership=alpha), second(alpha)):
        text = f"{report.key}: {{{{ c2c_events }}}}"
        NarrativeSectionFactory(report=report, text=text)
    assert assemble_report(alpha, today=TODAY).sections[0].text == "final: 3"
    data = assemble_report(alpha, report_key="interim-2", today=TODAY)
    assert data.sections[0].text == "interim-2: 2"


def test_an_interim_report_lists_the_agreements_of_its_period_alone(alpha):
    market = alpha.targetmarkets.get()
    for day in (date(2017, 1, 1), date(2018, 1, 1)):
        AgreementFactory(partnership=alpha, market=market, signed_on=day)
    rows = table_of(assembled(second(alpha)), "agreements").rows
    assert [row.cells["signed_on"].value for row in rows] == [date(2018, 1, 1)]
    assert len(table_of(assemble_report(alpha), "agreements").rows) == 2


def test_an_unknown_report_is_answered_with_the_known_ones(alpha):
    second(alpha)
    with pytest.raises(UnknownReport, match="Known reports: final, interim-2"):
        assemble_report(alpha, report_key="x")


def test_declared_figures_without_an_event_count_from_the_start_on_and_in_the_final_report(alpha):
    market = alpha.targetmarkets.get()
    DeclaredFigureFactory(partnership=alpha, market=market, value=10)
    early, later = alpha.events.get(name="Early"), alpha.events.get(name="Later")
    for event, value in ((early, 3), (later, 4)):
        DeclaredFigureFactory(partnership=alpha, market=None, event=event, value=value)
    final = ReportFactory(partnership=alpha, period_start=date(2017, 1, 1))
    values = [
        table_of(assembled(report), "events").total["c2c_meetings"].value
        for report in (InterimReportFactory(partnership=alpha), second(alpha), final)
    ]
    assert values == [10, 4, 10]


def test_what_concerns_another_period_is_no_finding_of_an_interim_report(alpha):
    ClaimFactory(partnership=alpha, measure="c2c_events", value=3)
    early = alpha.events.get(name="Early")
    DeclaredFigureFactory(partnership=alpha, market=None, event=early, value=3)
    DeclaredFigureFactory(
        partnership=alpha, measure="c2c_events", market=alpha.targetmarkets.get(), value=2
    )
    second(alpha)
    found = {finding.code for finding in find_findings(alpha, report_key="interim-2")}
    assert found == {"event-without-meetings"}
    assert "claim-differs" in {finding.code for finding in find_findings(alpha)}


def test_a_name_that_a_case_of_another_period_hides_stays_hidden(alpha):
    company = CompanyFactory(partnership=alpha, name="Secret Lasers GmbH")
    partner_company = CompanyFactory(partnership=alpha, name="Other SME")
    SMECaseFactory(
        partnership=alpha, company=company, is_confidential=True, started_on=date(2016, 2, 1)
    )
    MeetingFactory(event=alpha.events.get(name="Later"), party_a=company, party_b=partner_company)
    report = second(alpha)
    NarrativeSectionFactory(report=report, text="Secret Lasers came.")
    told = str(assembled(report))
    assert "Secret" not in told
    assert company.pseudonym in told
    assert "Secret" in str(assembled(report, edition=Edition.AGENCY))


# This period and since the start


def test_the_figures_of_a_later_period_stand_beside_those_since_the_start(alpha):
    table = table_of(assembled(second(alpha)), "progress")
    assert [row.key for row in table.rows] == [
        "preparatory_events",
        "c2c_events",
        "c2c_meetings",
        "b2b_events",
        "b2b_meetings",
        "eu_clusters",
        "eu_smes",
        "third_country_clusters",
        "third_country_smes",
        "cluster_cases",
        "sme_cases",
        "agreements",
    ]
    cells = {row.key: row.cells for row in table.rows}["c2c_events"]
    assert (cells["figure"].value, cells["this_period"].value) == ("C2C events", 2)
    assert cells["since_start"].value == 3
    names = [[item.label for item in cells[key].evidence] for key in ("this_period", "since_start")]
    assert names == [["Later", "Latest"], ["Early", "Later", "Latest"]]


def test_the_table_stands_where_the_report_wants_it_and_the_periods_differ(alpha):
    shown = [
        "progress" in [table.key for table in assembled(report).tables]
        for report in (
            ReportFactory(partnership=alpha),
            InterimReportFactory(partnership=alpha),
            second(alpha),
        )
    ]
    assert shown == [False, False, True]
    alpha.reports.filter(key="interim-2").update(shows_cumulative=False)
    data = assemble_report(alpha, report_key="interim-2")
    assert "progress" not in [table.key for table in data.tables]


def test_notes_tell_what_has_no_day(alpha):
    report = second(alpha)
    assert table_of(assembled(report), "progress").footnotes == ()
    DeclaredFigureFactory(partnership=alpha, market=alpha.targetmarkets.get())
    ClusterCaseFactory(partnership=alpha, market=alpha.targetmarkets.get(), started_on=None)
    table = table_of(assembled(report), "progress")
    assert table.footnotes == (UNDATED_DECLARED, UNDATED_RECORDS)
    cells = {row.key: row.cells for row in table.rows}
    meetings, cases = cells["c2c_meetings"], cells["cluster_cases"]
    assert [meetings[key].value for key in ("this_period", "since_start")] == [0, 10]
    assert [cases[key].value for key in ("this_period", "since_start")] == [1, 1]


@pytest.mark.parametrize("number", [1, 3])
def test_both_columns_cost_a_fixed_number_of_queries(fill, number, django_assert_num_queries):
    partnership = fill(number, start_on=date(2015, 1, 1))
    second(partnership)
    with django_assert_num_queries(42):
        assemble_report(partnership, report_key="interim-2", today=TODAY)


def test_every_format_has_the_table(alpha, root, tmp_path):
    second(alpha)
    for file_format in ("html", "csv", "json", "docx", "xlsx"):
        file = render_report(alpha, "key-achievements", file_format, report_key="interim-2")
        assert file.filename == f"alpha-go-key-achievements-interim-2.{file_format}"
    text = render_report(alpha, "key-achievements", "csv", report_key="interim-2").path.read_text()
    assert "\nc2c_events" not in text
    assert "\nC2C events,2,3" in text.replace("\r", "")


# Files


def test_files_of_two_reports_are_kept_apart(alpha, root):
    InterimReportFactory(partnership=alpha)
    final = render_report(alpha, "key-achievements", "json")
    interim = render_report(alpha, "key-achievements", "json", report_key="interim-1")
    assert final.filename == "alpha-go-key-achievements.json"
    assert final.path != interim.path
    assert sorted(RenderedFile.objects.values_list("report_key", flat=True)) == [
        "final",
        "interim-1",
    ]
    assert render_report(alpha, "key-achievements", "json") == final
    office = render_report(
        alpha, "key-achievements", "json", report_key="interim-1", edition=Edition.AGENCY
    )
    assert office.filename.startswith("alpha-go-key-achievements-interim-1-")


def test_every_public_report_is_prepared(alpha, root):
    ReportFactory(partnership=alpha, is_public=True)
    InterimReportFactory(partnership=alpha, is_public=True)
    second(alpha)
    assert render_public_reports("csv") == 2
    assert RenderedFile.objects.count() == 2


def test_versions_of_two_reports_have_folders_codes_and_addresses_of_their_own(
    client, alpha, root, quick
):
    partner(alpha, "Lead")
    reports = [
        ReportFactory(partnership=alpha, is_public=True),
        InterimReportFactory(partnership=alpha, is_public=True),
    ]
    versions = [submit(approve(report)) for report in reports]
    assert len({version.code for version in versions}) == 2
    files = [version.files.get(edition="public", format="json") for version in versions]
    assert [file.path for file in files] == [
        "submitted/alpha-go/key-achievements/1/alpha-go-key-achievements-v1.json",
        "submitted/alpha-go/key-achievements/interim-1/1/"
        "alpha-go-key-achievements-interim-1-v1.json",
    ]
    assert {file.path for file in files} <= set(stored(root))
    for report, file in zip(reports, files, strict=True):
        sent = client.get(file.get_absolute_url())
        assert b"".join(sent.streaming_content) == file.location.read_bytes()
        box = read(client.get(report.get_absolute_url())).one("section", "submitted-box")
        links = [link.attributes["href"] for link in box.find("a")]
        assert file.get_absolute_url() in links
        cards = read(client.get(results_of(alpha))).find("article", "report-card")
        assert len(cards) == 2
        assert [file.get_absolute_url() in str(card) for card in cards].count(True) == 1
    verified = read(client.get(f"/verify/{versions[1].code}/")).text
    assert "Key Achievements: Interim report 1" in verified


def test_the_command_writes_the_report_of_a_period(alpha, root, tmp_path):
    second(alpha)
    target = tmp_path / "interim.json"
    arguments = ("render_report", "alpha-go", "key-achievements", "--format", "json")
    call_command(*arguments, "--output", str(target), "--period", "interim-2", verbosity=0)
    assert json.loads(target.read_text())["title"] == "Key Achievements: Interim report 2"
    with pytest.raises(CommandError, match="Known reports: final, interim-2"):
        call_command(*arguments, "--output", str(target), "--period", "interim-3")


# Addresses


def test_each_report_has_its_address_and_the_final_one_that_of_the_document(client, alpha):
    final = ReportFactory(partnership=alpha, is_public=True)
    interim = InterimReportFactory(partnership=alpha, is_public=True)
    assert final.get_absolute_url() == "/partnerships/alpha-go/reports/key-achievements/"
    assert interim.get_absolute_url() == f"{final.get_absolute_url()}interim-1/"
    assert client.get(f"{final.get_absolute_url()}final/").headers["Location"] == (
        final.get_absolute_url()
    )
    found = read(client.get(interim.get_absolute_url()))
    assert found.one("p", "report-kind").text == "Key Achievements: Interim report 1"
    ways = found.one("nav", "periods")
    assert [link.attributes["href"] for link in ways.find("a")] == [
        final.get_absolute_url(),
        interim.get_absolute_url(),
        f"{final.get_absolute_url()}periods/",
    ]
    download = client.get(f"{interim.get_absolute_url()}download/json/")
    assert json.loads(b"".join(download.streaming_content))["title"].endswith("Interim report 1")


def test_nobody_learns_of_an_interim_report_that_is_not_open_to_all(client, alpha):
    final = ReportFactory(partnership=alpha, is_public=True)
    InterimReportFactory(partnership=alpha)
    for tail in ("", "download/json/", "submitted/1/json/"):
        there = client.get(f"{final.get_absolute_url()}interim-1/{tail}")
        missing = client.get(f"{final.get_absolute_url()}interim-2/{tail}")
        assert there.status_code == missing.status_code == 404
        words = [read(found).one("main").text for found in (there, missing)]
        assert words[0].replace("report 1", "report 2") == words[1]
    pages = [client.get(url) for url in ("/", results_of(alpha), final.get_absolute_url())]
    pages.append(client.get(f"{final.get_absolute_url()}periods/"))
    assert [found.status_code for found in pages] == [200] * 4
    assert not [found for found in pages if b"nterim" in found.content]


def test_the_api_lists_and_gives_the_public_reports_of_every_period(client, alpha):
    ReportFactory(partnership=alpha, is_public=True)
    InterimReportFactory(partnership=alpha, is_public=True)
    second(alpha)
    listed = client.get("/api/partnerships/alpha-go/").json()["reports"]
    start = "http://testserver/api/partnerships/alpha-go/reports/key-achievements/"
    assert listed == [start, f"{start}interim-1/"]
    found = client.get(listed[1])
    assert json.loads(b"".join(found.streaming_content))["title"].endswith("Interim report 1")
    assert client.get(f"{start}interim-2/").status_code == 404


# In the office


def test_an_interim_report_starts_with_the_texts_of_another_one(office, alpha):
    first = InterimReportFactory(partnership=alpha)
    NarrativeSectionFactory(report=first, key="summary", text="{{ c2c_events }} events.")
    send(
        office,
        f"{page(Report, 'add')}?partnership={alpha.pk}",
        kind="interim",
        period_start="2018-01-01",
        period_end="2019-12-31",
        texts_from=str(first.pk),
    )
    report = Report.objects.exclude(pk=first.pk).get()
    assert (report.key, report.state) == ("interim-2", "draft")
    copied = report.sections.get()
    assert (copied.key, copied.text) == ("summary", "{{ c2c_events }} events.")
    assert copied.history.get().history_user.email == "office@example.org"
    assert assembled(report).sections[1].text == "2 events."


def test_texts_are_offered_and_copied_within_the_partnership_only(office, alpha):
    stranger = ReportFactory()
    address = f"{page(Report, 'add')}?partnership={alpha.pk}"
    field = office.get(address).context["adminform"].form.fields["texts_from"]
    assert list(field.queryset) == []
    response = send(
        office,
        address,
        kind="interim",
        period_end="2019-12-31",
        texts_from=str(stranger.pk),
    )
    assert list(errors(response)) == ["texts_from"]
    with pytest.raises(TextsNotCopied):
        copy_texts(report=ReportFactory(partnership=alpha), source=stranger, by=None)
    assert not NarrativeSection.objects.exists()


def test_an_interim_report_needs_an_end(office, alpha):
    response = send(office, f"{page(Report, 'add')}?partnership={alpha.pk}", kind="interim")
    assert errors(response) == {
        "period_end": ["An interim report needs an end. Enter the last day that it tells of."]
    }


def test_a_final_report_can_become_an_interim_one(office, alpha):
    report = ReportFactory(partnership=alpha)
    send(office, change_page(report), kind="interim", period_end="2019-12-31")
    report.refresh_from_db()
    assert (report.kind, report.key) == ("interim", "interim-1")


def test_what_the_partners_review_is_fixed(office, alpha):
    report = second(alpha, state="review")
    send(office, change_page(report), kind="final", key="x", shows_cumulative="on")
    report.refresh_from_db()
    assert (report.kind, report.key, report.shows_cumulative) == ("interim", "interim-2", True)


def test_the_work_list_is_that_of_the_chosen_report(office, alpha):
    ClaimFactory(partnership=alpha, measure="c2c_events", value=4)
    second(alpha)
    address = "/admin/reporting/findings/alpha-go/"
    whole = read(office.get(address))
    assert "4 stated, 3 reported" in whole.text
    ways = {link.text: link.attributes["href"] for link in whole.find("a")}
    assert ways["Whole partnership"] == address
    other = office.get(ways["Interim report 2"])
    assert "stated" not in read(other).text
    links = [link.attributes["href"] for link in read(other).find("a")]
    assert f"{address}?severity=note&report=interim-2" in links


# Side by side


def test_periods_stand_side_by_side_and_every_number_opens_its_records(client, alpha):
    ReportFactory(partnership=alpha, is_public=True)
    InterimReportFactory(partnership=alpha, is_public=True)
    second(alpha, is_public=True)
    found = read(client.get("/partnerships/alpha-go/reports/key-achievements/periods/"))
    table = found.one("table")
    heads = [cell.text for cell in table.one("thead").find("th")]
    assert heads == [
        "Figure",
        "Interim report 11 January 2016 – 31 December 2017",
        "Interim report 21 January 2018 – 31 December 2019",
        "Final report1 January 2016 – 31 December 2025",
    ]
    rows = {row.children[0].text: row for row in table.find("tr")}
    assert [cell.text for cell in rows["C2C events"].find("td")] == ["1", "2", "3"]
    assert_leads_to_evidence(client, table)


def test_the_partnership_leads_to_its_periods_where_there_are_several(client, alpha):
    ReportFactory(partnership=alpha, is_public=True)
    second(alpha)
    address = "/partnerships/alpha-go/reports/key-achievements/periods/"
    assert address not in client.get(results_of(alpha)).content.decode()
    InterimReportFactory(partnership=alpha, is_public=True)
    assert address in client.get(results_of(alpha)).content.decode()


def test_what_was_reached_since_the_start_comes_last(client, alpha):
    InterimReportFactory(partnership=alpha, is_public=True)
    second(alpha, is_public=True)
    found = read(client.get("/partnerships/alpha-go/reports/key-achievements/periods/"))
    table = found.one("table")
    assert table.one("thead").find("th")[-1].text == (
        "Since the start1 January 2016 – 31 December 2019"
    )
    rows = {row.children[0].text: row for row in table.find("tr")}
    assert [cell.text for cell in rows["C2C events"].find("td")] == ["1", "2", "3"]
    assert_leads_to_evidence(client, table)


def assert_leads_to_evidence(client, table):
    links = [link.attributes["href"] for cell in table.find("td") for link in cell.find("a")]
    assert len(links) == len(table.find("td"))
    shown = {}
    for link in links:
        url, _, anchor = link.partition("#")
        if url not in shown:
            ids = read(client.get(url)).find()
            shown[url] = {each.attributes.get("id") for each in ids}
        assert anchor in shown[url], link


@pytest.mark.parametrize("role", ["anonymous", "partner elsewhere"])
def test_only_readable_periods_are_shown(client, sign_in, alpha, role):
    second(alpha)
    address = "/partnerships/alpha-go/reports/key-achievements/periods/"
    sign_in(role)
    assert client.get(address).status_code == 404
    sign_in("officer")
    assert "Office only" in read(client.get(address)).text


@pytest.mark.parametrize("number", [1, 3])
def test_each_period_costs_a_fixed_number_of_queries(
    client, fill, number, django_assert_num_queries
):
    partnership = fill(number, start_on=date(2015, 1, 1), slug="filled")
    second(partnership, is_public=True)
    with django_assert_num_queries(35):
        client.get("/partnerships/filled/reports/key-achievements/periods/")
