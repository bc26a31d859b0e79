"""The arithmetic of figures, whatever is recorded and declared."""

from hypothesis import given
from hypothesis import strategies as st

from reporting.engine.cells import Evidence
from reporting.engine.figures import Declared, Entry, Figure, TotalRule, compute

ROWS = ("US", "JP", "CA", "ALL")


def figure(total=TotalRule.DISTINCT):
    return Figure("f", "Meetings", lambda scope: (), total=total, by_event=True, things="records")


def entry(pk, *rows, count=1, event=None):
    return Entry(Evidence("m", pk, "record", f"Record {pk}", count=count), rows, event=event)


def declared(value, row, event=None):
    return Declared(value, Evidence("d", 1, "declared figure", "", count=value), row, event)


entries = st.lists(
    st.builds(
        lambda pk, rows, count: entry(pk, *sorted(rows), count=count),
        st.integers(1, 30),
        st.sets(st.sampled_from(ROWS), min_size=1),
        st.integers(0, 5),
    ),
    max_size=20,
    unique_by=lambda item: item.evidence.pk,
)
declarations = st.dictionaries(st.sampled_from(ROWS), st.integers(0, 900)).map(
    lambda values: [declared(value, row) for row, value in values.items()]
)


@given(entries, declarations)
def test_the_sum_rule_adds_the_rows(recorded, stated):
    value = compute(figure(TotalRule.SUM), recorded, stated)
    assert value.total.value == sum(cell.value for cell in value.rows.values())


@given(entries)
def test_without_declared_figures_a_record_counts_once_in_the_total(recorded):
    value = compute(figure(), recorded, [])
    assert value.total.value == sum(item.evidence.count for item in recorded)
    assert value.total.declared is None


@given(entries, declarations)
def test_a_declared_row_has_its_declared_value_and_the_others_what_is_recorded(recorded, stated):
    value = compute(figure(), recorded, stated)
    expected = dict.fromkeys(ROWS, 0)
    for item in recorded:
        for row in item.rows:
            expected[row] += item.evidence.count
    expected |= {item.row: item.value for item in stated}
    assert {row: value.row(row).value for row in ROWS} == expected


@given(entries, declarations)
def test_every_record_and_declaration_is_evidence_exactly_once(recorded, stated):
    value = compute(figure(), recorded, stated)
    assert len(value.total.evidence) == len(recorded) + len(stated)


@given(st.integers(0, 500), st.integers(0, 20), st.integers(0, 20))
def test_a_count_declared_for_an_event_replaces_that_events_records_only(stated, of_it, others):
    recorded = [entry(pk, "US", event=7) for pk in range(of_it)]
    recorded += [entry(100 + pk, "US", event=8) for pk in range(others)]
    value = compute(figure(), recorded, [declared(stated, "US", event=7)])
    assert value.row("US").value == stated + others
    assert value.total.value == stated + others


def test_a_row_where_nothing_counts_is_zero():
    value = compute(figure(), [], [])
    assert (value.row("US").value, value.total.value) == (0, 0)
