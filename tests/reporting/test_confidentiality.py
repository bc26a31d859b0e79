"""What the public edition hides, under every spelling that it may be found under."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from pypdf import PdfReader

from gateways.choices import Side
from reporting.confidentiality import bare_names
from reporting.engine.disclosure import Disclosure
from reporting.engine.editions import Edition
from reporting.engine.registries import writers
from reporting.services import assemble_report
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    ClaimFactory,
    ClusterCaseFactory,
    ClusterCasePartnerFactory,
    CompanyFactory,
    DeclaredFigureFactory,
    EventFactory,
    IndicatorFactory,
    MeetingFactory,
    NarrativeSectionFactory,
    OrganisationFactory,
    ParticipationFactory,
    ReportFactory,
    SMECaseFactory,
    TargetMarketFactory,
)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Quetzal GmbH", {"Quetzal"}),
        ("Quetzal Photonics GmbH & Co. KG", {"Quetzal Photonics"}),
        ("Quetzal, S. L. U.", {"Quetzal"}),
        ("Quetzal Sp. z o.o.", {"Quetzal"}),
        ("Quetzal Co., Ltd.", {"Quetzal"}),
        ("Quetzal, Unipessoal Lda.", {"Quetzal"}),
        ("Quetzal spol. s r.o.", {"Quetzal"}),
        ("UAB „Quetzal“", {"UAB „Quetzal", "Quetzal"}),
        ("IMV GmbH", {"IMV"}),
        ("IT GmbH", set()),
        ("Photonics UAB", set()),
        ("GmbH", set()),
        ("Quetzal", set()),
    ],
)
def test_a_name_is_also_known_without_its_legal_form(name, bare):
    assert bare_names(name, common={"photonics"}) == bare


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("Quetzal GmbH", "_Quetzal GmbH_ met __quetzal  gmbh__.", "_X_ met __X__."),
        ("L'Ara-Bleu", "L’Ara‑Bleu and L'ARA–BLEU", "X and X"),
        ("Bohém", "Bohe\u0301m", "X"),
        ("Bohe\u0301m", "Bohém", "X"),
        ("AIR", "AIR flies through air.", "X flies through air."),
        ("Quetzal", "Quetzalcoatlus, Quetzal2", "Quetzalcoatlus, Quetzal2"),
    ],
)
def test_a_name_is_found_however_it_is_typed(name, text, masked):
    assert Disclosure({name: "X"}).mask(text) == masked


MARKER = "Quetzalcoatlus"


def public_outputs(partnership, client):
    """Every output that anybody may have, as text."""
    data = assemble_report(partnership)
    texts = {key: readable(writer().write(data)) for key, writer in writers.items()}
    slug = partnership.slug
    addresses = {
        "home": reverse("home"),
        "partnership": reverse("partnership", args=[slug]),
        "report": reverse("report", args=[slug, "key-achievements"]),
        "list": reverse("api-partnership-list"),
        "answer": reverse("api-partnership-detail", args=[slug]),
        "report of the API": reverse("api-partnership-report", args=[slug, "key-achievements"]),
    }
    for name, address in addresses.items():
        response = client.get(address)
        assert response.status_code == 200
        texts[name] = response.getvalue()
    return {name: text.decode(errors="replace") for name, text in texts.items()}


def readable(content):
    """The text of a file, with that of all its parts if it is an archive, and with its metadata."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        pdf = PdfReader(BytesIO(content))
        pages = [page.extract_text() for page in pdf.pages]
        return "\n".join([*pages, str(pdf.metadata)]).encode() + pdf.xmp_metadata.stream.get_data()
    return content


def outputs_with(marker, partnership, client):
    return [
        name
        for name, text in public_outputs(partnership, client).items()
        if marker.casefold() in text.casefold()
    ]


@pytest.fixture
def partnership(db, settings, tmp_path):
    """A partnership with a public report and one market."""
    settings.REPORTS_ROOT = tmp_path
    report = ReportFactory(is_public=True)
    TargetMarketFactory(partnership=report.partnership, code="US", country="US", label="USA")
    return report.partnership


def tell_everywhere(partnership, name, organisation):
    """The name in every text that a coordinator may type about others."""
    market = partnership.targetmarkets.get()
    partnership.goal_statement = f"To help {name}."
    partnership.save()
    NarrativeSectionFactory(report=partnership.reports.get(), text=f"_{name}_ was **{name}**.")
    ClaimFactory(partnership=partnership, document=f"Letter of {name}", place=name, value=9)
    DeclaredFigureFactory(partnership=partnership, market=market, source=f"Told by {name}", value=0)
    IndicatorFactory(partnership=partnership, name=f"Growth of {name}", unit=name)
    event = EventFactory(
        partnership=partnership, name=f"Visit of {name}", markets=[market], place=name, kind="C2C"
    )
    ParticipationFactory(event=event, organisation=organisation)
    MeetingFactory(event=event, kind="C2C", party_a=organisation)
    agreement = AgreementFactory(partnership=partnership, market=market, place=name)
    AgreementPartyFactory(agreement=agreement, organisation=organisation, named_as=f"{name} Inc.")
    texts = {"description": name, "main_steps": f"“{name}”", "next_steps": f"({name})"}
    case = ClusterCaseFactory(
        partnership=partnership, market=market, sectors=[name], type_wording=name, **texts
    )
    ClusterCasePartnerFactory(case=case, organisation=organisation, country_as=name)
    return market, texts


def test_a_confidential_company_is_named_in_no_public_output(partnership, client):
    company = CompanyFactory(
        partnership=partnership,
        name=f"{MARKER} GmbH",
        other_names=[f"{MARKER} Old AG"],
        is_confidential=True,
        sector=f"Sensors of {MARKER}",
        sectors=[MARKER],
        competences=MARKER,
        profile=MARKER,
        website=f"https://{MARKER}.example/",
    )
    market, texts = tell_everywhere(partnership, MARKER, company)
    SMECaseFactory(
        partnership=partnership,
        market=market,
        company=company,
        company_as=f"{MARKER} printed",
        detail_company_as=f"{MARKER} detailed",
        detail_description=f"Of {MARKER}.",
        objective_note=MARKER,
        detail_sector=MARKER,
        **texts,
    )
    assert outputs_with(MARKER, partnership, client) == []
    office = assemble_report(partnership, edition=Edition.AGENCY)
    for writer in writers.values():
        assert MARKER in readable(writer().write(office)).decode(errors="replace")


def test_an_sme_entered_as_an_organisation_is_nameless_where_all_smes_are(partnership, client):
    partnership.hide_sme_names = True
    organisation = OrganisationFactory(
        partnership=partnership, name=f"{MARKER} GmbH", country="DE", side=Side.EU_SME
    )
    tell_everywhere(partnership, MARKER, organisation)
    assert outputs_with(MARKER, partnership, client) == []
    (row,) = table(partnership, "stakeholders").rows
    labels = [item.label for item in row.cells["eu_smes"].evidence]
    assert "European SME, DE" in labels


def test_the_partner_of_a_confidential_case_is_named_nowhere_else_either(partnership, client):
    partner = OrganisationFactory(partnership=partnership, name=f"{MARKER} Inc.")
    NarrativeSectionFactory(report=partnership.reports.get(), text=f"We thank {MARKER}.")
    SMECaseFactory(
        partnership=partnership,
        market=partnership.targetmarkets.get(),
        partner=partner,
        is_confidential=True,
        description=f"With {MARKER}.",
        sector=f"Sensors of {MARKER}",
        objective_note=f"As {MARKER} wants",
    )
    assert outputs_with(MARKER, partnership, client) == []


def test_a_partner_that_is_told_elsewhere_is_not_told_to_be_one_of_a_confidential_case(
    partnership,
):
    entered = datetime(2018, 7, 1, 12, tzinfo=UTC)
    partner = OrganisationFactory(partnership=partnership, name=MARKER, created_at=entered)
    market = partnership.targetmarkets.get()
    other = TargetMarketFactory(partnership=partnership)
    event = EventFactory(partnership=partnership, name="Fair", markets=[market])
    ParticipationFactory(event=event, organisation=partner)
    for place in (market, other):
        case = ClusterCaseFactory(partnership=partnership, market=place, is_confidential=True)
        ClusterCasePartnerFactory(case=case, organisation=partner)
    first, second = (
        [item.as_json() for item in row.cells["third_country_clusters"].evidence]
        for row in table(partnership, "stakeholders").rows
    )
    named = {"kind": "organisation", "id": partner.pk, "label": f"{MARKER} (US)", "count": 1}
    assert first == [
        {
            **named,
            "note": "attended Fair",
            "date": "2018-06-01",
            "source": "Entered on 1 July 2018",
        }
    ]
    assert second == [
        {
            "kind": "organisation",
            "label": "Confidential partner, US",
            "count": 1,
            "note": "cooperation case by clusters",
            "source": "Recorded in the portal",
        }
    ]


def test_a_company_that_is_called_like_a_word_of_a_note_spoils_no_report(partnership):
    CompanyFactory(partnership=partnership, name="Consortium GmbH", is_confidential=True)
    (note,) = table(partnership, "stakeholders").footnotes
    assert note.endswith("do not belong to the consortium.")
    assert b"do not belong to the consortium." in writers["html"]().write(
        assemble_report(partnership)
    )


def table(partnership, key):
    return next(found for found in assemble_report(partnership).tables if found.key == key)
