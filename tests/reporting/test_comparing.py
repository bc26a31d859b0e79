"""What changed between versions of a report, on its pages and by the command."""

import csv
import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Event
from partnership.models import Partnership
from reporting.comparison import Change
from reporting.comparison.summary import summarise
from reporting.engine.editions import Edition
from reporting.exceptions import UnknownVersion
from reporting.kinds import MODELS
from reporting.models import NarrativeSection, Report
from reporting.services import assemble_report
from reporting.sides import choose_side, compare_sides, every_side
from reporting.submission import withdraw_report
from reporting.writers.json import JSONWriter
from smes.models import SMECase
from tests.factories import (
    CompanyFactory,
    EventFactory,
    InterimReportFactory,
    MeetingFactory,
    ReportFactory,
    SMECaseFactory,
    SnapshotFactory,
    UserFactory,
)
from tests.office import change_page, signed_in
from tests.reporting.life import approve, approved_report, submit, submit_again
from tests.reporting.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root", "quick")]
FULLEST = list(Edition)[-1]
STRANGERS = ("anonymous", "visitor", "coordinator elsewhere", "partner elsewhere")


def compared(report, before="1", after="today", edition=Edition.PUBLIC):
    sides = every_side(report, [report])
    return compare_sides(choose_side(sides, before), choose_side(sides, after), edition)


def figures_of(comparison):
    """Every changed number with its place."""
    return {
        (table.key, row.key, cell.column): (cell.before, cell.after)
        for table in comparison.tables
        for row in (*table.rows, *filter(None, [table.total]))
        if row.change is Change.CHANGED
        for cell in row.cells
        if cell.is_figure and not cell.is_same_text
    }


def records_of(comparison):
    """Every record that came, went or changed."""
    return {
        (record.change.value, record.kind, record.pk)
        for table in comparison.tables
        for row in (*table.rows, *filter(None, [table.total]))
        for cell in row.cells
        for record in cell.records
    }


@pytest.fixture
def submitted(source_reports, root, quick, kept):
    """The report of bioXclusters plus, submitted, and open for changes again."""
    report = Report.objects.get(partnership=source_reports["bioxclusters-plus"])

    def submit_it():
        submit(approve(report))
        Report.objects.update(state="draft")

    kept.begin_with("submitted", submit_it)
    report.refresh_from_db()
    return report


# What changed since a version


def test_nothing_has_changed_since_the_version_that_was_just_submitted(submitted):
    for edition in Edition:
        assert compared(submitted, edition=edition).is_empty


def test_an_event_less_is_told_by_every_figure_that_counted_it(submitted):
    event = Event.objects.get(name__startswith="Canada-Europe Cluster-to-Cluster Workshop")
    event.status = "cancelled"
    event.save()
    found = compared(submitted)
    assert figures_of(found) == {
        ("events", "CA", "c2c_events"): ("1", "0"),
        ("events", "total", "c2c_events"): ("8", "7"),
    }
    assert records_of(found) == {("went", "event", event.pk)}
    assert found.records == {"came": 0, "went": 1, "changed": 0, "moved": 0}
    texts = [
        (section.key, sentence.before, sentence.after)
        for section in found.sections
        for sentence in section.sentences
        if sentence.change is not Change.SAME
    ]
    assert [key for key, _, _ in texts] == ["summary"]
    assert "(8 in all, with 143 meetings)" in texts[0][1]
    assert texts[0][2] == texts[0][1].replace("(8 in all", "(7 in all")
    assert {finding.change for finding in found.findings} == {Change.CAME}


def test_a_meeting_more_counts_where_no_figure_is_declared(db):
    report = approved_report()
    event = EventFactory(partnership=report.partnership, kind="B2B")
    MeetingFactory(event=event)
    submit(report)
    meeting = MeetingFactory(event=event)
    found = compared(report)
    assert {key[1:]: texts for key, texts in figures_of(found).items() if key[0] == "events"} == {
        ("total", "b2b_meetings"): ("1", "2"),
        ("ALL", "b2b_meetings"): ("1", "2"),
    }
    assert records_of(found) == {("came", "meeting", meeting.pk)}


def test_a_case_that_reads_otherwise_changes_its_row_and_is_no_other_record(submitted):
    case = SMECase.objects.order_by("pk").first()
    SMECase.objects.filter(pk=case.pk).update(
        number=case.number + 1, description=f"{case.description} And more."
    )
    found = compared(submitted)
    changed = figures_of(found)
    assert [key[0] for key in changed] == ["sme_cases", "sme_cases"]
    assert [int(after) - int(before) for before, after in changed.values()] == [1, 1]
    table = next(table for table in found.tables if table.key == "sme_cases")
    (row,) = table.rows
    assert [cell.column for cell in row.cells] == ["number", "description"]
    assert row.cells[1].after == f"{row.cells[1].before} And more."
    assert records_of(found) >= {("changed", "SME case", case.pk)}
    assert {change for change, _, _ in records_of(found)} == {"changed"}


def test_a_text_is_compared_sentence_by_sentence(submitted):
    section = NarrativeSection.objects.get(report=submitted, key="recommendations")
    NarrativeSection.objects.filter(pk=section.pk).update(text=f"A first sentence. {section.text}")
    found = compared(submitted)
    assert summarise(found).line == "1 sentence came"
    (changed,) = [section for section in found.sections if section.change is not Change.SAME]
    assert changed.key == "recommendations"
    assert changed.sentences[0].after == "A first sentence."


def test_the_head_is_compared(submitted):
    partnership = submitted.partnership
    partnership.phase = "Phase 3"
    partnership.save()
    submitted.refresh_from_db()
    (fact,) = compared(submitted).facts
    assert (fact.label, fact.after) == ("phase", "Phase 3")


def test_two_versions_are_compared_whatever_happened_since(submitted):
    Event.objects.filter(name__startswith="Canada-Europe Cluster").update(status="cancelled")
    submit(approve(submitted))
    Event.objects.all().delete()
    there, back = compared(submitted, "1", "2"), compared(submitted, "2", "1")
    assert summarise(there).records_went == summarise(back).records_came == 1
    assert figures_of(there)[("events", "total", "c2c_events")] == ("8", "7")


def test_reports_of_two_periods_are_compared(db):
    report = ReportFactory()
    EventFactory(partnership=report.partnership, kind="C2C", start_on=date(2019, 1, 1))
    interim = InterimReportFactory(partnership=report.partnership)
    sides = every_side(report, [report, interim])
    assert [side.token for side in sides] == ["today", "interim-1:today"]
    found = compare_sides(choose_side(sides, "interim-1:today"), sides[0], Edition.PUBLIC)
    assert {fact.label for fact in found.facts} == {"title", "period"}
    assert figures_of(found)[("events", "total", "c2c_events")] == ("0", "1")


def test_an_old_version_without_todays_contract_is_compared_as_far_as_it_goes(submitted):
    data = json.loads(JSONWriter().write(assemble_report(submitted.partnership)))
    del data["masthead"]
    data["tables"] = data["tables"][:2]
    Partnership.objects.update(phase="Phase 3")
    SnapshotFactory(report=submitted, number=2, state="superseded", data={"public": data})
    found = compared(submitted, "2", "today")
    assert found.facts == ()
    assert [table.change.value for table in found.tables[:3]] == ["same", "same", "came"]


def test_a_version_without_the_edition_says_so(submitted):
    SnapshotFactory(report=submitted, number=2, state="superseded", data={"public": {}})
    with pytest.raises(UnknownVersion, match="was submitted without the"):
        compared(submitted, "2", "today", FULLEST)


def test_only_the_data_of_the_versions_that_are_asked_for_are_loaded(submitted):
    for number in (2, 3):
        SnapshotFactory(report=submitted, number=number, state="superseded")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        sides = every_side(submitted, [submitted])
        compare_sides(choose_side(sides, "1"), choose_side(sides, "1"), Edition.PUBLIC)
    assert len(queries) == 3
    assert '"data"' not in queries[0]["sql"]


# Pages


@pytest.fixture
def public(root, quick, kept):
    """A public report with a submitted version; since then an event was added."""

    def make():
        report = approved_report(partnership__slug="alpha-go", partnership__acronym="ALPHA-GO")
        Report.objects.update(is_public=True)
        submit(report)
        EventFactory(partnership=report.partnership, name="Fair in Boston", kind="C2C")

    kept.begin_with("public and submitted", make)
    return Report.objects.get(partnership__slug="alpha-go")


def test_the_page_tells_what_changed(client, public):
    page = read(client.get(public.compare_url))
    assert page.one("section", "compare-summary").one("h2").text == (
        "1 figure changed; 1 row came; 1 record came"
    )
    table = page.one("table", "change-table")
    assert "Fair in Boston" in table.text
    assert not table.find("a")
    assert "Row" in table.text
    chosen = [option.text for option in page.find("option", selected="")]
    assert chosen == ["Version 1 of " + chosen[0].removeprefix("Version 1 of "), "As of today"]


def test_those_who_may_change_a_record_are_led_to_it(client, sign_in, public):
    sign_in("administrator")
    table = read(client.get(public.compare_url)).one("table", "change-table")
    event = Event.objects.get()
    assert f"/admin/events/event/{event.pk}/change/" in [
        link.attributes["href"] for link in table.find("a")
    ]


def test_everything_is_shown_on_demand(client, public):
    page = read(client.get(f"{public.compare_url}?show=all"))
    headings = [heading.text for heading in page.find("h3")]
    assert "Introduction" in headings
    assert "Key performance indicators" in headings
    ways = {link.text: link.attributes["href"] for link in page.find("a")}
    assert "show=all" not in ways["Show changes only"]


def test_equal_sides_tell_the_same(client, public):
    page = read(client.get(f"{public.compare_url}?from=1&to=1"))
    assert "Nothing changed" in page.text
    assert "Both tell the same." in page.text


def test_without_a_version_there_is_nothing_to_compare(client):
    report = ReportFactory(is_public=True)
    page = read(client.get(report.compare_url))
    assert "Nothing to compare yet" in page.text
    assert client.get(f"{report.compare_url}changes.csv").status_code == 404


def test_all_changes_are_a_file(client, public):
    page = read(client.get(public.compare_url))
    ways = {link.text: link.attributes["href"] for link in page.find("a")}
    response = client.get(ways["Download all changes as CSV"])
    assert response["Content-Disposition"] == (
        'attachment; filename="alpha-go-key-achievements-changes-1-today.csv"'
    )
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert {row["record"] for row in rows if row["part"] == "record"} == {
        f"event {Event.objects.get().pk}: Fair in Boston"
    }


def test_a_long_table_is_cut_and_says_how_much_is_missing(client, public, monkeypatch):
    monkeypatch.setattr("reporting.compared.ROWS_AT_MOST", 3)
    for _ in range(6):
        SMECaseFactory(partnership=public.partnership)
    page = read(client.get(public.compare_url))
    assert "4 more rows of this table stand in the file of all changes" in page.text
    found = page.one("div", "table-region", **{"aria-labelledby": "changed-sme_cases"})
    assert len(found.find("tbody")) == 3
    assert found.find("th")[-1].text == "Total"


@pytest.mark.parametrize("role", [*STRANGERS, "officer", "administrator"])
def test_who_may_compare_what(client, sign_in, public, role):
    secret = approved_report(partnership__slug="hush", partnership__acronym="HUSH")
    submit(secret)
    sign_in(role)
    is_office = role not in STRANGERS
    for tail in ("", "changes.csv"):
        assert client.get(f"{public.compare_url}{tail}").status_code == 200
        full = client.get(f"{public.compare_url}{tail}?edition={FULLEST}")
        assert full.status_code == (200 if is_office else 403)
        hidden = client.get(f"{secret.compare_url}{tail}")
        assert hidden.status_code == (200 if is_office else 404)
        assert ("no report “Key Achievements” to read here" in hidden.content.decode()) is not (
            is_office
        )


def test_a_withdrawn_version_is_compared_by_the_office_alone(client, sign_in, public):
    submit_again(public)
    withdraw_report(report=public, by=UserFactory(), comment="A wrong figure.")
    answers = [client.get(f"{public.compare_url}?from={token}") for token in ("2", "3", "x")]
    assert [answer.status_code for answer in answers] == [404] * 3
    words = [read(answer).one("main").text for answer in answers]
    assert words[0].replace("“2”", "“3”") == words[1]
    assert "version 2" not in read(client.get(public.compare_url)).one("form").text.lower()
    sign_in("officer")
    assert client.get(f"{public.compare_url}?from=2").status_code == 200


def test_a_report_of_another_period_that_is_hidden_cannot_be_compared(client, sign_in, public):
    InterimReportFactory(partnership=public.partnership)
    address = f"{public.compare_url}?from=interim-1:today"
    assert client.get(address).status_code == 404
    assert "nterim" not in read(client.get(public.compare_url)).text
    sign_in("officer")
    assert client.get(address).status_code == 200


def test_no_edition_tells_more_than_its_report(client, sign_in, public):
    company = CompanyFactory(
        partnership=public.partnership, name="Secret Lasers GmbH", is_confidential=True
    )
    SMECaseFactory(
        partnership=public.partnership, company=company, description="Secret Lasers it is"
    )
    for tail in ("", "?show=all", "changes.csv"):
        content = client.get(f"{public.compare_url}{tail}").content.decode()
        assert "Secret" not in content
        assert company.pseudonym in content
    sign_in("officer")
    full = client.get(f"{public.compare_url}?edition={FULLEST}").content.decode()
    assert "Secret Lasers" in full


@pytest.mark.parametrize("number", [1, 3])
def test_comparing_costs_a_fixed_number_of_queries(client, fill, number, django_assert_num_queries):
    partnership = fill(number)
    report = partnership.reports.get()
    data = json.loads(JSONWriter().write(assemble_report(partnership)))
    for place in range(1, number + 1):
        state = "submitted" if place == number else "superseded"
        SnapshotFactory(report=report, number=place, state=state, data={"public": data})
    fill(1)
    EventFactory(partnership=partnership)
    with django_assert_num_queries(30):
        client.get(report.compare_url)
    with django_assert_num_queries(5):
        client.get(f"{report.compare_url}?from=1&to={number}")


# Ways there


def test_reports_lead_to_what_changed_since_and_between_their_versions(client, public):
    submit_again(public)
    page = read(client.get(public.get_absolute_url()))
    ways = {link.text: link.attributes["href"] for link in page.find("a")}
    assert ways["What changed since version 2"] == f"{public.compare_url}?from=2&to=today"
    (between,) = [url for text, url in ways.items() if text.startswith("What changed in version 2")]
    assert between == f"{public.compare_url}?from=1&to=2"
    assert all(client.get(url).status_code == 200 for url in (between, public.compare_url))


def test_the_office_is_led_there_before_it_submits(client, public):
    office = signed_in(client)
    address = f"{public.compare_url}?from=1&to=today&edition={FULLEST}"
    Report.objects.update(state="approved")
    for url in (change_page(public), f"/admin/reporting/report/{public.pk}/step/submit/"):
        page = read(office.get(url))
        ways = {link.text: link.attributes["href"] for link in page.find("a")}
        assert ways["What changed since version 1"] == address


# By the command


def test_the_command_tells_the_changes(public, capsys):
    arguments = ("compare_reports", "alpha-go", "key-achievements", "--from", "1")
    call_command(*arguments)
    told = capsys.readouterr().out
    assert "→ As of today: 1 figure changed; 1 row came; 1 record came." in told
    assert "Fair in Boston" in told
    call_command(*arguments, "--format", "json", "--edition", FULLEST.value)
    assert json.loads(capsys.readouterr().out)["summary"]["records_came"] == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({1: "beta"}, "Known partnerships: alpha-go"),
        ({2: "poems"}, "Known documents: key-achievements"),
        ({4: "9"}, "There is no version “9” to compare here"),
        ({5: "--period", 6: "interim-1"}, "Known reports: final"),
    ],
)
def test_the_command_says_what_is_wrong(public, changes, message):
    arguments = ["compare_reports", "alpha-go", "key-achievements", "--from", "1", "--to", "today"]
    for place, text in changes.items():
        arguments[place] = text
    with pytest.raises(CommandError, match=message):
        call_command(*arguments)


# Kinds of evidence


@pytest.mark.parametrize("edition", list(Edition))
def test_every_kind_of_evidence_leads_to_its_record(source_reports, fill, edition):
    fill(1)
    found = {}
    for partnership in Partnership.objects.all():
        data = assemble_report(partnership, edition=edition)
        cells = [reference.cell for section in data.sections for reference in section.references]
        cells += [
            cell for table in data.tables for row in table.rows for cell in row.cells.values()
        ]
        found |= {item.kind: item.model for cell in cells for item in cell.evidence}
    assert len(found) > 8
    assert found.items() <= MODELS.items()
