"""Workbooks for tests: a small one by the contract alone, and ways to spoil it."""

from copy import deepcopy
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from exchange.plan import Plan, make_plan
from exchange.services import import_workbook

# Typed from the public contract, not read from the declaration.
CONTRACT: dict[str, str] = {
    "partnership": "acronym, name, slug, programme, grant_number, phase, start, end, zero_mark, language",
    "clusters": "short_name, legal_name, country, region, role, joined, website",
    "markets": "code, label, country, order",
    "organisations": "name, country, kind, side, cluster, sectors, website",
    "events": "ref, name, kind, start, end, place, markets, organisers",
    "participations": "event, organisation, state",
    "meetings": "event, kind, party_a, party_b, state",
    "agreements": "ref, kind, organisation, market, signed_on, valid_until, place, status",
    "companies": "name, country, cluster, sector, confidential",
    "cluster_cases": "ref, market, type, number, description, objectives, sectors, partners, clusters, "
    "main_steps, next_steps",
    "sme_cases": "ref, company, market, number, description, objectives, objective_note, sector, partner, "
    "partner_type, status, main_steps, next_steps, confidential",
    "declared": "measure, market, event, value, source",
    "claims": "measure, market, value, document, place",
    "indicators": "name, unit, baseline, target, value, source",
}

SMALL: dict[str, list[dict[str, Any]]] = {
    "partnership": [
        {
            "acronym": "PHOTON",
            "name": "Photonics beyond Europe",
            "slug": "photon",
            "programme": "Going International",
            "grant_number": "812345",
            "phase": "Phase 1",
            "start": "2018-01-01",
            "end": "2019-12-31",
            "zero_mark": "-",
            "language": "en",
        }
    ],
    "clusters": [
        {"short_name": "ALPHA", "country": "FR", "role": "coordinator", "joined": "2018-01-01"},
        {
            "short_name": "BETA",
            "country": "DE",
            "role": "partner",
            "website": "https://beta.example",
        },
    ],
    "markets": [
        {"code": "US", "label": "USA", "country": "US", "order": 1},
        {"code": "JP", "label": "Japan", "country": "JP", "order": 2},
    ],
    "organisations": [
        {
            "name": "Photonics Valley",
            "country": "US",
            "kind": "cluster",
            "side": "third_intermediary",
            "sectors": "photonics; optics",
        },
        {
            "name": "Kyoto Park",
            "country": "JP",
            "kind": "science park",
            "side": "third_intermediary",
        },
    ],
    "events": [
        {
            "ref": "E1",
            "name": "Mission to Boston",
            "kind": "fact-finding mission",
            "start": "2018-06-12",
            "end": "2018-06-14",
            "place": "Boston, USA",
            "markets": "US",
            "organisers": "ALPHA; BETA",
        },
        {
            "ref": "E2",
            "name": "Matchmaking",
            "kind": "B2B",
            "start": "2018-09-01",
            "markets": "US; JP",
        },
        {
            "ref": "E3",
            "name": "Closing seminar",
            "kind": "seminar",
            "start": "2019-11-01",
            "markets": "ALL",
        },
    ],
    "participations": [
        {"event": "E1", "organisation": "Photonics Valley", "state": "attended"},
        {"event": "E2", "organisation": "Lightworks", "state": "no-show"},
    ],
    "meetings": [
        {
            "event": "E2",
            "kind": "B2B",
            "party_a": "Lightworks",
            "party_b": "Photonics Valley",
            "state": "held",
        }
    ],
    "agreements": [
        {
            "ref": "A1",
            "kind": "MoU",
            "organisation": "Photonics Valley",
            "market": "US",
            "signed_on": "2018-06-13",
            "place": "Boston",
            "status": "signed",
        }
    ],
    "companies": [
        {
            "name": "Lightworks",
            "country": "FR",
            "cluster": "ALPHA",
            "sector": "Lasers",
            "confidential": "no",
        },
        {"name": "Hidden Optics", "country": "DE", "cluster": "BETA", "confidential": "yes"},
    ],
    "cluster_cases": [
        {
            "ref": "C1",
            "market": "ALL",
            "type": 2,
            "number": 1,
            "description": "A common road map.",
            "objectives": "1; 3",
            "sectors": "photonics",
            "partners": "Kyoto Park; Photonics Valley",
            "clusters": "ALPHA",
        }
    ],
    "sme_cases": [
        {
            "ref": "S1",
            "company": "Lightworks",
            "market": "US",
            "number": 2,
            "description": "Tests of a laser head.",
            "objectives": 2,
            "partner": "Photonics Valley",
            "partner_type": "cluster",
            "status": "support completed",
            "confidential": "no",
        }
    ],
    "declared": [
        {"measure": "b2b_meetings", "event": "E2", "value": 24, "source": "Final report, page 12"},
        {"measure": "c2c_meetings", "market": "ALL", "value": 3, "source": "Final report, page 13"},
    ],
    "claims": [{"measure": "b2b_meetings", "value": 25, "document": "Leaflet", "place": "page 2"}],
    "indicators": [
        {
            "name": "SMEs in missions",
            "unit": "SMEs",
            "baseline": 0,
            "target": 40,
            "value": 31,
            "source": "Survey",
        },
        {"name": "Agreements", "unit": "agreements", "target": 5, "value": "agreements"},
    ],
}
"""A small partnership by the columns of the contract alone."""


def small() -> dict[str, list[dict[str, Any]]]:
    """A copy that may be changed."""
    return deepcopy(SMALL)


def write(path: Path, sheets: dict[str, list[dict[str, Any]]]) -> Path:
    """A workbook with all sheets of the contract; further columns follow those of the contract."""
    book = Workbook()
    book.remove(book.active)
    for name in [*CONTRACT, *(name for name in sheets if name not in CONTRACT)]:
        rows = sheets.get(name, [])
        headers = list(CONTRACT.get(name, "").split(", ")) if name in CONTRACT else []
        headers += [key for row in rows for key in row if key not in headers]
        worksheet = book.create_sheet(name)
        worksheet.append(list(dict.fromkeys(headers)))
        for row in rows:
            worksheet.append([row.get(header) for header in dict.fromkeys(headers)])
    book.save(path)
    return path


def edited(source: Path, target: Path, edit: Any) -> Path:
    """A workbook that ``edit`` has had in its hands."""
    book = load_workbook(source)
    edit(book)
    book.save(target)
    return target


def plan_of(path: Path, partnership: Any = None, by: Any = None) -> Plan:
    """What an import would do."""
    return make_plan(path, partnership=partnership, by=by)


def faults_of(path: Path, partnership: Any = None, by: Any = None) -> list[str]:
    """What must be mended, as people read it."""
    return [str(fault) for fault in plan_of(path, partnership, by).faults]


def bring_in(path: Path, partnership: Any = None, by: Any = None) -> Any:
    """The partnership, once the workbook is imported."""
    return import_workbook(path, partnership=partnership, by=by, reason="Test").partnership
