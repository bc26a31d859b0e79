"""Two reports compared by their JSON: figures, the records behind them, and what else they tell."""

import copy
import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.comparison import Change, compare
from reporting.comparison.lines import as_csv, as_json, lines
from reporting.comparison.summary import summarise


def event(pk, label="Event", **more):
    return {"kind": "event", "id": pk, "label": f"{label} {pk}", "count": 1, **more}


def figure(*evidence, value=None):
    counted = sum(item["count"] for item in evidence)
    return {
        "value": counted if value is None else value,
        "recorded": counted,
        "evidence": list(evidence),
    }


def report(rows, *, sections=(), findings=(), **more):
    """A report with one table: rows of a market's label and its events."""
    every = [item for _, evidence in rows.values() for item in evidence]
    return {
        "document": "key-achievements",
        "title": "Key Achievements",
        "sections": [{"key": key, "title": key.title(), "text": text} for key, text in sections],
        "tables": [
            {
                "key": "events",
                "title": "Events",
                "columns": [
                    {"key": "market", "label": "Market", "kind": "text"},
                    {"key": "c2c_events", "label": "C2C events", "kind": "count"},
                ],
                "rows": [
                    {"key": key, "cells": {"market": {"value": label}, "c2c_events": figure(*own)}}
                    for key, (label, own) in rows.items()
                ],
                "total": {"c2c_events": figure(*every)},
                "footnotes": [],
            }
        ],
        "findings": list(findings),
        **more,
    }


def figures_of(comparison):
    (table,) = comparison.tables
    rows = [*table.changed_rows, *filter(None, [table.total])]
    return {
        row.key: [(cell.column, cell.before, cell.after, cell.difference) for cell in row.cells]
        for row in rows
    }


def records_of(comparison, row):
    (table,) = comparison.tables
    found = table.total if row == "total" else next(each for each in table.rows if each.key == row)
    return [(r.change.value, r.label) for cell in found.cells for r in cell.records]


# Figures and records


def test_a_figure_tells_its_values_and_the_records_that_came_and_went():
    before = report({"US": ("USA", [event(1), event(2)]), "JP": ("Japan", [event(3)])})
    after = report({"US": ("USA", [event(1), event(4), event(5)]), "JP": ("Japan", [event(3)])})
    found = compare(before, after)
    assert figures_of(found) == {
        "US": [("c2c_events", "2", "3", 1)],
        "total": [("c2c_events", "3", "4", 1)],
    }
    assert records_of(found, "US") == [
        ("came", "Event 4"),
        ("came", "Event 5"),
        ("went", "Event 2"),
    ]
    assert found.records == {"came": 2, "went": 1, "changed": 0, "moved": 0}
    assert summarise(found).line == "2 figures changed; 2 records came, 1 went"


def test_a_figure_that_keeps_its_value_tells_its_other_records():
    found = compare(report({"US": ("USA", [event(1)])}), report({"US": ("USA", [event(2)])}))
    assert figures_of(found)["US"] == [("c2c_events", "1", "1", 0)]
    line = summarise(found).line
    assert line == "2 figures keep their values with other records; 1 record came, 1 went"


def test_a_record_that_reads_otherwise_has_changed():
    before = report({"US": ("USA", [event(1, note="Boston")])})
    after = report({"US": ("USA", [event(1, label="Congress", count=2)])})
    found = compare(before, after)
    (record,) = found.tables[0].rows[0].cells[0].records
    assert (record.change, record.pk) == (Change.CHANGED, 1)
    assert [(fact.label, fact.before, fact.after) for fact in record.differences] == [
        ("count", "1", "2"),
        ("label", "Event 1", "Congress 1"),
        ("note", "Boston", ""),
    ]
    assert found.records["changed"] == 1


def test_a_record_that_counts_in_another_row_has_moved():
    before = report({"US": ("USA", [event(1)]), "JP": ("Japan", [])})
    after = report({"US": ("USA", []), "JP": ("Japan", [event(1)])})
    found = compare(before, after)
    assert found.records == {"came": 0, "went": 0, "changed": 0, "moved": 1}
    assert found.tables[0].total is None


def test_records_that_are_not_named_compare_by_what_is_told_of_them():
    partner = {"kind": "organisation", "label": "Confidential partner, US", "count": 1}
    before = report({"US": ("USA", [partner, partner])})
    after = report({"US": ("USA", [partner, partner, partner])})
    found = compare(before, after)
    assert records_of(found, "US") == [("came", "Confidential partner, US")]
    assert found.records["came"] == 1
    assert found.tables[0].rows[0].cells[0].records[0].pk is None


def test_a_detail_that_one_contract_does_not_know_changes_nothing():
    before = report({"US": ("USA", [event(1), event(2)])})
    after = report({"US": ("USA", [event(1, date="2018-01-01", source="list"), event(2)])})
    assert compare(before, after).is_empty
    both = report({"US": ("USA", [event(1, date="2018-01-02"), event(2)])})
    (record,) = compare(both, after).tables[0].rows[0].cells[0].records
    assert [(fact.label, fact.before, fact.after) for fact in record.differences] == [
        ("date", "2018-01-02", "2018-01-01")
    ]


def test_declared_and_recorded_are_told_where_the_value_does_not_tell_them():
    before = report({"US": ("USA", [event(1)])})
    after = copy.deepcopy(before)
    after["tables"][0]["rows"][0]["cells"]["c2c_events"] |= {"declared": 9, "value": 9}
    (cell,) = compare(before, after).tables[0].rows[0].cells
    assert [(fact.label, fact.before, fact.after) for fact in cell.facts] == [("declared", "", "9")]


# Rows, columns, tables


def test_rows_come_and_go_where_they_stand():
    before = report({"US": ("USA", [event(1)]), "JP": ("Japan", []), "CA": ("Canada", [])})
    after = report({"US": ("USA", [event(1)]), "CA": ("Canada", []), "CN": ("China", [event(2)])})
    rows = compare(before, after).tables[0].rows
    assert [(row.key, row.change.value, row.title) for row in rows] == [
        ("JP", "went", "Japan"),
        ("CN", "came", "China"),
    ]
    assert [(r.change.value, r.pk) for r in rows[1].cells[1].records] == [("came", 2)]
    everything = compare(before, after, with_same=True).tables[0].rows
    assert [row.key for row in everything] == ["US", "JP", "CA", "CN"]


def test_columns_and_tables_come_and_go():
    before = report({"US": ("USA", [event(1)])})
    after = copy.deepcopy(before)
    after["tables"][0]["columns"].append({"key": "x", "label": "More", "kind": "count"})
    after["tables"][0]["rows"][0]["cells"]["x"] = {"value": 1}
    after["tables"][0]["footnotes"] = ["A note."]
    after["tables"].append({"key": "new", "title": "New", "columns": [], "rows": []})
    found = compare(before, after)
    assert [(fact.label, fact.before, fact.after) for fact in found.tables[0].facts] == [
        ("column", "", "More"),
        ("note", "", "A note."),
    ]
    assert [table.change.value for table in found.tables] == ["changed", "came"]
    assert [table.change.value for table in compare(after, before).tables] == ["changed", "went"]
    assert summarise(found).line == "1 table came; 2 facts of the head, headings or notes changed"


def test_texts_in_cells_and_lists_are_compared_as_they_are_printed():
    before = report({"US": ("USA", [])})
    column = {"key": "codes", "label": "Codes", "kind": "codes"}
    before["tables"][0]["columns"].append(column)
    before["tables"][0]["rows"][0]["cells"]["codes"] = {"value": [1, 2], "printed": "1/2"}
    after = copy.deepcopy(before)
    after["tables"][0]["rows"][0]["cells"]["codes"] = {"value": [1, 3], "printed": "1/3"}
    (cell,) = compare(before, after).tables[0].rows[0].cells
    assert (cell.before, cell.after, cell.difference) == ("1/2", "1/3", None)


# Head, texts, findings


def test_the_head_is_compared_as_far_as_both_sides_know_it():
    before = report({}, masthead={"name": "Old name", "phase": "Phase 1"})
    after = report({}, masthead={"name": "New name", "website": "https://x.example"})
    (fact,) = compare(before, after).facts
    assert (fact.label, fact.before, fact.after) == ("name", "Old name", "New name")
    assert compare(report({}), after).is_empty


def test_sections_come_go_and_change():
    before = report({}, sections=[("summary", "We held 2 events."), ("old", "Gone.")])
    after = report({}, sections=[("summary", "We held 3 events."), ("new", "Here.")])
    found = compare(before, after).sections
    assert [(section.key, section.change.value) for section in found] == [
        ("summary", "changed"),
        ("new", "came"),
        ("old", "went"),
    ]
    line = summarise(compare(before, after)).line
    assert line == "1 sentence changed, 1 came, 1 went"


def test_findings_come_go_and_are_accepted():
    def finding(message, **more):
        return {"code": "c", "severity": "note", "message": message, "where": "A", **more}

    before = report(
        {}, findings=[finding("8 stated, 7 reported"), finding("Left alone"), finding("X")]
    )
    after = report(
        {},
        findings=[
            finding("8 stated, 9 reported"),
            finding("Left alone"),
            finding("Y"),
        ],
    )
    found = {(each.change.value, each.message) for each in compare(before, after).findings}
    assert found == {("changed", "8 stated, 9 reported"), ("came", "Y"), ("went", "X")}
    accepted = copy.deepcopy(before)
    accepted["findings"][1]["accepted"] = {"reason": "So it is", "on": "2018-01-01"}
    (change,) = compare(before, accepted).findings
    assert (change.change, change.facts[0].label) == (Change.CHANGED, "accepted")


# What holds of any two reports

evidence = st.lists(
    st.builds(
        lambda pk, count, note: event(pk, count=count, note=note),
        st.integers(1, 6),
        st.integers(1, 3),
        st.sampled_from(["", "Boston"]),
    )
    | st.builds(
        lambda label: {"kind": "organisation", "label": label, "count": 1},
        st.sampled_from(["One, US", "One, JP"]),
    ),
    max_size=4,
)
reports = st.builds(
    report,
    st.dictionaries(
        st.sampled_from(["US", "JP", "CA"]), st.tuples(st.sampled_from(["A", "B"]), evidence)
    ),
    sections=st.lists(
        st.tuples(st.sampled_from(["summary", "end"]), st.sampled_from(["One. Two.", "Two.", ""])),
        unique_by=lambda each: each[0],
    ),
)


@given(reports)
def test_a_report_does_not_differ_from_itself(one):
    found = compare(one, copy.deepcopy(one))
    assert found.is_empty
    assert list(lines(found)) == []
    assert summarise(found).line == "Nothing changed"


@given(reports, reports)
def test_the_way_back_is_the_way_there_reversed(one, other):
    there, back = summarise(compare(one, other)), summarise(compare(other, one))
    for name in ("rows", "records", "findings", "tables"):
        assert getattr(there, f"{name}_came") == getattr(back, f"{name}_went")
        assert getattr(there, f"{name}_went") == getattr(back, f"{name}_came")
    assert there.figures == back.figures
    assert there.records_moved == back.records_moved


@given(reports, reports)
def test_the_second_report_can_be_made_from_the_first_and_the_changes(one, other):
    found = compare(one, other)
    (table,) = found.tables
    rows = {row["key"]: _printed(row["cells"]) for row in one["tables"][0]["rows"]}
    for row in table.rows:
        if row.change is Change.WENT:
            del rows[row.key]
        else:
            rows.setdefault(row.key, {}).update({cell.column: cell.after for cell in row.cells})
    assert rows == {row["key"]: _printed(row["cells"]) for row in other["tables"][0]["rows"]}
    named = _named(one) | _came(table) - _went(table)
    assert named >= _named(other)
    assert len(_named(other) - _named(one)) <= found.records["came"]


def _printed(cells):
    return {key: str(cell["value"]) for key, cell in cells.items()}


def _named(made):
    cells = [row["cells"]["c2c_events"] for row in made["tables"][0]["rows"]]
    return {item["id"] for cell in cells for item in cell["evidence"] if "id" in item}


def _came(table):
    return _records(table, Change.CAME)


def _went(table):
    return _records(table, Change.WENT) - _records(table, Change.CAME)


def _records(table, change):
    cells = [cell for row in table.rows for cell in row.cells]
    return {r.pk for cell in cells for r in cell.records if r.change is change and r.pk}


# As lists


def test_every_change_is_a_line_of_the_file():
    before = report({"US": ("USA", [event(1)])}, sections=[("summary", "We held 1 event.")])
    after = report(
        {"US": ("USA", [event(1), event(2)])}, sections=[("summary", "We held 2 events.")]
    )
    found = list(csv.reader(io.StringIO(as_csv(compare(before, after)).decode("utf-8-sig"))))
    assert found[1:] == [
        ["text", "Summary", "", "", "changed", "We held 1 event.", "We held 2 events.", "", ""],
        ["cell", "Events", "USA", "C2C events", "changed", "1", "2", "+1", ""],
        ["record", "Events", "USA", "C2C events", "came", "", "", "", "event 2: Event 2"],
        ["cell", "Events", "Total", "C2C events", "changed", "1", "2", "+1", ""],
        ["record", "Events", "Total", "C2C events", "came", "", "", "", "event 2: Event 2"],
    ]
    told = as_json(compare(before, after))
    assert told["summary"]["line"] == "2 figures changed; 1 record came; 1 sentence changed"
    assert [change["part"] for change in told["changes"]].count("record") == 2


def test_a_text_that_looks_like_a_formula_stays_a_text():
    found = compare(report({}, title="A"), report({}, title="=1+1"))
    assert b"'=1+1" in as_csv(found)


def test_many_rows_are_compared_in_seconds():
    rows = {f"US-{pk}": (f"Company {pk}", [event(pk)]) for pk in range(17_000)}
    before, after = report(rows), report(rows)
    for row in after["tables"][0]["rows"][::100]:
        row["cells"]["market"]["value"] += " Ltd"
    start = time.monotonic()
    found = compare(before, after)
    assert time.monotonic() - start < 5
    assert summarise(found).entries == 170


@pytest.mark.parametrize("made", [{}, {"tables": [], "sections": [], "findings": []}])
def test_a_report_of_nothing_can_be_compared(made):
    assert compare(made, {}).is_empty
