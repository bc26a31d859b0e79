"""The numbers of charts are those of the source reports; their words tell the same."""

from collections import Counter
from datetime import date

import pytest

from gateways.choices import AgreementKind, AgreementStatus
from partnership.choices import MembershipRole
from reporting.engine.editions import Edition
from reporting.engine.pictures.atlas import centre_of
from reporting.pictures import NARROW, WIDE, pictures_of
from reporting.services import assemble_report
from tests.factories import (
    AgreementFactory,
    ClusterCaseFactory,
    ClusterFactory,
    DeclaredFigureFactory,
    EventFactory,
    MembershipFactory,
    ObjectiveFactory,
    PartnershipFactory,
    TargetMarketFactory,
)
from tests.reporting.sources import bioxclusters_plus, laser_go
from tests.test_fixtures import AGREEMENTS

pytestmark = pytest.mark.django_db


def chart(partnership, key, **options):
    charts = assemble_report(partnership, **options).charts
    return next(chart for chart in charts if chart.key == key)


def values(found, *keys):
    return [tuple(row.cells[key].value for key in keys) for row in found.rows]


def texts_in(found, width=WIDE):
    """Everything that is written in the picture."""
    spec = pictures_of(found)[width].spec
    return [i["text"] for layer in spec["layer"] for i in layer["data"]["values"] if "text" in i]


# Meetings -----------------------------------------------------------------------------------


@pytest.mark.parametrize("source", [bioxclusters_plus, laser_go], ids=lambda s: s.SLUG)
def test_meetings_are_those_of_table_a(source_reports, source):
    found = chart(source_reports[source.SLUG], "meetings_by_market")
    expected = {row[0]: (row[4], row[6]) for row in source.EVENTS}
    counts = values(found, "c2c_meetings", "b2b_meetings")
    assert dict(zip((row.key for row in found.rows), counts, strict=True)) == expected
    sums = [sum(pair) for row, pair in zip(found.rows, counts, strict=True) if row.key != "ALL"]
    assert sums == sorted(sums, reverse=True)


def test_the_words_tell_most_and_none(source_reports):
    # Table A prints 143 C2C and 684 B2B meetings, 81 and 664 of them in Japan.
    assert chart(source_reports["bioxclusters-plus"], "meetings_by_market").text == (
        "827 meetings: 143 C2C and 684 B2B. Most in Japan (745). None in Brazil and South Korea."
    )


def test_nothing_is_printed_as_the_partnership_prints_it(source_reports):
    for slug, mark in (("bioxclusters-plus", "-"), ("laser-go", "0")):
        found = chart(source_reports[slug], "meetings_by_market")
        assert texts_in(found).count(mark) == sum(v == 0 for v in _counts(found))


def _counts(found):
    return [count for pair in values(found, "c2c_meetings", "b2b_meetings") for count in pair]


def test_a_declared_figure_is_what_the_bar_shows():
    market = TargetMarketFactory(label="Chile")
    DeclaredFigureFactory(
        partnership=market.partnership,
        market=market,
        event=None,
        measure="c2c_meetings",
        value=1234,
    )
    found = chart(market.partnership, "meetings_by_market")
    assert found.text == "1,234 meetings: 1,234 C2C and 0 B2B. Most in Chile (1,234)."
    assert "1,234" in texts_in(found)
    assert "1,234 C2C meetings" in texts_in(found, NARROW)


# Agreements ---------------------------------------------------------------------------------


def test_agreements_are_those_of_the_source(source_reports):
    found = chart(source_reports["bioxclusters-plus"], "agreements_by_kind")
    assert len(AGREEMENTS) == 8
    assert values(found, "kind", "agreements") == [("MoU", 4), ("Gateway agreement", 4)]
    assert found.text == "8 agreements concluded: 4 MoUs and 4 gateway agreements."


def test_the_commonest_kind_of_agreement_comes_first_and_none_in_negotiation_counts():
    partnership = PartnershipFactory()
    for kind in (AgreementKind.MOU, AgreementKind.OTHER, AgreementKind.OTHER):
        AgreementFactory(partnership=partnership, kind=kind, market__partnership=partnership)
    AgreementFactory(
        partnership=partnership,
        market__partnership=partnership,
        kind=AgreementKind.GATEWAY,
        status=AgreementStatus.IN_NEGOTIATION,
        signed_on=None,
    )
    found = chart(partnership, "agreements_by_kind")
    assert values(found, "kind", "agreements") == [("Other agreement", 2), ("MoU", 1)]
    assert found.text == "3 agreements concluded: 2 other agreements and 1 MoU."


# Cases --------------------------------------------------------------------------------------


def test_cases_by_objective_are_those_of_tables_c_and_d(source_reports):
    by_clusters, by_smes = Counter(), Counter()
    for count, cases in (
        (by_clusters, bioxclusters_plus.CLUSTER_CASES),
        (by_smes, bioxclusters_plus.SME_CASES),
    ):
        for case in cases:
            for number in case["objectives"] or [0]:
                count[number] += case["number"]
    found = chart(source_reports["bioxclusters-plus"], "cases_by_objective")
    shown = {int(row.key): row.cells for row in found.rows}
    assert {n: cells["cluster_cases"].value for n, cells in shown.items()} == {
        n: by_clusters[n] for n in by_clusters | by_smes
    }
    assert {n: cells["sme_cases"].value for n, cells in shown.items()} == {
        n: by_smes[n] for n in by_clusters | by_smes
    }
    assert found.text == (
        "Most cases pursue “13 Matchmaking and market information” (20). A case counts once for "
        "each of its objectives. 4 cases name no category."
    )


def test_a_case_that_is_only_in_the_details_is_not_counted():
    case = ClusterCaseFactory(in_overview=False)
    case.objectives.add(ObjectiveFactory())
    found = chart(case.partnership, "cases_by_objective")
    assert (found.rows, found.text) == ((), "No cooperation cases are recorded yet.")


# Time line ----------------------------------------------------------------------------------


def test_events_stand_on_their_days_and_those_without_beside(source_reports):
    found = chart(source_reports["bioxclusters-plus"], "events_time_line")
    days = [day for (day,) in values(found, "start_on")]
    assert days[:5] == [
        date(2016, 10, 11),
        date(2016, 10, 13),
        date(2016, 11, 8),
        date(2017, 4, 3),
        date(2017, 10, 10),
    ]
    assert days[5:] == [""] * 8
    assert found.text == (
        "13 events: 5 B2B events and 8 C2C events. From 11 October 2016 to 10 October 2017. "
        "The day of 8 is not known."
    )
    assert {"2016", "2017", "Day not known"} <= set(texts_in(found))


def test_without_a_known_day_there_is_a_sentence_and_no_picture(source_reports):
    found = chart(source_reports["laser-go"], "events_time_line")
    assert found.text == (
        "14 events: 7 B2B events, 1 C2C event and 6 preparatory events. "
        "The day of none of them is known."
    )
    assert pictures_of(found) == {}


def test_one_event_of_several_days_and_markets_stands_in_the_lane_of_each():
    partnership = PartnershipFactory()
    japan, chile, _ = (
        TargetMarketFactory(partnership=partnership, label=label, position=place)
        for place, label in enumerate(("Japan", "Chile", "Peru"))
    )
    EventFactory(
        partnership=partnership,
        name="Mission",
        kind="visit",
        markets=[japan, chile],
        start_on=date(2017, 3, 1),
        end_on=date(2017, 6, 1),
    )
    found = chart(partnership, "events_time_line")
    assert values(found, "event", "markets", "end_on") == [
        ("Mission", ("Japan", "Chile"), date(2017, 6, 1))
    ]
    assert found.text == "1 event: 1 preparatory event. On 1 March 2017."
    assert texts_in(found) == ["2017", "Japan", "Chile", "Preparatory event"]


# Map ----------------------------------------------------------------------------------------


def test_the_map_names_the_markets_and_tells_where_partners_come_from():
    partnership = PartnershipFactory()
    places = (("South Australia", "AU"), ("Singapore", "SG"), ("Everywhere", ""))
    for position, (label, country) in enumerate(places):
        code = country or "EVERY"
        TargetMarketFactory(
            partnership=partnership, code=code, label=label, country=country, position=position
        )
    for country, role in (("LT", MembershipRole.COORDINATOR), ("DE", MembershipRole.ASSOCIATE)):
        cluster = ClusterFactory(country=country, short_name=f"Cluster {country}")
        MembershipFactory(partnership=partnership, cluster=cluster, role=role)
    found = chart(partnership, "markets_map")
    assert found.text == (
        "3 target markets: South Australia, Singapore and Everywhere. The partners come from "
        "Lithuania. Not on the map: Everywhere."
    )
    assert set(texts_in(found)) == {
        "South Australia",
        "Singapore",
        "Target market",
        "Country of a partner",
    }


@pytest.mark.parametrize(
    ("code", "longitude", "latitude"),
    [
        ("USA", (-105, -95), (35, 43)),  # without Alaska
        ("FRA", (1, 4), (45, 48)),  # without Guiana
        ("SGP", (103, 105), (1, 2)),  # too small for the atlas
        ("ZAF", (22, 27), (-31, -27)),
        ("RUS", (85, 105), (58, 66)),  # the map is cut in it
        ("FJI", (176, 180), (-19, -16)),
    ],
)
def test_a_mark_stands_in_the_middle_of_a_country(code, longitude, latitude):
    x, y = centre_of(code)
    assert longitude[0] < x < longitude[1]
    assert latitude[0] < y < latitude[1]


def test_no_picture_costs_a_query(source_reports, django_assert_num_queries):
    data = assemble_report(source_reports["bioxclusters-plus"], edition=Edition.AGENCY)
    with django_assert_num_queries(0):
        assert len([name for each in data.charts for name in pictures_of(each)]) == 10
