"""Charts on pages and in files: who sees them, before and after they are drawn."""

import os
import time
from base64 import b64decode
from datetime import date

import pytest
from celery.exceptions import OperationalError
from django.conf import settings as project

from reporting import pictures
from reporting.engine.editions import Edition
from reporting.engine.registries import writers
from reporting.pictures import Shelf, printed_pictures
from reporting.services import assemble_report
from reporting.tasks import draw_charts, draw_partnership_charts
from tests.factories import (
    AgreementFactory,
    CompanyFactory,
    EventFactory,
    MeetingFactory,
    MembershipFactory,
    PartnershipFactory,
    ReportFactory,
    SMECaseFactory,
    TargetMarketFactory,
)
from tests.pdf import read as read_pdf
from tests.pdf import tags
from tests.reporting.reading import read
from tests.website.test_results import results_of

pytestmark = pytest.mark.django_db
OFFICE = ("officer", "coordinator", "administrator")
OTHERS = ("anonymous", "visitor", "coordinator elsewhere", "partner elsewhere")


@pytest.fixture
def later(monkeypatch):
    """A queue that nobody reads; the messages in it."""
    sent = []

    def deliver(self, *args, **kwargs):
        sent.append(self.name)

    monkeypatch.setattr("celery.app.task.Task.apply_async", deliver)
    return sent


@pytest.fixture
def report(root):
    report = ReportFactory(is_public=True)
    market = TargetMarketFactory(partnership=report.partnership, country="JP", label="Japan")
    event = EventFactory(
        partnership=report.partnership, markets=[market], start_on=date(2017, 3, 1)
    )
    MeetingFactory(event=event)
    return report


def figure(response, key):
    return read(response).one("figure", id=f"chart-{key}")


def picture_addresses(response):
    images = [image for each in read(response).find("picture") for image in each.find("img")]
    sources = [source for each in read(response).find("picture") for source in each.find("source")]
    return [e.attributes["src"] for e in images] + [e.attributes["srcset"] for e in sources]


# Before and after ---------------------------------------------------------------------------


def test_until_it_is_drawn_the_numbers_stand_in_the_place_of_the_picture(client, report, later):
    shown = figure(client.get(report.get_absolute_url()), "meetings_by_market")
    assert not shown.find("img")
    assert shown.one("p", "chart-text").text == "1 meeting: 0 C2C and 1 B2B. Most in Japan (1)."
    assert "The picture is being drawn." in shown.one("p", "chart-awaited").text
    assert "open" in shown.one("details").attributes
    assert [cell.text for cell in shown.one("tbody").one("tr").children] == ["Japan", "-", "1"]


def test_what_many_readers_miss_is_ordered_once(client, report, later):
    for _ in range(3):
        client.get(report.get_absolute_url())
        client.get(results_of(report.partnership))
    assert later.count(draw_charts.name) == 1
    assert later.count(draw_partnership_charts.name) == 2  # the open ones, and the figures


def test_an_order_that_was_lost_is_given_again(client, report, later, monkeypatch):
    assert pictures.PATIENCE == 600
    # Redis has a clock of its own, which no test sets.
    monkeypatch.setattr(pictures, "PATIENCE", 3)
    began = time.monotonic()
    while later.count(draw_charts.name) < 2:
        assert time.monotonic() < began + 60
        client.get(report.get_absolute_url())
    assert time.monotonic() > began + 2.5


def test_a_queue_that_is_down_stops_nobody_from_reading(client, report, monkeypatch, caplog):
    def fail(self, *args, **kwargs):
        raise OperationalError("no broker")

    monkeypatch.setattr("celery.app.task.Task.apply_async", fail)
    for address in (report.get_absolute_url(), results_of(report.partnership)):
        assert client.get(address).status_code == 200
    assert "Charts could not be ordered." in caplog.text
    monkeypatch.undo()
    client.get(report.get_absolute_url())
    assert picture_addresses(client.get(report.get_absolute_url()))


def test_a_drawn_chart_is_a_picture_with_words_and_a_table_behind_it(client, report):
    client.get(report.get_absolute_url())
    shown = figure(client.get(report.get_absolute_url()), "meetings_by_market")
    image = shown.one("img").attributes
    assert image["alt"] == "1 meeting: 0 C2C and 1 B2B. Most in Japan (1)."
    assert int(image["width"]) == 704
    assert "open" not in shown.one("details").attributes
    response = client.get(image["src"])
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    assert "sandbox" in response["Content-Security-Policy"]
    svg = b"".join(response.streaming_content).decode()
    assert "<title>Meetings by market</title>" in svg
    narrow = client.get(shown.one("source").attributes["srcset"])
    assert 'width="350"' in b"".join(narrow.streaming_content).decode()


def test_drawing_twice_draws_once(report, monkeypatch):
    arguments = (report.partnership_id, report.document, report.key, "public")
    assert draw_charts.delay(*arguments).get() == 6  # map, time line, meetings: wide and narrow
    monkeypatch.setattr("reporting.pictures.draw_picture", lambda *_: pytest.fail("drawn again"))
    assert draw_charts.delay(*arguments).get() == 6


def test_pictures_that_nobody_has_asked_for_in_a_month_are_removed(report, root):
    shelf = Shelf(report.partnership.slug, report.document, "public")
    shelf.folder.mkdir(parents=True)
    for name in ("old", "new"):
        shelf.path(name).write_text("<svg/>")
    os.utime(shelf.path("old"), (0, 0))
    draw_charts.delay(report.partnership_id, report.document, report.key, "public")
    assert not shelf.path("old").exists()
    assert shelf.path("new").exists()


# Who may see them ---------------------------------------------------------------------------


@pytest.mark.parametrize("role", OTHERS + OFFICE)
def test_pictures_of_a_public_report_are_for_everybody(client, sign_in, report, role):
    sign_in(role)
    client.get(report.get_absolute_url())
    addresses = picture_addresses(client.get(report.get_absolute_url()))
    assert len(addresses) == 6
    assert {client.get(address).status_code for address in addresses} == {200}


@pytest.mark.parametrize("role", OTHERS)
def test_pictures_of_a_report_of_the_office_are_for_nobody_else(client, sign_in, report, role):
    sign_in("officer")
    pages = (report.get_absolute_url(), results_of(report.partnership))
    for page in pages:
        client.get(page)
    report.is_public = False
    report.save()
    mine, overview = (picture_addresses(client.get(page)) for page in pages)
    assert {client.get(address).status_code for address in mine + overview} == {200}
    client.logout()
    sign_in(role)
    assert {client.get(address).status_code for address in mine} == {404}
    allowed = picture_addresses(client.get(pages[1]))
    assert len(allowed) == 2  # the map, wide and narrow
    for address in overview:
        assert client.get(address).status_code == (200 if address in allowed else 404)


@pytest.mark.parametrize("role", OTHERS)
def test_pictures_of_the_office_edition_are_refused_to_others(client, sign_in, report, role):
    sign_in("officer")
    page = f"{report.get_absolute_url()}?edition=agency"
    client.get(page)
    (address, *_) = picture_addresses(client.get(page))
    assert client.get(address).status_code == 200
    client.logout()
    sign_in(role)
    assert client.get(address).status_code == 403
    assert client.get(address.partition("?")[0]).status_code == 404


def test_a_picture_is_found_at_its_own_report_alone(client, report):
    client.get(report.get_absolute_url())
    (address, *_) = picture_addresses(client.get(report.get_absolute_url()))
    other = ReportFactory(is_public=True)
    slug = report.partnership.slug
    assert client.get(address.replace(slug, other.partnership.slug)).status_code == 404
    assert client.get(address.replace("key-achievements", "nothing")).status_code == 404
    for name in ("ordered", "x" * 300):
        assert client.get(f"{report.get_absolute_url()}charts/{name}.svg").status_code == 404


# What they tell -----------------------------------------------------------------------------

MARKER = "Quetzalcoatlus"


def test_no_hidden_name_stands_in_a_chart_or_its_words(client, sign_in, report):
    partnership = report.partnership
    company = CompanyFactory(partnership=partnership, name=f"{MARKER} GmbH", is_confidential=True)
    SMECaseFactory(partnership=partnership, company=company)
    label = f"Land of {MARKER}"
    market = TargetMarketFactory(partnership=partnership, label=label, country="CL", code="CL")
    EventFactory(
        partnership=partnership, name=f"{MARKER} visit", markets=[market], start_on=date(2017, 4, 1)
    )
    AgreementFactory(partnership=partnership, market=market)
    MembershipFactory(partnership=partnership)
    charts = assemble_report(partnership).charts
    assert MARKER not in repr(charts)
    assert company.pseudonym in repr(charts)
    assert MARKER in repr(assemble_report(partnership, edition=Edition.AGENCY).charts)
    for page in (report.get_absolute_url(), results_of(partnership)):
        client.get(page)
        response = client.get(page)
        assert 'id="chart-events_time_line"' in response.content.decode()
        for each in read(response).find("figure"):
            assert MARKER not in each.text
        for address in picture_addresses(response):
            assert MARKER not in b"".join(client.get(address).streaming_content).decode()


# Files --------------------------------------------------------------------------------------


def test_a_picture_in_a_pdf_is_a_figure_with_its_words_and_fonts_of_its_own(report):
    data = assemble_report(report.partnership)
    content = writers["pdf"]().write(data)
    assert content == writers["pdf"]().write(data)
    tree = tags(read_pdf(content))
    drawn = [tag.description for tag in tree.all("/Figure")]
    expected = [chart.text for chart in data.charts if chart.key in printed_pictures(data).found]
    assert len(expected) == 3
    assert [description for description in drawn if description in expected] == expected
    for chart in data.charts:
        assert chart.title in tree.text


def test_the_drawing_in_a_pdf_holds_no_fonts_of_its_own(report):
    for shown in printed_pictures(assemble_report(report.partnership)).found.values():
        svg = b64decode(shown.address.partition("base64,")[2]).decode()
        assert svg.startswith("<svg ")
        assert "@font-face" not in svg


def test_the_single_file_has_words_and_numbers_and_draws_nothing(report, monkeypatch):
    monkeypatch.setattr("reporting.pictures.draw_picture", lambda *_: pytest.fail("drawn"))
    html = writers["html"]().write(assemble_report(report.partnership)).decode()
    assert "1 meeting: 0 C2C and 1 B2B. Most in Japan (1)." in html
    assert "Show as table" in html
    assert "being drawn" not in html
    assert "<picture>" not in html


def test_a_folder_that_cannot_be_written_keeps_no_pdf_back(report, caplog):
    charts = project.REPORTS_ROOT / "charts"
    charts.parent.mkdir(parents=True, exist_ok=True)
    charts.write_text("in the way")
    assert len(printed_pictures(assemble_report(report.partnership)).found) == 3
    assert "A chart could not be kept." in caplog.text


def test_the_partnership_page_of_nobodys_report_shows_the_map_alone(client, root):
    partnership = PartnershipFactory()
    TargetMarketFactory(partnership=partnership, country="JP")
    page = read(client.get(results_of(partnership)))
    assert [each.attributes["id"] for each in page.find("figure")] == ["chart-markets_map"]
