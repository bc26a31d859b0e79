"""The fixtures: both source reports as records, and the rules their texts keep."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from events.models import DeclaredFigure, Event
from gateways.models import Agreement
from partnership.models import Membership, Partnership
from reporting.models import NarrativeSection, Report
from smes.models import ClusterCase, Company, SMECase
from tests.kept import Kept

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
NAMES = ("programme", "bioxclusters-plus", "laser-go")
PARTNERSHIPS = ("bioxclusters-plus", "laser-go")

AGREEMENTS = [
    ("MoU", "Australia", ["HISA"]),
    ("gateway agreement", "Brazil", ["Biominas"]),
    ("gateway agreement", "Brazil", ["CINNAMED", "Medical Valley"]),
    ("gateway agreement", "China", ["Fenglin BioMedical"]),
    ("MoU", "Japan", ["Osaka BioHeadquarters"]),
    ("gateway agreement", "USA", ["Wistar Institute"]),
    ("MoU", "South Korea", ["Chuncheon park"]),
    ("MoU", "Canada", ["ToHealth (Toronto)"]),
]

OVERVIEW = [
    ("USA", 1, 2, ["The Wistar Institute", "The Children Institute of Philadelphia", "ABBVIE"]),
    ("USA", 2, 1, ["The Wistar Institute"]),
    ("Brazil", 2, 2, ["Biominas", "Cinnamed"]),
    ("China", 1, 1, ["Fenglin Group", "G-Med consulting"]),
    ("China", 2, 1, ["Fenglin Group", "G-Med consulting"]),
    ("Japan", 1, 3, ["Osaka Bio Headquarters", "JBA"]),
    ("Japan", 2, 1, ["Osaka Bio Headquarters"]),
    ("Australia", 1, 1, ["Health Industries South Australia"]),
    ("Australia", 2, 1, ["HISA"]),
    ("Canada", 1, 1, ["ToHealth", "Montreal InVivo"]),
    ("Canada", 2, 1, ["ToHealth"]),
    ("South Korea", 2, 1, ["Chuncheon Park"]),
]

SMES = [
    ("China", "Euroclone (IT)"),
    ("China", "Easyfor Medical Device (IT)"),
    ("China", "Ixtal (IT)"),
    ("China", "MetaHeps GmbH (DE)"),
    ("China", "SpheroTec GmbH (DE)"),
    ("China", "Nosopharm (FR)"),
    ("China", "Neolys Diagnostics (FR)"),
    ("Australia", "Àvida Biotech, S.L. (SP)"),
    ("Brazil", "Herniamesh (IT)"),
    ("Canada", "Cellasys GmbH (DE)"),
    ("Japan", "Silantes GmbH (DE)"),
    ("Japan", "MMI GmbH (DE)"),
    ("Japan", "Leukocare AG (DE)"),
    ("Japan", "Mind the Byte (SP)"),
    ("Japan", "CYTOO (FR)"),
    ("Japan", "CTI Biotech (FR)"),
    ("South Korea", "Bicoll (DE)"),
    ("USA", "NISO Biomed (IT)"),
    ("USA", "Altmann Analytik GmbH & Co. KG (DE)"),
    ("USA", "PreOmics (DE)"),
    ("USA", "InGeneron GmbH (DE)"),
    ("USA", "ProJect Pharmaceutics GmbH (DE)"),
    ("USA", "Lophius Biosciences GmbH (DE)"),
    ("USA", "tilibit nanosystems GmbH (DE)"),
    ("USA", "Anaxomics Biotech SL (SP)"),
]

EVENTS = {
    "bioxclusters-plus": {
        ("USA", "C2C"): 2,
        ("USA", "B2B"): 1,
        ("Japan", "C2C"): 3,
        ("Japan", "B2B"): 2,
        ("Canada", "C2C"): 1,
        ("China", "C2C"): 1,
        ("Australia", "B2B"): 2,
        ("ALL", "C2C"): 1,
    },
    "laser-go": {
        ("Canada", "preparatory"): 1,
        ("Canada", "B2B"): 1,
        ("USA", "preparatory"): 2,
        ("USA", "C2C"): 1,
        ("USA", "B2B"): 2,
        ("Iran", "preparatory"): 1,
        ("Iran", "B2B"): 1,
        ("South Africa", "preparatory"): 1,
        ("South Africa", "B2B"): 1,
        ("Singapore", "preparatory"): 1,
        ("Singapore", "B2B"): 2,
    },
}

MEETINGS = {
    "bioxclusters-plus": {
        ("c2c_meetings", "USA"): 17,
        ("c2c_meetings", "Japan"): 81,
        ("c2c_meetings", "Canada"): 30,
        ("c2c_meetings", "China"): 11,
        ("c2c_meetings", "ALL"): 4,
        ("b2b_meetings", "USA"): 14,
        ("b2b_meetings", "Japan"): 664,
        ("b2b_meetings", "Australia"): 6,
    },
    "laser-go": {
        ("c2c_meetings", "Canada"): 7,
        ("c2c_meetings", "USA"): 10,
        ("c2c_meetings", "Singapore"): 2,
        ("b2b_meetings", "Iran"): 4,
        ("b2b_meetings", "South Africa"): 5,
        ("b2b_meetings", "Singapore"): 3,
    },
}

SECTIONS = [
    "introduction",
    "summary",
    "cluster_achievements",
    "sme_achievements",
    "testimonials",
    "recommendations",
]
REFERENCE = re.compile(r"\{\{[^{}]*\}\}")
NUMBER_WORD = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundred|thousand|million|dozen|twice|half)\b",
    re.IGNORECASE,
)


def read(name: str) -> list[dict[str, Any]]:
    return json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def loaded(db: None, kept: Kept) -> None:
    paths = [str(FIXTURES / f"{name}.json") for name in NAMES]
    kept.begin_with("fixtures", lambda: call_command("loaddata", *paths, verbosity=0))


def prose(text: str) -> str:
    return REFERENCE.sub(" ", text)


@pytest.mark.parametrize("name", PARTNERSHIPS)
def test_each_partnership_loads_with_nothing_but_the_programme(name: str, db: None) -> None:
    paths = [str(FIXTURES / f"{part}.json") for part in ("programme", name)]
    call_command("loaddata", *paths, verbosity=0)
    assert [partnership.slug for partnership in Partnership.objects.all()] == [name]


@pytest.mark.parametrize("name", NAMES)
def test_every_record_of_a_fixture_is_valid(name: str, loaded: None) -> None:
    for row in read(name):
        apps.get_model(row["model"])._default_manager.get(pk=row["pk"]).full_clean()


def test_no_primary_key_is_used_twice() -> None:
    keys = Counter((row["model"], row["pk"]) for name in NAMES for row in read(name))
    assert [key for key, count in keys.items() if count > 1] == []


def test_loading_twice_changes_nothing(loaded: None) -> None:
    models = {row["model"] for name in NAMES for row in read(name)}
    before = {model: apps.get_model(model)._default_manager.count() for model in models}
    call_command("loaddata", *[str(FIXTURES / f"{name}.json") for name in NAMES], verbosity=0)
    after = {model: apps.get_model(model)._default_manager.count() for model in models}
    assert after == before


@pytest.mark.parametrize("name", NAMES)
def test_fixtures_hold_no_email_address_of_anybody_and_no_phone_number(name: str) -> None:
    text = (FIXTURES / f"{name}.json").read_text(encoding="utf-8")
    # Offices of the demo have addresses that nobody can own.
    assert [
        found for found in re.findall(r"\S+@[\w.-]+", text) if not found.endswith(".example.org")
    ] == []
    assert re.findall(r"\+\d[\d ()-]{6,}", text) == []


@pytest.mark.parametrize("slug", PARTNERSHIPS)
def test_the_report_is_public_and_has_every_section(slug: str, loaded: None) -> None:
    report = Report.objects.get(partnership__slug=slug)
    assert (report.document, report.is_public) == ("key-achievements", True)
    assert [section.key for section in report.sections.all()] == SECTIONS


def test_narrative_sections_have_80_to_220_words(loaded: None) -> None:
    lengths = {
        str(section.pk): len(REFERENCE.sub("x", section.text).split())
        for section in NarrativeSection.objects.all()
    }
    assert {key: length for key, length in lengths.items() if not 80 <= length <= 220} == {}


def test_narrative_types_no_digits_but_years(loaded: None) -> None:
    typed = {
        number
        for section in NarrativeSection.objects.all()
        for number in re.findall(r"\d+", prose(section.text))
        if not re.fullmatch(r"(19|20)\d\d", number)
    }
    assert typed == set()


def test_narrative_types_no_number_words(loaded: None) -> None:
    typed = {
        word
        for section in NarrativeSection.objects.all()
        for word in NUMBER_WORD.findall(prose(section.text))
    }
    assert typed == set()


def test_narrative_of_laser_go_names_no_sme(loaded: None) -> None:
    assert Company.objects.filter(partnership__slug="laser-go").count() == 0
    texts = NarrativeSection.objects.filter(report__partnership__slug="laser-go")
    assert not any("eksma" in section.text.lower() for section in texts)


def test_members_are_those_of_the_source(loaded: None) -> None:
    members = {
        slug: [
            (str(member), member.role)
            for member in Membership.objects.filter(partnership__slug=slug).in_order()
        ]
        for slug in PARTNERSHIPS
    }
    assert members == {
        "bioxclusters-plus": [
            ("LYONBIOPOLE (FR)", "coordinator"),
            ("BIOCAT (ES)", "partner"),
            ("BIPCA (IT)", "partner"),
            ("BIOM (DE)", "partner"),
        ],
        "laser-go": [
            ("LITEK (LT)", "coordinator"),
            ("OpticsValley (FR)", "partner"),
            ("Human.technology Styria (A)", "partner"),
            ("Medicen Paris Region (FR)", "associate"),
            ("Biocat (ES)", "associate"),
            ("Optence (DE)", "associate"),
        ],
    }


def test_target_markets_stand_in_the_order_of_the_source(loaded: None) -> None:
    markets = {
        slug: [
            market.label for market in Partnership.objects.get(slug=slug).targetmarkets.in_order()
        ]
        for slug in PARTNERSHIPS
    }
    assert markets == {
        "bioxclusters-plus": [
            "USA",
            "Japan",
            "Canada",
            "China",
            "Australia",
            "Brazil",
            "South Korea",
        ],
        "laser-go": ["Canada", "USA", "Iran", "South Africa", "Singapore"],
    }


def test_agreements_are_the_eight_of_the_source(loaded: None) -> None:
    agreements = [
        (
            agreement.kind,
            agreement.market.label,
            [party.shown_name for party in agreement.parties.all()],
        )
        for agreement in Agreement.objects.order_by("reference")
    ]
    assert agreements == AGREEMENTS
    assert set(Agreement.objects.values_list("status", flat=True)) == {"signed"}


def test_cases_by_clusters_are_the_twelve_rows_of_table_c(loaded: None) -> None:
    rows = [
        (
            case.market.label if case.market else "ALL",
            case.type,
            case.number,
            [partner.shown_name for partner in case.case_partners.all()],
        )
        for case in ClusterCase.objects.filter(in_overview=True).order_by("reference")
    ]
    assert rows == OVERVIEW
    assert sum(number for _, _, number, _ in rows) == 16


def test_details_by_clusters_are_the_five_rows_of_table_e(loaded: None) -> None:
    rows = [
        (partner.shown_name, partner.country_as)
        for case in ClusterCase.objects.filter(in_details=True).order_by("reference")
        for partner in case.case_partners.all()
    ]
    assert rows == [
        ("European Japan Center", "Belgium"),
        ("EU-Japan Centre for Industrial Cooperation (EEN Japan)", "Japan Tokyo Office"),
        ("European American Enterprise council (EAEC)", "US"),
        ("Council of European Bio Regions (CEBR)", "Belgium"),
        ("Silicon Europe Worldwide", "Belgium (DSP Valley as coordinator)"),
    ]
    assert ClusterCase.objects.filter(in_details=True, in_overview=True).count() == 0


def test_cases_by_smes_are_the_25_rows_of_table_d(loaded: None) -> None:
    cases = SMECase.objects.order_by("reference").select_related("company", "market")
    assert [(case.market.label, str(case.company)) for case in cases] == SMES
    assert [str(case.company) for case in cases if case.number != 1] == ["CTI Biotech (FR)"]


def test_support_is_ongoing_for_21_smes(loaded: None) -> None:
    others = SMECase.objects.exclude(status="support ongoing").order_by("reference")
    assert [case.company.name for case in others] == [
        "Leukocare AG",
        "Mind the Byte",
        "CYTOO",
        "CTI Biotech",
    ]
    assert SMECase.objects.with_work_plan().count() == 21


def test_pseudonyms_number_the_companies_from_one(loaded: None) -> None:
    numbers = Company.objects.order_by("pk").values_list("pseudonym_number", flat=True)
    assert list(numbers) == list(range(1, 26))


def _kind(event: Event) -> str:
    return event.kind if event.kind in ("C2C", "B2B") else "preparatory"


@pytest.mark.parametrize("slug", PARTNERSHIPS)
def test_events_by_market_and_kind_are_those_of_table_a(slug: str, loaded: None) -> None:
    counted: Counter[tuple[str, str]] = Counter()
    for event in Event.objects.filter(partnership__slug=slug):
        labels = [market.label for market in event.markets.all()] or ["ALL"]
        assert event.is_for_all_markets is (labels == ["ALL"])
        for label in labels:
            counted[label, _kind(event)] += 1
    assert counted == EVENTS[slug]


@pytest.mark.parametrize("slug", PARTNERSHIPS)
def test_every_event_counts_and_says_why_a_day_is_missing(slug: str, loaded: None) -> None:
    partnership = Partnership.objects.get(slug=slug)
    for event in partnership.events.all():
        assert event.status == "held"
        assert event.start_on in partnership.period if event.start_on else event.note


@pytest.mark.parametrize("slug", PARTNERSHIPS)
def test_meetings_are_declared_as_table_a_states_them(slug: str, loaded: None) -> None:
    figures = DeclaredFigure.objects.filter(
        partnership__slug=slug, measure__endswith="_meetings", event=None
    )
    declared = {
        (figure.measure, figure.market.label if figure.market else "ALL"): figure.value
        for figure in figures
    }
    assert declared == MEETINGS[slug]
