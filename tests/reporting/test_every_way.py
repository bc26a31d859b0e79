"""Every address of the portal and the API, tried by everybody who may not see what it leads to.

A new address belongs into ``WAYS``, or the first test says so.
"""

from dataclasses import dataclass
from uuid import UUID

import pytest
from django.urls import reverse

from config import api_urls
from reporting import urls
from reporting.dashboard.page import dashboard_shelf
from reporting.engine.editions import Edition
from reporting.models import Job
from reporting.overview_charts import figures_shelf
from reporting.pictures import Shelf
from tests.documents import PDF, upload
from tests.factories import (
    AgreementFactory,
    InterimReportFactory,
    JobFactory,
    PartnershipFactory,
    ReportFactory,
    SnapshotFactory,
    SnapshotFileFactory,
    TargetMarketFactory,
)
from tests.people import officer
from tests.reporting.reading import read, without_token
from tests.website.test_results import results_of
from website import urls as website_urls

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root")]

STRANGERS = ("anonymous", "SME contact", "coordinator elsewhere", "partner elsewhere")
PICTURE = "f" * 64
NOBODYS = UUID(int=0)

WAYS = {
    "home": set(),
    "home_page": {"number"},
    "partnership": {"slug"},
    "site_partners": {"slug"},
    "site_markets": {"slug"},
    "site_services": {"slug"},
    "site_events": {"slug"},
    "site_events_ics": {"slug"},
    "site_news": {"slug"},
    "site_results": {"slug"},
    "site_about": {"slug"},
    "site_privacy": {"slug"},
    "site_accessibility": {"slug"},
    "site_legal": {"slug"},
    "site_market": {"slug", "code"},
    "site_event": {"slug", "pk"},
    "site_event_ics": {"slug", "pk"},
    "partnership_chart": {"slug", "name"},
    "agreement_document": {"slug", "pk"},
    "report": {"slug", "document", "key"},
    "report_final": {"slug", "document"},
    "report_chart": {"slug", "document", "key", "name"},
    "report_download": {"slug", "document", "key", "file_format"},
    "version_download": {"slug", "document", "key", "number", "file_format"},
    "report_dossier": {"slug", "document", "key"},
    "dashboards": set(),
    "dashboard": {"slug"},
    "dashboard_changes": {"slug"},
    "dashboard_figure": {"slug", "key"},
    "dashboard_chart": {"slug", "name"},
    "dashboard_list": {"slug", "listed"},
    "programme": {"pk"},
    "programme_download": {"pk", "file_format"},
    "downloads": set(),
    "compare": {"slug", "document", "key"},
    "verdict": {"slug", "document", "key"},
    "compare_csv": {"slug", "document", "key"},
    "periods": {"slug", "document"},
    "work": {"uuid"},
    "work_state": {"uuid"},
    "work_file": {"uuid"},
    "work_cancel": {"uuid"},
    "work_retry": {"uuid"},
    "verify": set(),
    "verify_file": {"sha256"},
    "verify_code": {"code"},
    "api-root": {"format"},
    "api-partnership-list": {"format"},
    "api-download-list": {"format"},
    "api-partnership-detail": {"slug", "format"},
    "api-partnership-report": {"slug", "document", "key", "format"},
}
"""Every address by its name, with all that any form of it takes."""

OPEN = {
    "home",
    "home_page",
    "downloads",
    "verify",
    "api-root",
    "api-partnership-list",
    "api-download-list",
}
"""Take nothing, or the number of a page, so they can be asked for nothing that is hidden."""
LEADS_ON = {"report_final"}
"""Only sends to another address, whatever it is asked for."""
ASKED_FOR = {"report_dossier"}
"""Has something made of an edition of a report."""
OF_PARTNERS = {"verdict"}
"""Are for the staff of the partners alone, see ``tests.reporting.test_verdicts``."""
OF_REPORT = {name for name, takes in WAYS.items() if "document" in takes}
OF_REPORT -= LEADS_ON | ASKED_FOR | OF_PARTNERS
WITH_EDITION = OF_REPORT - {"periods", "api-partnership-report"}
"""Have a choice of editions; the others know the public one alone."""
OF_WORK = {name for name, takes in WAYS.items() if "uuid" in takes}
OF_DASHBOARD = {name for name in WAYS if name.startswith(("dashboard", "programme"))}
"""Are for the people of a partnership, whatever of it is public."""
CHANGE = {"work_cancel", "work_retry"}
"""Do something, so they are sent a form."""


@dataclass(frozen=True)
class Way:
    """One form of an address: its name and what this form takes."""

    name: str
    takes: frozenset[str]

    def to(self, **arguments):
        """Where it leads to with those of the arguments that it takes."""
        given = {key: value for key, value in arguments.items() if key in self.takes}
        return reverse(self.name, kwargs=given)


def every_way():
    """Every form of every address, from the lists of addresses themselves."""
    for pattern in (*website_urls.urlpatterns, *urls.urlpatterns, *api_urls.urlpatterns):
        takes = frozenset(pattern.pattern.regex.groupindex)
        yield Way(pattern.name, takes)
        if pattern.name == "api-partnership-report":  # its key may be left out
            yield Way(pattern.name, takes - {"key"})


EVERY_WAY = list(every_way())


def ways(*names):
    return [way for way in EVERY_WAY if way.name in set().union(*names)]


def test_every_address_is_tried():
    found = {}
    for way in EVERY_WAY:
        found.setdefault(way.name, set()).update(way.takes)
    assert found == WAYS


def test_every_address_is_of_a_kind_that_is_tried_below():
    others = {"partnership", "partnership_chart", "agreement_document", "verify_file"}
    others |= {"verify_code", "api-partnership-detail"}
    others |= {name for name in WAYS if name.startswith("site_")}  # see tests.website
    kinds = (OPEN, LEADS_ON, ASKED_FOR, OF_REPORT, OF_WORK, OF_PARTNERS, OF_DASHBOARD, others)
    assert sorted(name for kind in kinds for name in kind) == sorted(WAYS)


class World:
    """A partnership with a final and an interim report, each with two versions, work and pictures."""

    def __init__(self, acronym, *, is_public):
        self.final = ReportFactory(
            is_public=is_public, partnership__acronym=acronym, partnership__name=acronym
        )
        self.partnership = self.final.partnership
        self.interim = InterimReportFactory(partnership=self.partnership, is_public=is_public)
        self.reports = [self.final, self.interim]
        self.work = [self._furnished(report) for report in self.reports]
        for shelf in (figures_shelf(self.partnership), *map(self._shelf, self.reports)):
            _draw(shelf)

    def _furnished(self, report):
        """Version 1 was withdrawn, version 2 counts. Gives work that is done, by edition."""
        for number, state in ((1, "withdrawn"), (2, "submitted")):
            data = {edition.value: {"title": f"{edition} {number}"} for edition in Edition}
            version = SnapshotFactory(report=report, number=number, state=state, data=data)
            for edition in Edition:
                path = f"submitted/{version.code}/{edition}.json"
                file = SnapshotFileFactory(
                    snapshot=version, edition=edition, format="json", path=path
                )
                file.location.parent.mkdir(parents=True, exist_ok=True)
                file.location.write_text("{}")
        return {
            edition: JobFactory(
                report=report,
                edition=edition,
                state="failed",
                error="There is no space left.",
                parameters={"format": "json", "with_annex": False},
            )
            for edition in Edition
        }

    @staticmethod
    def _shelf(report):
        return Shelf(report.partnership.slug, report.document, "public", report.key)

    def to(self, way, **other):
        """Where a way leads to one of this partnership's reports: the interim one, if it takes a key."""
        arguments = {
            "slug": self.partnership.slug,
            "document": self.final.document,
            "key": self.interim.key,
            "name": PICTURE,
            "file_format": "json",
            "number": 2,
            "format": "json",
            **other,
        }
        return way.to(**arguments)


def _draw(shelf, name=PICTURE):
    shelf.folder.mkdir(parents=True, exist_ok=True)
    shelf.path(name).write_text("<svg/>")


def words(response):
    """What a page or an answer says; the names that were asked for are in it, too."""
    if response["Content-Type"].startswith("text/html"):
        return read(response).one("main").text
    return response.content.decode()


def ask(client, way, address, query=None):
    """What somebody is told by an address, however it wants to be asked."""
    return client.post(address) if way.name in CHANGE else client.get(address, query or {})


def refused(client, way, address, query=None, *, like, names=(), status=404):
    """It is refused, in the words that are said of what is not there at all (``like``)."""
    given, other = ask(client, way, address, query), ask(client, way, *like)
    assert (given.status_code, other.status_code) == (status, status), address
    said = words(given)
    for own, foreign in names:
        said = said.replace(own, foreign)
    assert said == words(other), address


# Reports of the office -----------------------------------------------------------------------


@pytest.fixture
def closed():
    return World("Zqxalpha", is_public=False)


@pytest.mark.parametrize("role", STRANGERS)
def test_a_report_of_the_office_is_like_none_by_every_way(client, sign_in, closed, role):
    sign_in(role)
    nobodys = PartnershipFactory(acronym="Nobody", name="Nobody")
    own, foreign = closed.partnership, nobodys
    names = [(own.acronym, foreign.acronym), (own.slug, foreign.slug)]
    for way in ways(OF_REPORT):
        like = closed.to(way, slug=foreign.slug)
        refused(client, way, closed.to(way), like=[like], names=names)


def test_the_office_gets_all_of_it(client, sign_in, closed):
    sign_in("officer")
    for way in ways(OF_REPORT):
        assert client.get(closed.to(way)).status_code == 200, way


def test_partner_staff_read_the_editions_up_to_the_consortiums(
    client, sign_in, closed, monkeypatch
):
    monkeypatch.setattr("reporting.jobs.requests.enqueue", lambda jobs: None)
    sign_in("partner")
    for way in ways(WITH_EDITION - {"report_chart"}):  # no picture of this edition is drawn
        for edition in (Edition.PUBLIC, Edition.CONSORTIUM):
            assert client.get(closed.to(way), {"edition": edition}).status_code in (200, 202), way
        assert client.get(closed.to(way), {"edition": Edition.AGENCY}).status_code == 403, way


@pytest.mark.parametrize("role", STRANGERS)
def test_nothing_that_is_open_tells_of_a_report_of_the_office(client, sign_in, closed, role):
    sign_in(role)
    address = closed.final.get_absolute_url()
    # There is one page of partnerships, which "home" shows.
    for way in ways(OPEN - {"home_page"}, {"partnership", "api-partnership-detail"}):
        response = client.get(closed.to(way))
        assert response.status_code == 200
        assert address not in response.content.decode(), way
        assert "/reports/" not in response.content.decode(), way
    for report in closed.reports:
        for version in report.snapshots.all():
            told = client.get(reverse("verify_code", args=[version.code])).content.decode()
            assert closed.partnership.acronym not in told
            assert closed.partnership.slug not in told
            for file in version.files.all():
                told = client.get(reverse("verify_file", args=[file.sha256])).json()
                assert told == {"known": True, "state": version.state}


@pytest.mark.parametrize("role", [*STRANGERS, "officer"])
def test_what_leads_on_tells_nothing(client, sign_in, closed, role):
    sign_in(role)
    for way in ways(LEADS_ON):
        for slug in (closed.partnership.slug, "nobody"):
            response = client.get(closed.to(way, slug=slug))
            assert response["Location"] == reverse("report", args=[slug, closed.final.document])


# Editions ------------------------------------------------------------------------------------


@pytest.fixture
def public():
    return World("Zqxbeta", is_public=True)


@pytest.mark.parametrize("role", STRANGERS)
@pytest.mark.parametrize("edition", [Edition.CONSORTIUM, Edition.AGENCY])
def test_editions_for_few_are_refused_by_every_way(client, sign_in, public, role, edition):
    sign_in(role)
    for way in ways(WITH_EDITION):
        response = client.get(public.to(way), {"edition": edition})
        assert response.status_code == 403, way
        assert f"The {edition} edition shows" in words(response)
        assert client.get(public.to(way), {"edition": "public"}).status_code == 200, way


@pytest.mark.parametrize("role", STRANGERS)
def test_where_there_is_no_choice_of_editions_it_is_the_public_one(client, sign_in, public, role):
    sign_in(role)
    for way in ways(OF_REPORT - WITH_EDITION):
        address = public.to(way)
        plain, asked = client.get(address), client.get(address, {"edition": "agency"})
        assert plain.status_code == asked.status_code == 200
        assert without_token(plain) == without_token(asked), way


@pytest.mark.parametrize("role", STRANGERS)
def test_nobody_has_made_what_they_may_not_read(client, sign_in, public, closed, role, monkeypatch):
    monkeypatch.setattr("reporting.jobs.requests.enqueue", lambda jobs: None)
    sign_in(role)
    for way in ways(ASKED_FOR):
        assert client.get(closed.to(way)).status_code == 404
        for edition in (Edition.CONSORTIUM, Edition.AGENCY):
            assert client.get(public.to(way), {"edition": edition}).status_code == 403
        assert not Job.objects.filter(kind="dossier").exists()
        assert client.get(public.to(way)).status_code == 202
        Job.objects.filter(kind="dossier").delete()


# Versions ------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", STRANGERS)
def test_a_withdrawn_version_is_like_none_by_every_way(client, sign_in, public, role):
    sign_in(role)
    names = [("version 1", "version 9"), ("“1”", "“9”")]
    for way in ways({"version_download"}):
        like = public.to(way, number=9)
        refused(client, way, public.to(way, number=1), like=[like], names=names)
        assert client.get(public.to(way)).status_code == 200
    for way in ways({"compare", "compare_csv"}):
        address = public.to(way)
        for side in ("from", "to"):
            like = [address, {side: "9"}]
            refused(client, way, address, {side: "1"}, like=like, names=names)
            assert client.get(address, {side: "2"}).status_code == 200


@pytest.mark.parametrize("role", STRANGERS)
def test_no_other_report_is_reached_through_an_open_one(client, sign_in, public, role):
    sign_in(role)
    public.interim.is_public = False
    public.interim.save()
    names = [("“interim-1:", "“interim-9:")]
    for way in (way for way in ways({"compare", "compare_csv"}) if "key" not in way.takes):
        for token in ("today", "2"):
            like = [public.to(way), {"from": f"interim-9:{token}"}]
            asked = {"from": f"interim-1:{token}"}
            refused(client, way, public.to(way), asked, like=like, names=names)
    page = client.get(reverse("periods", args=public.final.address)).content.decode()
    assert "Interim report" not in page


# Dashboards ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", STRANGERS)
def test_a_dashboard_is_like_none_by_every_way(client, sign_in, public, role):
    sign_in(role)
    own = public.partnership
    _draw(dashboard_shelf(own, Edition.AGENCY))
    for way in ways(OF_DASHBOARD - {"dashboards"}):
        more = {"key": "events", "listed": "events", "file_format": "csv"}
        like = public.to(way, **more, slug="nobody", pk=987654)
        given = public.to(way, **more, pk=own.programme_id)
        refused(client, way, given, like=[like])


def test_the_people_of_a_partnership_get_all_of_its_dashboard(client, sign_in, public):
    own = public.partnership
    for role, edition in (("partner", Edition.CONSORTIUM), ("coordinator", Edition.AGENCY)):
        sign_in(role)
        _draw(dashboard_shelf(own, edition))
        for way in ways(OF_DASHBOARD - {"dashboards"}):
            more = {"key": "events", "listed": "events", "file_format": "csv"}
            given = public.to(way, **more, pk=own.programme_id)
            assert client.get(given).status_code == 200, way


# Pictures and documents ----------------------------------------------------------------------


@pytest.mark.parametrize("role", STRANGERS)
def test_a_picture_is_on_the_shelf_of_its_own_report_alone(client, sign_in, public, closed, role):
    sign_in(role)
    public.interim.is_public = False
    public.interim.save()
    slug, document = public.final.address
    shelves = [
        Shelf(slug, document, "public", public.interim.key),
        Shelf(slug, document, "agency"),
        Shelf(closed.partnership.slug, document, "public"),
        figures_shelf(closed.partnership),
    ]
    for number, shelf in enumerate(shelves):
        _draw(shelf, name := f"{number}" * 64)
        for way in ways({"report_chart", "partnership_chart"}):
            for world in (public, closed):
                like = [world.to(way, name="9" * 64)]
                refused(client, way, world.to(way, name=name), like=like)
    for way in ways({"partnership_chart"}):
        assert client.get(public.to(way)).status_code == 200
        refused(client, way, closed.to(way), like=[closed.to(way, name="9" * 64)])


@pytest.mark.parametrize("role", STRANGERS)
def test_figures_of_the_whole_time_are_not_open_with_an_interim_report(
    client, sign_in, public, role
):
    sign_in(role)
    public.final.is_public = False
    public.final.save()
    for way in ways({"partnership_chart"}):
        refused(client, way, public.to(way), like=[public.to(way, name="9" * 64)])
    page = results_of(public.partnership)
    assert [chart.key for chart in client.get(page).context["overview"].charts] == ["markets_map"]
    sign_in("officer")
    assert len(client.get(page).context["overview"].charts) > 1


@pytest.mark.parametrize("role", STRANGERS)
def test_a_document_is_for_readers_of_its_own_partnership(
    client, sign_in, public, closed, role, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path / "media"
    sign_in(role)
    market = TargetMarketFactory(partnership=public.partnership, country="JP")
    own, hidden = [
        AgreementFactory(
            partnership=public.partnership,
            market=market,
            document_file=upload("a.pdf", PDF),
            document_confidentiality=level,
        )
        for level in ("open", "hidden from public")
    ]
    for way in ways({"agreement_document"}):
        refused(client, way, public.to(way, pk=hidden.pk), like=[public.to(way, pk=999999)])
        refused(client, way, closed.to(way, pk=own.pk), like=[closed.to(way, pk=999999)])
        assert client.get(public.to(way, pk=own.pk)).status_code == 200


# Work ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", STRANGERS)
def test_work_on_what_somebody_may_not_read_is_like_none(client, sign_in, public, closed, role):
    person = sign_in(role)
    hidden = [job for jobs in closed.work for job in jobs.values()]
    hidden += [job for jobs in public.work for edition, job in jobs.items() if edition != "public"]
    for job in hidden:
        job.requested_by = person  # who lost the right to it
        job.save()
        for way in ways(OF_WORK):
            refused(client, way, way.to(uuid=job.uuid), like=[way.to(uuid=NOBODYS)])


def test_the_office_follows_all_work(client, sign_in, closed):
    sign_in("officer")
    for jobs in closed.work:
        for job in jobs.values():
            assert client.get(reverse("work", args=[job.uuid])).status_code == 200


@pytest.mark.parametrize("role", STRANGERS)
def test_work_of_others_is_stopped_by_nobody(client, sign_in, public, role):
    sign_in(role)
    job = JobFactory(report=public.final, requested_by=officer())
    for way in ways({"work_cancel"}):
        assert client.post(way.to(uuid=job.uuid)).status_code == 403
        job.refresh_from_db()
        assert job.is_active


@pytest.mark.parametrize("role", STRANGERS)
def test_a_part_of_work_has_no_address(client, sign_in, public, role):
    sign_in(role)
    part = JobFactory(report=public.final, kind="piece", parent=public.work[0]["public"])
    for way in ways(OF_WORK):
        refused(client, way, way.to(uuid=part.uuid), like=[way.to(uuid=NOBODYS)])


@pytest.mark.parametrize("role", STRANGERS)
def test_who_asked_is_told_to_the_office_alone(client, sign_in, public, role):
    job = public.work[0]["public"]
    job.requested_by = officer(name="Zqxperson")
    job.save()
    sign_in(role)
    assert "Zqxperson" not in client.get(job.get_absolute_url()).content.decode()
    sign_in("officer")
    assert "Zqxperson" in client.get(job.get_absolute_url()).content.decode()
