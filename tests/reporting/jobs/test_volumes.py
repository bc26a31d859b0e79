"""A long report: its volumes are work of their own, and its reader finds all of them."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser

from reporting.jobs.asking import request_rendering
from reporting.models import Job, RenderedFile
from reporting.rendering import Wanted
from tests import pdf
from tests.factories import ReportFactory, SMECaseFactory, TargetMarketFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_report(settings, root):
    settings.PDF_ROWS_IN_REPORT = 5
    settings.PDF_ROWS_IN_VOLUME = 4
    report = ReportFactory(is_public=True)
    market = TargetMarketFactory(partnership=report.partnership)
    SMECaseFactory.create_batch(9, partnership=report.partnership, market=market)
    return report


@pytest.fixture
def job(long_report):
    wanted = Wanted.of(long_report, "pdf")
    return request_rendering(report=long_report, wanted=wanted, by=AnonymousUser())


def test_each_volume_is_a_job_that_any_worker_does(job):
    parts = Job.objects.filter(parent=job)
    volumes = RenderedFile.objects.filter(volume__gt=0)
    assert job.state == "done"
    assert {part.state for part in parts} == {"done"}
    assert parts.count() == volumes.count() >= 6  # two tables of nine rows, four at most in each
    assert sum(part.weight for part in parts) == 2 * 9


def test_the_page_of_the_work_leads_to_all_files(client, job):
    page = client.get(job.get_absolute_url()).content.decode()
    numbers = re.findall(r'\?volume=(\d+)"', page)
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert len(numbers) == RenderedFile.objects.filter(volume__gt=0).count()
    for number in numbers:
        response = client.get(f"/work/{job.uuid}/file/?volume={number}")
        assert f"-volume-{int(number):02}.pdf" in response["Content-Disposition"]
        (first, *_) = pdf.texts(b"".join(response.streaming_content))
        assert "Overview of cooperation cases" in first or "in detail" in first


def test_the_page_of_the_report_leads_to_the_volumes_that_were_made(client, long_report, job):
    page = client.get(long_report.get_absolute_url()).content.decode()
    addresses = re.findall(r'href="([^"]+\?volume=\d+)"', page)
    assert len(addresses) == RenderedFile.objects.filter(volume__gt=0).count()
    assert all(client.get(address).status_code == 200 for address in addresses)


@pytest.mark.parametrize("volume", ["99", "x", "-1", "9999999"])
def test_a_volume_that_there_is_not_is_told_in_words(client, long_report, job, volume):
    address = f"{long_report.get_absolute_url()}download/pdf/?volume={volume}"
    assert client.get(address).status_code == 404
    assert client.get(f"/work/{job.uuid}/file/?volume={volume}").status_code == 404


def test_after_a_change_only_its_volumes_are_made_again(long_report, job):
    case = long_report.partnership.smecases.order_by("pk")[4]
    case.description = "Something else."
    case.save()
    wanted = Wanted.of(long_report, "pdf")
    again = request_rendering(report=long_report, wanted=wanted, by=AnonymousUser())
    assert again.state == "done"
    assert 1 <= Job.objects.filter(parent=again).count() <= 2
