"""An event held elsewhere is brought in whole or not at all, and only once."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from events.choices import MeetingKind, MeetingState, ParticipationState
from events.exceptions import FileIsRefused, ImportHasErrors
from events.importing.plan import make_plan
from events.models import Attendee, EventImport, Meeting, Participation
from events.services.importing import carry_out_import, keep_import_file, keep_mapping
from gateways.choices import OrganisationKind, Side
from gateways.models import Organisation
from smes.models import Company
from tests.events.results.workbooks import MAPPING, MEETINGS, PARTICIPANTS, export, workbook
from tests.factories import EventFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def event():
    return EventFactory()


@pytest.fixture
def by():
    return UserFactory()


def kept(event, by, upload=None, mapping=MAPPING):
    row = keep_import_file(event=event, upload=upload or export(), by=by)
    return keep_mapping(row=row, mapping=mapping, by=by)


def everything():
    return {
        model.__name__: model.objects.count()
        for model in (Organisation, Company, Participation, Attendee, Meeting)
    }


def faults(event, by, participants=PARTICIPANTS, meetings=MEETINGS):
    row = kept(event, by, export(participants, meetings))
    found = make_plan(event, row.document.path, row.columns).faults
    return [(fault.sheet, fault.row, fault.column, fault.place, fault.message) for fault in found]


def test_participants_and_meetings_are_brought_in(event, by):
    counts = carry_out_import(row=kept(event, by), by=by)
    assert counts == {
        "new_organisations": 3,
        "new_participations": 3,
        "changed_participations": 0,
        "new_people": 3,
        "new_meetings": 3,
        "changed_meetings": 0,
    }
    assert list(
        Participation.objects.order_by("organisation__name").values_list(
            "organisation__name",
            "organisation__country",
            "organisation__side",
            "organisation__kind",
            "state",
        )
    ) == [
        (
            "Alpha Optik GmbH",
            "DE",
            Side.EU_SME,
            OrganisationKind.BUSINESS,
            ParticipationState.ATTENDED,
        ),
        (
            "Epsilon Cluster",
            "FR",
            Side.EU_CLUSTER,
            OrganisationKind.CLUSTER,
            ParticipationState.NO_SHOW,
        ),
        (
            "Gamma Kogaku",
            "JP",
            Side.THIRD_BUSINESS,
            OrganisationKind.BUSINESS,
            ParticipationState.ATTENDED,
        ),
    ]
    assert Company.objects.get().name == "Alpha Optik GmbH"
    assert list(
        Meeting.objects.order_by("note").values_list("party_a__name", "kind", "state", "note")
    ) == [
        ("Alpha Optik GmbH", MeetingKind.B2B, MeetingState.HELD, "Imported, time: 09:20"),
        ("Epsilon Cluster", MeetingKind.B2B, MeetingState.NO_SHOW, "Imported, time: 09:40"),
        ("Gamma Kogaku", MeetingKind.B2B, MeetingState.SCHEDULED, "Imported, time: 10:00"),
    ]


def test_nobody_of_another_tool_is_written_to(event, by):
    carry_out_import(row=kept(event, by), by=by)
    assert not Attendee.objects.filter(is_contact=True).exists()


def test_the_same_file_again_changes_nothing(event, by):
    upload = export()
    carry_out_import(row=kept(event, by, upload), by=by)
    before = everything()
    versions = [Participation.history.count(), Meeting.history.count(), Attendee.history.count()]
    counts = carry_out_import(row=kept(event, by, upload), by=by)
    assert set(counts.values()) == {0}
    assert everything() == before
    assert versions == [
        Participation.history.count(),
        Meeting.history.count(),
        Attendee.history.count(),
    ]
    assert EventImport.objects.count() == 1


def test_a_later_export_changes_what_is_another(event, by):
    carry_out_import(row=kept(event, by), by=by)
    later = [*MEETINGS[:3], ["Alpha Optik GmbH", "Gamma Kogaku", "yes", "10:00"]]
    counts = carry_out_import(row=kept(event, by, export(meetings=later)), by=by)
    assert (counts["new_meetings"], counts["changed_meetings"]) == (0, 1)
    assert Meeting.objects.filter(state=MeetingState.HELD).count() == 2


def test_organisations_of_the_directory_are_found_however_they_are_spelt(event, by):
    known = OrganisationFactory(
        partnership=event.partnership,
        name="GAMMA  Kógaku",
        country="JP",
        other_names=["Gamma Optical"],
        side=Side.THIRD_BUSINESS,
    )
    known.name = "Gámma Kogaku"
    known.save()
    rows = [PARTICIPANTS[0], ["Gamma Optical", "JPN", "", "", "", "yes"]]
    mapping = {"participants": MAPPING["participants"]}
    counts = carry_out_import(
        row=kept(event, by, workbook(Participants=rows), mapping=mapping), by=by
    )
    assert counts["new_organisations"] == 0
    assert Participation.objects.get().organisation == known


def test_every_error_is_told_with_its_place_and_nothing_is_brought_in(event, by):
    participants = [
        PARTICIPANTS[0],
        ["", "Germany", "European SME", "", "", ""],
        ["Beta", "Atlantis", "European SME", "", "", ""],
        ["Beta", "", "European SME", "", "", ""],
        ["Beta", "Germany", "Martian", "", "", "perhaps"],
        ["Beta", "Germany", "", "", "", ""],
        ["Delta", "Japan", "Third-country business", "Di", "nobody", ""],
    ]
    meetings = [
        MEETINGS[0],
        ["Nobody", "Gamma Kogaku", "", ""],
    ]
    sides = (
        "European cluster, European SME, Third-country cluster or intermediary, "
        "Third-country SME or business"
    )
    row = kept(event, by, export(participants, meetings))
    found = make_plan(event, row.document.path, row.columns).faults
    assert [
        (fault.sheet, fault.row, fault.column, fault.place, fault.message) for fault in found
    ] == [
        ("Participants", 2, "Organization", "A2", "The organisation is missing."),
        (
            "Participants",
            3,
            "Country",
            "B3",
            "“Atlantis” is no known country. Write its name or its ISO code.",
        ),
        ("Participants", 4, "Country", "B4", "The country is missing."),
        ("Participants", 5, "Group", "C5", f"“Martian” is no side. Write one of: {sides}."),
        (
            "Participants",
            5,
            "Checked in",
            "F5",
            "“perhaps” is neither yes nor no. Write yes, no, or leave it empty.",
        ),
        (
            "Participants",
            6,
            "Group",
            "C6",
            f"It is not in the directory yet, so say its side: {sides}.",
        ),
        ("Participants", 7, "Email", "E7", "“nobody” is no e-mail address."),
        (
            "Meetings",
            2,
            "Requester",
            "A2",
            "“Nobody” is neither among the participants of the file nor in the directory.",
        ),
        (
            "Meetings",
            2,
            "Receiver",
            "B2",
            "“Gamma Kogaku” is neither among the participants of the file nor in the directory.",
        ),
    ]
    before = everything()
    with pytest.raises(ImportHasErrors):
        carry_out_import(row=row, by=by)
    assert everything() == before


def test_two_meetings_of_a_pair_at_one_time_are_an_error(event, by):
    twice = [*MEETINGS, ["Gamma Kogaku", "Alpha Optik GmbH", "yes", "09:20"]]
    assert faults(event, by, meetings=twice) == [
        (
            "Meetings",
            5,
            "Slot",
            "D5",
            "These two meet in row 2 at the same time already. If they met twice, say when.",
        )
    ]


def test_a_name_in_two_countries_needs_the_country(event, by):
    two = [*PARTICIPANTS, ["Gamma Kogaku", "Korea", "Third-country business", "", "", ""]]
    assert faults(event, by, participants=two, meetings=MEETINGS[:2]) == [
        (
            "Meetings",
            2,
            "Receiver",
            "B2",
            "Organisations of several countries have this name. Choose a column with the country.",
        )
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("list.csv", b"a,b", "Choose a workbook in the format XLSX."),
        ("list.xlsx", b"a,b", "The content is not what the end of the name, .xlsx, says."),
        ("list.xlsx", b"", "The content is not what the end of the name, .xlsx, says."),
    ],
)
def test_what_is_no_workbook_is_refused(event, by, name, content, message):
    with pytest.raises(FileIsRefused) as refused:
        keep_import_file(event=event, upload=SimpleUploadedFile(name, content), by=by)
    assert str(refused.value).startswith(message)
    assert not EventImport.objects.exists()


def packed_again(upload, change):
    """The same workbook, with its parts changed."""
    target = BytesIO()
    with ZipFile(upload) as source, ZipFile(target, "w", ZIP_DEFLATED) as packed:
        for name in source.namelist():
            packed.writestr(name, change(name, source.read(name)))
    return SimpleUploadedFile("export.xlsx", target.getvalue())


def with_definitions(name, part):
    laughs = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">]>'
    return laughs + part.partition(b"?>")[2] if name == "xl/workbook.xml" else part


def with_blanks(name, part):
    return part + b" " * 30_000_000 if name == "xl/workbook.xml" else part


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (with_definitions, "The file contains definitions that no workbook needs."),
        (with_blanks, "Far more comes out of this file than a workbook holds"),
    ],
)
def test_a_workbook_that_would_do_harm_is_not_opened(event, by, change, message):
    with pytest.raises(FileIsRefused) as refused:
        keep_import_file(event=event, upload=packed_again(export(), change), by=by)
    assert str(refused.value).startswith(message)
    assert not EventImport.objects.exists()


def test_a_file_that_is_too_large_is_refused(event, by, monkeypatch):
    monkeypatch.setattr("common.files.LARGEST", 1000)
    with pytest.raises(FileIsRefused) as refused:
        keep_import_file(event=event, upload=export(), by=by)
    assert str(refused.value).startswith("This file is larger than 20 MB.")


def test_planning_costs_the_same_however_long_the_file_is(event, by, django_assert_num_queries):
    for upload in (export(), export(PARTICIPANTS[:2], MEETINGS[:1])):
        row = kept(event, by, upload)
        with django_assert_num_queries(7):
            make_plan(event, row.document.path, row.columns)
