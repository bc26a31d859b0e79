"""Figure references in narrative texts."""

import pytest

from reporting.engine.cells import Cell
from reporting.engine.figures import FigureValue
from reporting.engine.markup import section_html
from reporting.engine.prose import check_references, plural, resolve

LABELS = {"US": "USA", "JP": "Japan", "BR": "Brazil"}


def figure(key):
    rows = {"US": Cell(2, recorded=2), "JP": Cell(3, recorded=3), "ALL": Cell(1, recorded=1)}
    return FigureValue(
        key,
        "C2C events",
        rows,
        Cell(6, recorded=6),
        groups={"MoU": 4, "gateway agreement": 1},
        names=("Lyonbiopole", "Biocat", "BioM"),
    )


def filled(text):
    return resolve("summary", "Summary", text, figure, LABELS).text


@pytest.mark.parametrize(
    ("reference", "printed"),
    [
        ("{{ c2c_events }}", "6"),
        ("{{c2c_events}}", "6"),
        ("{{ c2c_events|words }}", "six"),
        ("{{ c2c_events | by_country }}", "USA (2), Japan (3) and all markets together (1)"),
        ("{{ c2c_events|countries }}", "USA and Japan"),
        ("{{ c2c_events|country_count }}", "2"),
        ("{{ agreements|by_kind }}", "4 MoUs and 1 gateway agreement"),
        ("{{ partners|names }}", "Lyonbiopole, Biocat and BioM"),
    ],
)
def test_a_reference_prints_its_view_of_the_figure(reference, printed):
    assert filled(f"It was {reference}.") == f"It was {printed}."


def test_an_unknown_figure_is_named_with_the_nearest_and_all_known_ones():
    (problem,) = check_references("We held {{ c2c_event }}.")
    assert problem.startswith("“c2c_event” is no known figure. Did you mean c2c_events")
    assert "Known: " in problem
    assert "b2b_meetings" in problem


def test_an_unknown_view_lists_the_known_views():
    (problem,) = check_references("{{ agreements|by_moon }}")
    assert problem.startswith("“by_moon” is no known view of a figure.")
    assert "by_country, by_kind, countries, country_count, names" in problem


@pytest.mark.parametrize("text", ["{{ agreements", "agreements }}", "{% load x %}", "{{\n}}"])
def test_a_stray_brace_is_a_problem(text):
    assert len(check_references(text)) == 1


def test_each_problem_is_told_once():
    assert len(check_references("{{ nope }} and {{ nope }} and {{ agreements }}")) == 1


def test_an_unknown_reference_stays_as_typed():
    assert filled("We held {{ nope }}.") == "We held {{ nope }}."


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        "[link](javascript:alert(1))",
        "{{ settings.SECRET_KEY }}",
        "{% include 'x' %}",
        "\ue0000\ue001",
    ],
)
def test_nothing_typed_is_executed_or_becomes_markup(typed):
    section = resolve("summary", "Summary", typed, figure, LABELS)
    html = section_html(section)
    assert html.count("<") == 2, html
    assert html.startswith("<p>")


def test_paragraphs_lists_quotations_and_emphasis_are_understood():
    text = "**Held:**\n\n- {{ c2c_events }} events\n- more\n\n> A quotation."
    html = section_html(resolve("summary", "Summary", text, figure, LABELS))
    for part in ("<strong>Held:</strong>", "<li>6 events</li>", "<blockquote>"):
        assert part in html


def test_a_computed_name_is_escaped():
    def named(key):
        return FigureValue(key, "", {}, Cell(1, recorded=1), names=("A <b> & C",))

    section = resolve("summary", "Summary", "{{ partners|names }}", named, LABELS)
    assert "A &lt;b&gt; &amp; C" in section_html(section)


@pytest.mark.parametrize(
    ("noun", "count", "words"),
    [("MoU", 1, "MoU"), ("MoU", 2, "MoUs"), ("country", 2, "countries"), ("survey", 2, "surveys")],
)
def test_nouns_follow_the_number(noun, count, words):
    assert plural(noun, count) == words
