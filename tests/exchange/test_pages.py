"""The office's pages of workbooks: who may, what they show, what they do."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from events.models import Event
from exchange.imports import begin_import
from exchange.models import WorkbookImport
from exchange.writing import write_partnership
from partnership.choices import RoleKind
from partnership.models import Partnership
from reporting.models import Download, Job
from tests.exchange.workbooks import bring_in, edited, small, write
from tests.factories import ClusterFactory, MembershipFactory, PartnershipFactory, UserFactory
from tests.factories.partnership import RoleFactory

pytestmark = pytest.mark.django_db

SIGN_IN = 302


@pytest.fixture(autouse=True)
def _folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.REPORTS_ROOT = tmp_path / "reports"


@pytest.fixture
def photon(tmp_path):
    return bring_in(write(tmp_path / "photon.xlsx", small()))


@pytest.fixture
def people(photon):
    """One of each who may come along."""
    cluster = ClusterFactory()
    MembershipFactory(partnership=photon, cluster=cluster)
    return {
        "visitor": None,
        "nobody": UserFactory(),
        "project officer": RoleFactory(partnership=photon, kind=RoleKind.OFFICER).person,
        "partner staff": RoleFactory(
            partnership=photon, kind=RoleKind.PARTNER, cluster=cluster
        ).person,
        "coordinator of another": RoleFactory(partnership=PartnershipFactory()).person,
        "coordinator": RoleFactory(partnership=photon).person,
        "administrator": UserFactory(administrator=True),
    }


def upload_of(path):
    return SimpleUploadedFile("photon.xlsx", path.read_bytes())


@pytest.fixture
def changed(photon, tmp_path):
    """A workbook that moves an event."""
    path = tmp_path / "changed.xlsx"
    path.write_bytes(write_partnership(photon))

    def edit(book):
        book["events"]["F2"] = "Cambridge, USA"

    return edited(path, path, edit)


def sign_in(client, person):
    if person is not None:
        client.force_login(person)
    return client


PAGES = {
    "workbooks": {"coordinator of another": 200, "coordinator": 200, "administrator": 200},
    "workbook_template": {"coordinator of another": 200, "coordinator": 200, "administrator": 200},
    "workbook_new": {"administrator": 200},
    "workbook_into": {"coordinator": 200, "administrator": 200},
    "workbook_export": {"coordinator": 302, "administrator": 302},
    "workbook_import": {"coordinator": 200, "administrator": 200},
    "workbook_faults": {"coordinator": 200, "administrator": 200},
    "workbook_check": {"coordinator": 302, "administrator": 302},
    "workbook_confirm": {"coordinator": 302, "administrator": 302},
    "workbook_discard": {"coordinator": 302, "administrator": 302},
}
OF_A_PARTNERSHIP = ("workbook_into", "workbook_export")
POSTED = ("workbook_export", "workbook_confirm", "workbook_check", "workbook_discard")


@pytest.mark.parametrize(
    "who",
    [
        "visitor",
        "nobody",
        "project officer",
        "partner staff",
        "coordinator of another",
        "coordinator",
        "administrator",
    ],
)
def test_who_may(client, people, photon, changed, who):
    row = begin_import(file=upload_of(changed), partnership=photon, by=people["administrator"])
    sign_in(client, people[who])
    for name, answers in PAGES.items():
        arguments = [photon.slug] if name in OF_A_PARTNERSHIP else [row.uuid]
        arguments = [] if name in ("workbooks", "workbook_template", "workbook_new") else arguments
        ask = client.post if name in POSTED else client.get
        response = ask(reverse(name, args=arguments))
        if who in answers:
            assert response.status_code == answers[who], name
        elif who in ("visitor", "nobody"):
            assert response.status_code == SIGN_IN, name
            assert "login" in response["Location"]
        else:
            assert response.status_code in (403, 404), name
    is_done = Event.objects.filter(place="Cambridge, USA").exists()
    assert is_done is (who in PAGES["workbook_confirm"])


@pytest.mark.parametrize("name", POSTED)
def test_what_does_something_is_not_done_by_looking(client, people, photon, changed, name):
    row = begin_import(file=upload_of(changed), partnership=photon, by=people["coordinator"])
    sign_in(client, people["coordinator"])
    arguments = [photon.slug] if name == "workbook_export" else [row.uuid]
    assert client.get(reverse(name, args=arguments)).status_code == 405


def test_from_the_upload_to_the_result(client, people, photon, changed):
    sign_in(client, people["coordinator"])
    address = reverse("workbook_into", args=[photon.slug])
    response = client.post(address, {"file": upload_of(changed)}, follow=True)
    page = response.content.decode()
    assert "This is what the import would do" in page
    assert "<del>Boston, USA</del>" in page
    assert "<ins>Cambridge, USA</ins>" in page
    assert "Import: create 0, change 1" in page
    assert not Event.objects.filter(place="Cambridge, USA").exists()
    row = WorkbookImport.objects.get()
    page = client.post(reverse("workbook_confirm", args=[row.uuid]), follow=True).content.decode()
    assert "The workbook was imported" in page
    event = Event.objects.get(place="Cambridge, USA")
    assert event.history.first().history_user == people["coordinator"]
    assert event.history.first().history_change_reason == "Workbook photon.xlsx"


def test_a_new_partnership_from_a_workbook(client, tmp_path):
    sign_in(client, UserFactory(administrator=True))
    path = write(tmp_path / "small.xlsx", small())
    response = client.post(reverse("workbook_new"), {"file": upload_of(path)}, follow=True)
    assert "The programme “Going International” is new" in response.content.decode()
    row = WorkbookImport.objects.get()
    client.post(reverse("workbook_confirm", args=[row.uuid]))
    row.refresh_from_db()
    assert row.partnership == Partnership.objects.get(slug="photon")


def test_what_must_be_mended_is_told_with_its_place_and_as_a_list(client, people, photon, changed):
    def spoil(book):
        book["events"]["D2"] = "12.06.2018"
        book["events"]["B2"] = "=HYPERLINK()"

    sign_in(client, people["coordinator"])
    address = reverse("workbook_into", args=[photon.slug])
    response = client.post(
        address, {"file": upload_of(edited(changed, changed, spoil))}, follow=True
    )
    page = response.content.decode()
    assert "2 things to mend" in page
    assert "Write 2018-06-12." in page
    assert "Import: create" not in page
    row = WorkbookImport.objects.get()
    listed = client.get(reverse("workbook_faults", args=[row.uuid])).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(listed)))
    assert [line[:4] for line in rows[1:]] == [
        ["events", "2", "B", "name"],
        ["events", "2", "D", "start"],
    ]
    client.post(reverse("workbook_confirm", args=[row.uuid]))
    assert not Event.objects.filter(place="Cambridge, USA").exists()


def test_a_file_that_is_no_workbook_is_told_so(client, people, photon):
    sign_in(client, people["coordinator"])
    file = SimpleUploadedFile("list.xlsx", b"name;country\n")
    address = reverse("workbook_into", args=[photon.slug])
    page = client.post(address, {"file": file}, follow=True).content.decode()
    assert "This is a text file, such as CSV, whatever its name says." in page
    assert "Upload the corrected workbook" in page


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (None, "Choose a workbook."),
        (
            SimpleUploadedFile("empty.xlsx", b""),
            "The file is empty. Choose the workbook once more.",
        ),
        (SimpleUploadedFile("large.xlsx", bytes(2000)), "The file is larger than 0 MB."),
    ],
)
def test_an_upload_that_is_none(client, people, photon, settings, file, told):
    settings.WORKBOOK_BYTES = 1000
    sign_in(client, people["coordinator"])
    address = reverse("workbook_into", args=[photon.slug])
    response = client.post(address, {"file": file} if file else {})
    assert told in response.content.decode()
    assert not WorkbookImport.objects.exists()


def test_records_that_change_after_the_preview_stop_the_import(client, people, photon, changed):
    row = begin_import(file=upload_of(changed), partnership=photon, by=people["coordinator"])
    Event.objects.filter(reference="E1").update(place="New York, USA")
    sign_in(client, people["coordinator"])
    page = client.post(reverse("workbook_confirm", args=[row.uuid]), follow=True).content.decode()
    assert "Records have changed since you looked at the preview" in page
    assert Event.objects.get(reference="E1").place == "New York, USA"
    page = client.post(reverse("workbook_check", args=[row.uuid]), follow=True).content.decode()
    assert "<del>New York, USA</del>" in page


def test_a_discarded_workbook_is_gone(client, people, photon, changed):
    row = begin_import(file=upload_of(changed), partnership=photon, by=people["coordinator"])
    storage, name = row.file.storage, row.file.name
    assert storage.exists(name)
    sign_in(client, people["coordinator"])
    client.post(reverse("workbook_discard", args=[row.uuid]))
    row.refresh_from_db()
    assert not storage.exists(name)
    assert (row.is_kept, row.preview) == (False, {})


def test_an_export_is_a_workbook_and_is_kept_in_the_log(client, people, photon):
    sign_in(client, people["coordinator"])
    response = client.post(reverse("workbook_export", args=[photon.slug]))
    assert response["Location"].startswith("/work/")
    assert client.get(response["Location"]).status_code == 200
    file = client.get(f"{response['Location']}file/")
    content = b"".join(file.streaming_content)
    assert load_workbook(io.BytesIO(content))["partnership"]["A2"].value == "PHOTON"
    download = Download.objects.get()
    assert (download.partnership, download.by, download.format) == (
        photon,
        people["coordinator"],
        "workbook",
    )


@pytest.mark.parametrize("who", ["partner staff", "project officer", "coordinator of another"])
def test_an_export_is_for_nobody_else(client, people, photon, who):
    sign_in(client, people["coordinator"])
    address = client.post(reverse("workbook_export", args=[photon.slug]))["Location"]
    sign_in(client, people[who])
    assert client.get(address).status_code == 404
    assert client.get(f"{address}file/").status_code == 404


def test_a_coordinator_sees_the_own_partnership_and_its_imports_alone(
    client, people, photon, changed
):
    other = PartnershipFactory(acronym="SECRET")
    administrator = people["administrator"]
    begin_import(file=upload_of(changed), partnership=other, by=administrator)
    sign_in(client, people["coordinator"])
    page = client.get(reverse("workbooks")).content.decode()
    assert "PHOTON" in page
    assert "SECRET" not in page
    assert "Upload a workbook" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_all_costs_the_same_for_any_number(
    client, django_assert_num_queries, photon, changed, number
):
    administrator = UserFactory(administrator=True)
    for _ in range(number):
        PartnershipFactory()
        begin_import(file=upload_of(changed), partnership=photon, by=administrator)
    sign_in(client, administrator)
    client.get(reverse("workbooks"))
    with django_assert_num_queries(4):
        client.get(reverse("workbooks"))


def test_the_work_of_an_import_tells_no_stranger_anything(client, people, photon, changed):
    begin_import(file=upload_of(changed), partnership=photon, by=people["coordinator"])
    job = Job.objects.get()
    sign_in(client, people["partner staff"])
    assert client.get(reverse("work_state", args=[job.uuid])).status_code == 404
    sign_in(client, people["coordinator"])
    assert client.get(reverse("work_state", args=[job.uuid])).json()["state"] == "done"
