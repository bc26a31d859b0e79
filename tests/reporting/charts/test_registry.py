"""What holds for every chart; a new one is covered on its arrival."""

import json
from datetime import date

import pytest

from common.charts import draw
from reporting.engine.encoding import data_hash
from reporting.engine.registries import charts, documents, writers
from reporting.pictures import NARROW, WIDE, pictures_of
from reporting.services import assemble_report
from tests.factories import (
    AgreementFactory,
    EventFactory,
    MeetingFactory,
    ObjectiveFactory,
    PartnershipFactory,
    SMECaseFactory,
    TargetMarketFactory,
)

pytestmark = pytest.mark.django_db


def charts_of(partnership):
    return {chart.key: chart for chart in assemble_report(partnership).charts}


def fill(partnership, number, label="Market"):
    """So many markets, each with an event, a meeting, an agreement and a case."""
    codes = ("US", "JP", "CA", "CN", "AU", "BR", "KR", "SG", "MX", "ZA", "IN", "TR", "CL", "IL")
    for place in range(number):
        code = codes[place] if place < len(codes) else ""
        market = TargetMarketFactory(
            partnership=partnership,
            code=code or f"M{place}",
            country=code,
            label=f"{label} {place}",
            position=place,
        )
        day = date(2017, 1 + place % 12, 3)
        event = EventFactory(partnership=partnership, markets=[market], start_on=day, kind="C2C")
        MeetingFactory(event=event)
        AgreementFactory(partnership=partnership, market=market)
        case = SMECaseFactory(partnership=partnership, market=market)
        case.objectives.add(ObjectiveFactory())


@pytest.mark.parametrize("document", list(documents))
def test_every_chart_of_a_document_follows_something_that_is_in_it(document):
    declared = documents[document]
    places = {section.key for section in declared.sections} | set(declared.tables)
    assert {placed.after for placed in declared.charts} <= places
    assert {placed.key for placed in declared.charts} <= set(charts)


def test_every_chart_is_in_a_document():
    placed = {chart.key for document in documents.values() for chart in document.charts}
    assert placed == set(charts)


@pytest.mark.parametrize("key", list(charts))
def test_a_chart_of_nothing_is_a_sentence(key):
    chart = charts_of(PartnershipFactory())[key]
    assert pictures_of(chart) == {}
    assert chart.text.startswith("No ")
    assert chart.text.endswith("yet.")


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(
    ("number", "label"), [(1, "Market"), (30, "Market"), (3, "Ωmega " * 12), (3, "W" * 70)]
)
@pytest.mark.parametrize("key", list(charts))
def test_a_chart_keeps_within_its_width_whatever_it_shows(key, number, label, width, settings):
    partnership = PartnershipFactory()
    fill(partnership, number, label)
    (picture,) = pictures_of(charts_of(partnership)[key], [width]).values()
    assert picture.spec["width"] == width
    places = [
        item
        for layer in picture.spec["layer"]
        for item in layer["data"]["values"]
        if isinstance(item, dict)
    ]
    for item in places:
        assert 0 <= item["x"] <= width
        assert 0 <= item["y"] <= picture.spec["height"]
        assert item.get("x2", 0) <= width + 1
    assert draw(picture.spec, settings.FONTS_DIR).startswith("<svg")


@pytest.mark.parametrize("key", list(charts))
def test_equal_data_make_equal_pictures_and_other_data_others(key):
    partnership = PartnershipFactory()
    fill(partnership, 2)
    former, same = charts_of(partnership)[key], charts_of(partnership)[key]
    name = pictures_of(former)[WIDE].name
    assert pictures_of(same)[WIDE].name == name
    market = TargetMarketFactory(partnership=partnership, code="ZZ", label="Further", country="")
    event = EventFactory(partnership=partnership, markets=[market], start_on=date(2017, 5, 5))
    MeetingFactory(event=event)
    AgreementFactory(partnership=partnership, market=market)
    SMECaseFactory(partnership=partnership, market=market)
    assert pictures_of(charts_of(partnership)[key])[WIDE].name != name


def test_charts_are_part_of_what_the_hash_covers():
    partnership = PartnershipFactory()
    market = TargetMarketFactory(partnership=partnership, country="JP")
    former = data_hash(assemble_report(partnership))
    market.country = "KR"  # no table shows it, the map does
    market.save()
    assert data_hash(assemble_report(partnership)) != former


def test_every_chart_stands_in_the_json_with_its_data():
    partnership = PartnershipFactory()
    fill(partnership, 1)
    data = assemble_report(partnership)
    shown = json.loads(writers["json"]().write(data))["charts"]
    assert [chart["key"] for chart in shown] == [chart.key for chart in data.charts]
    assert shown[2] == {
        "key": "meetings_by_market",
        "title": "Meetings by market",
        "text": "1 meeting: 0 C2C and 1 B2B. Most in Market 0 (1).",
        "data": [{"market": "Market 0", "c2c_meetings": 0, "b2b_meetings": 1}],
    }
