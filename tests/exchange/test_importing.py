"""A small workbook by the contract alone becomes a partnership; another one changes it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import DeclaredFigure, Event, Meeting, Participation
from exchange.exceptions import RecordsHaveChanged, WorkbookIsFaulty
from exchange.identities import IDENTITIES
from exchange.plan import make_plan
from exchange.services import import_workbook
from exchange.writing import write_partnership
from gateways.models import Agreement, Organisation
from partnership.models import Cluster, Indicator, Membership, Partnership, Programme
from reporting.models import Claim
from smes.models import ClusterCase, Company, SMECase
from tests.exchange.workbooks import bring_in, edited, faults_of, plan_of, small, write
from tests.factories import (
    ClusterFactory,
    CompanyFactory,
    OrganisationFactory,
    PartnershipFactory,
    UserFactory,
)
from tests.factories.partnership import RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / "small.xlsx", small())


@pytest.fixture
def photon(path):
    return bring_in(path)


def change(path, partnership, edit, by=None):
    """Export, change in the spreadsheet program, look, import. Gives the plan."""
    path.write_bytes(write_partnership(partnership))
    edited(path, path, edit)
    plan = plan_of(path, partnership, by)
    assert plan.faults == []
    bring_in(path, partnership, by)
    return plan


def cell(book, sheet, header, row=2):
    place = [each.value for each in book[sheet][1]].index(header) + 1
    return book[sheet].cell(row, place)


def told(plan):
    return [
        (row.sheet, row.number, [(c.header, c.old, c.new) for c in row.changes])
        for row in plan.rows
        if row.changes
    ]


# A new partnership ---------------------------------------------------------------------------


def test_a_partnership_is_made_with_all_its_records(photon):
    assert (photon.acronym, photon.slug, photon.grant_number) == ("PHOTON", "photon", "812345")
    assert photon.period.end == date(2019, 12, 31)
    members = Membership.objects.filter(partnership=photon).order_by("position")
    assert [str(member) for member in members] == ["ALPHA (FR)", "BETA (DE)"]
    events = {event.reference: event for event in Event.objects.all()}
    assert [market.code for market in events["E2"].markets.order_by("code")] == ["JP", "US"]
    assert events["E3"].is_for_all_markets
    assert events["E1"].organisers == ["ALPHA", "BETA"]
    assert Meeting.objects.get().party_a.name == "Lightworks"
    assert {p.state for p in Participation.objects.all()} == {"attended", "no-show"}
    assert [party.organisation.name for party in Agreement.objects.get().parties.all()] == [
        "Photonics Valley"
    ]


def test_companies_are_organisations_with_pseudonyms(photon):
    first, second = Company.objects.order_by("pk")
    assert (first.side, first.kind, first.pseudonym_number) == ("eu_sme", "business", 1)
    assert (second.name, second.confidentiality) == ("Hidden Optics", "hidden from public")
    assert Organisation.objects.count() == 4
    assert first.cluster == Cluster.objects.get(short_name="ALPHA")


def test_cases_keep_their_order_of_partners_and_their_objectives(photon):
    case = ClusterCase.objects.get()
    partners = case.case_partners.order_by("position")
    assert [partner.organisation.name for partner in partners] == ["Kyoto Park", "Photonics Valley"]
    assert sorted(case.objectives.values_list("number", flat=True)) == [1, 3]
    assert case.is_for_all_markets
    own = SMECase.objects.get()
    assert (own.number, own.status, own.type) == (2, "support completed", 1)


def test_figures_claims_and_indicators(photon):
    declared = DeclaredFigure.objects.order_by("pk")
    assert [(row.measure, row.value, row.is_for_all_markets) for row in declared] == [
        ("b2b_meetings", 24, False),
        ("c2c_meetings", 3, True),
    ]
    assert Claim.objects.get().market is None
    survey, figure = Indicator.objects.order_by("pk")
    assert survey.measurements.get().value == 31
    assert survey.measurements.get().source == "Survey"
    assert (figure.figure, figure.measurements.count()) == ("agreements", 0)


def test_a_programme_that_nobody_knows_is_added_and_told(path):
    plan = plan_of(path)
    assert plan.notes == [
        "The programme “Going International” is new and gets the usual co-funding statement and disclaimer. Look at "
        "them in the portal, or tell its own in sheet programmes."
    ]
    bring_in(path)
    assert Programme.objects.get().cofunding_statement == "Co-funded by the European Union"


def test_an_event_of_which_nobody_knows_the_day_was_held(tmp_path):
    sheets = small()
    sheets["events"][2]["start"] = None
    bring_in(write(tmp_path / "undated.xlsx", sheets))
    assert Event.objects.get(reference="E3").status == "held"


def test_every_record_has_one_version_with_its_author_and_links(path):
    person = UserFactory(administrator=True)
    import_workbook(path, partnership=None, by=person, reason="Workbook small.xlsx")
    for model in (Event, Company, SMECase, Meeting, Partnership):
        versions = list(model.history.all())
        assert len(versions) == model._default_manager.count()
        assert {(v.history_type, v.history_user_id, v.history_change_reason) for v in versions} == {
            ("+", person.pk, "Workbook small.xlsx")
        }
    version = Event.history.get(reference="E2")
    assert sorted(link.targetmarket.code for link in version.markets.all()) == ["JP", "US"]


def test_the_same_partnership_is_not_made_twice(path, photon):
    assert faults_of(path) == [
        "Sheet “partnership”, row 2, column C (slug): The portal has the partnership “photon” already. Import the "
        "workbook into it to change it, or write another slug."
    ]


def test_a_taken_acronym_is_told_at_its_cell(path):
    PartnershipFactory(acronym="Photon", slug="older")
    assert faults_of(path) == [
        "Sheet “partnership”, row 2, column A (acronym): Another partnership has this acronym. Choose a different "
        "one."
    ]


def test_clusters_of_the_directory_are_joined_not_added_again(path):
    known = ClusterFactory(short_name="alpha", country="FR", city="Limoges")
    bring_in(path)
    known.refresh_from_db()
    assert (known.short_name, known.city) == ("ALPHA", "Limoges")
    assert Cluster.objects.count() == 2


# Changing ------------------------------------------------------------------------------------


def test_what_is_not_changed_is_left_untouched(tmp_path, photon):
    moments = {m: dict(m._default_manager.values_list("pk", "updated_at")) for m in IDENTITIES}
    versions = {m: m.history.count() for m in IDENTITIES}

    def edit(book):
        cell(book, "events", "place").value = "Cambridge, USA"

    plan = change(tmp_path / "out.xlsx", photon, edit)
    assert told(plan) == [("events", 2, [("place", "Boston, USA", "Cambridge, USA")])]
    assert plan.counts()["events"] == {"changed": 1, "left": 2}
    event = Event.objects.get(reference="E1")
    assert event.place == "Cambridge, USA"
    for model in IDENTITIES:
        now = dict(model._default_manager.values_list("pk", "updated_at"))
        changed = {event.pk} if model is Event else set()
        assert {pk for pk in now if now[pk] != moments[model][pk]} == changed, model
        assert model.history.count() == versions[model] + len(changed), model


def test_a_change_is_a_version_with_author_and_links(tmp_path, photon):
    person = RoleFactory(partnership=photon).person

    def edit(book):
        cell(book, "events", "markets").value = "ALL"

    change(tmp_path / "out.xlsx", photon, edit, by=person)
    event = Event.objects.get(reference="E1")
    latest = event.history.first()
    assert (latest.history_type, latest.history_user) == ("~", person)
    assert event.is_for_all_markets
    assert list(event.markets.all()) == list(latest.markets.all()) == []


def test_a_row_that_is_missing_leaves_its_record(tmp_path, photon):
    change(tmp_path / "out.xlsx", photon, lambda book: book["events"].delete_rows(2))
    assert Event.objects.filter(reference="E1").exists()


def test_an_empty_cell_empties_and_a_missing_further_column_leaves(tmp_path, photon):
    Event.objects.filter(reference="E1").update(note="Keep this", host_event="Fair")

    def edit(book):
        cell(book, "events", "place").value = None
        cell(book, "events", "host_event").value = None
        column = [each.value for each in book["events"][1]].index("note") + 1
        book["events"].delete_cols(column)

    change(tmp_path / "out.xlsx", photon, edit)
    event = Event.objects.get(reference="E1")
    assert (event.place, event.host_event, event.note) == ("", "", "Keep this")


def test_new_rows_are_added(tmp_path, photon):
    def edit(book):
        for header, value in {
            "ref": "E9",
            "name": "New",
            "kind": "fair",
            "start": "2019-05-05",
        }.items():
            cell(book, "events", header, row=5).value = value
        cell(book, "events", "markets", row=5).value = "JP"

    plan = change(tmp_path / "out.xlsx", photon, edit)
    assert plan.counts()["events"] == {"created": 1, "left": 3}
    assert Event.objects.get(reference="E9").markets.get().code == "JP"


def test_a_partner_that_the_list_names_no_more_is_taken_out_of_the_case(tmp_path, photon):
    def edit(book):
        cell(book, "cluster_cases", "partners").value = "Photonics Valley"
        book.remove(book["case_partners"])

    change(tmp_path / "out.xlsx", photon, edit)
    case = ClusterCase.objects.get()
    assert [partner.organisation.name for partner in case.case_partners.all()] == [
        "Photonics Valley"
    ]
    assert Organisation.objects.filter(name="Kyoto Park").exists()
    assert {v.history_type for v in case.case_partners.model.history.all()} >= {"+", "-"}


def test_an_organisation_becomes_a_company_and_stays_the_same_stakeholder(tmp_path, photon):
    plain = OrganisationFactory(partnership=photon, name="Little GmbH", country="DE", side="eu_sme")

    def edit(book):
        for header, value in {"name": "Little GmbH", "country": "DE", "sector": "Lasers"}.items():
            cell(book, "companies", header, row=4).value = value

    change(tmp_path / "out.xlsx", photon, edit)
    company = Company.objects.get(name="Little GmbH")
    assert (company.pk, company.sector, company.pseudonym_number) == (plain.pk, "Lasers", 3)
    assert Organisation.objects.filter(name="Little GmbH").count() == 1


def test_a_pseudonym_is_never_given_again(tmp_path, photon):
    gone = CompanyFactory(partnership=photon, name="Gone")
    assert gone.pseudonym_number == 3
    gone.delete()

    def edit(book):
        cell(book, "companies", "name", row=4).value = "New one"
        cell(book, "companies", "country", row=4).value = "FR"

    change(tmp_path / "out.xlsx", photon, edit)
    assert Company.objects.get(name="New one").pseudonym_number == 4


def test_a_stricter_confidentiality_stays_where_yes_is_said(tmp_path, photon):
    Company.objects.filter(name="Hidden Optics").update(confidentiality="hidden from partners")

    def edit(book):
        column = [each.value for each in book["companies"][1]].index("confidentiality") + 1
        book["companies"].delete_cols(column)

    plan = change(tmp_path / "out.xlsx", photon, edit)
    assert told(plan) == []
    assert Company.objects.get(name="Hidden Optics").confidentiality == "hidden from partners"


def test_both_columns_of_confidentiality_must_say_the_same(tmp_path, photon):
    path = tmp_path / "out.xlsx"
    path.write_bytes(write_partnership(photon))

    def edit(book):
        cell(book, "companies", "confidential").value = "yes"

    edited(path, path, edit)
    assert faults_of(path, photon) == [
        "Sheet “companies”, row 2, column F (confidentiality): “confidential” says yes, “confidentiality” says open. "
        "Change one of them."
    ]


def test_two_sheets_that_tell_the_same_must_agree(tmp_path, photon):
    path = tmp_path / "out.xlsx"
    path.write_bytes(write_partnership(photon))

    def edit(book):
        cell(book, "companies", "cluster").value = "BETA"

    edited(path, path, edit)
    assert faults_of(path, photon) == [
        "Sheet “companies”, row 2, column C (cluster): Sheet organisations, row 4 says “ALPHA” of the same company. "
        "Write the same in both."
    ]


def test_a_workbook_of_another_partnership_is_refused(path, photon):
    other = PartnershipFactory(slug="other")
    assert faults_of(path, other) == [
        "Sheet “partnership”, row 2, column C (slug): This workbook is of “photon”, and you import it into “other”. "
        "Choose the other one, or correct the slug."
    ]


def test_numbers_and_days_of_entry_are_not_read_into_a_partnership_that_is_there(tmp_path, photon):
    def edit(book):
        cell(book, "events", "number").value = 999
        cell(book, "events", "entered").value = "1999-01-01T00:00:00+00:00"

    assert told(change(tmp_path / "out.xlsx", photon, edit)) == []
    assert not Event.objects.filter(pk=999).exists()


# Texts ---------------------------------------------------------------------------------------

AWKWARD = [
    "=1+1",
    "+49 30 1234",
    "-minus",
    "@home",
    "'quoted'",
    "_x000D_ is no line end",
    "tab\tand vertical\x0btab",
    "Łódź – 日本 – Ελλάδα",
    "0012",
    "[[long text 1]]",
]


def test_texts_that_spreadsheets_change_come_back_as_they_were(tmp_path, photon):
    for text in AWKWARD:
        OrganisationFactory(partnership=photon, name=text, other_names=["A; B", "C\\D", text])
    note = "first line\r\nsecond line\n\n" + "long " * 20_000
    Event.objects.filter(reference="E1").update(note=note)
    path = tmp_path / "out.xlsx"
    path.write_bytes(write_partnership(photon))
    assert {what for counts in plan_of(path, photon).counts().values() for what in counts} == {
        "left"
    }
    before = {o.name: o.other_names for o in Organisation.objects.all()}

    def rename(book):
        cell(book, "partnership", "slug").value = "copy"
        cell(book, "partnership", "acronym").value = "COPY"

    copy = bring_in(edited(path, path, rename))
    assert {o.name: o.other_names for o in Organisation.objects.filter(partnership=copy)} == before
    assert Event.objects.get(partnership=copy, reference="E1").note == note


def test_records_without_a_reference_are_found_again(tmp_path, photon):
    Event.objects.filter(reference="E2").update(reference="")

    def edit(book):
        cell(book, "events", "place", row=3).value = "Tokyo"

    plan = change(tmp_path / "out.xlsx", photon, edit)
    assert told(plan) == [("events", 3, [("place", "", "Tokyo")])]
    event = Event.objects.get(name="Matchmaking")
    assert (event.reference, event.place, event.meetings.count()) == ("", "Tokyo", 1)


def test_the_same_two_may_meet_several_times(tmp_path):
    sheets = small()
    sheets["meetings"] *= 3
    partnership = bring_in(write(tmp_path / "three.xlsx", sheets))
    assert Meeting.objects.count() == 3
    path = tmp_path / "out.xlsx"
    path.write_bytes(write_partnership(partnership))
    assert plan_of(path, partnership).counts()["meetings"] == {"left": 3}


# All or nothing, and at what cost ------------------------------------------------------------


def test_an_import_that_fails_in_the_middle_leaves_nothing(path):
    def fail(partnership):
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        import_workbook(path, partnership=None, by=None, reason="Test", finish=fail)
    assert not Partnership.objects.exists()
    assert not Organisation.objects.exists()
    assert not Cluster.objects.exists()


def test_what_was_looked_at_is_imported_or_nothing(tmp_path, photon):
    path = tmp_path / "out.xlsx"
    path.write_bytes(write_partnership(photon))

    def edit(book):
        cell(book, "events", "place").value = "Cambridge, USA"

    digest = plan_of(edited(path, path, edit), photon).digest()
    Event.objects.filter(reference="E1").update(place="New York, USA")
    with pytest.raises(RecordsHaveChanged, match="Records have changed"):
        import_workbook(path, partnership=photon, by=None, reason="Test", expected=digest)
    assert Event.objects.get(reference="E1").place == "New York, USA"


def many(count):
    sheets = small()
    organisation = sheets["organisations"][0]
    sheets["organisations"] += [{**organisation, "name": f"O{n}"} for n in range(count)]
    company = sheets["companies"][0]
    sheets["companies"] += [{**company, "name": f"K{n}"} for n in range(count)]
    sheets["participations"] += [
        {"event": "E3", "organisation": f"O{n}", "state": "attended"} for n in range(count)
    ]
    sheets["sme_cases"] += [
        {**sheets["sme_cases"][0], "ref": f"X{n}", "company": f"K{n}"} for n in range(count)
    ]
    return sheets


def queries_of(call):
    with CaptureQueriesContext(connection) as queries:
        call()
    return len(queries)


def test_looking_costs_the_same_for_one_row_and_for_many(tmp_path):
    few, lots = write(tmp_path / "1.xlsx", many(1)), write(tmp_path / "30.xlsx", many(30))
    assert queries_of(lambda: plan_of(few)) == queries_of(lambda: plan_of(lots)) == 15


def test_importing_costs_the_same_for_one_row_and_for_many(tmp_path):
    few = queries_of(lambda: bring_in(write(tmp_path / "1.xlsx", many(1))))
    sheets = many(30)
    sheets["partnership"][0] |= {"slug": "other", "acronym": "OTHER"}
    lots = queries_of(lambda: bring_in(write(tmp_path / "30.xlsx", sheets)))
    assert lots <= few


def test_exporting_costs_the_same_for_one_row_and_for_many(tmp_path):
    first = bring_in(write(tmp_path / "1.xlsx", many(1)))
    few = queries_of(lambda: write_partnership(first))
    sheets = many(30)
    sheets["partnership"][0] |= {"slug": "other", "acronym": "OTHER"}
    second = bring_in(write(tmp_path / "30.xlsx", sheets))
    assert queries_of(lambda: write_partnership(second)) == few == 37


def test_progress_is_told(path):
    said = []
    make_plan(path, partnership=None, by=None, progress=lambda *told: said.append(told[0]))
    assert list(dict.fromkeys(said))[:3] == [
        "Looking at the file",
        "Reading the workbook",
        "Comparing with what is there",
    ]


# Who may what --------------------------------------------------------------------------------


def test_a_coordinator_changes_the_own_partnership_but_not_what_others_share(tmp_path, photon):
    person = RoleFactory(partnership=photon).person
    path = tmp_path / "out.xlsx"
    path.write_bytes(write_partnership(photon))

    def edit(book):
        cell(book, "programmes", "disclaimer").value = "We answer for nothing."
        cell(book, "events", "place").value = "Tokyo"

    edited(path, path, edit)
    assert faults_of(path, photon, person) == [
        "Sheet “programmes”, row 2: You may not change this programme: other partnerships share it. Leave it as the "
        "portal has it, or ask an administrator."
    ]
    with pytest.raises(WorkbookIsFaulty):
        bring_in(path, photon, person)


def test_an_administrator_changes_what_is_shared(tmp_path, photon):
    def edit(book):
        cell(book, "programmes", "disclaimer").value = "We answer for nothing."

    change(tmp_path / "out.xlsx", photon, edit, by=UserFactory(administrator=True))
    assert Programme.objects.get().disclaimer == "We answer for nothing."
