"""The progress of background work in a browser."""

import pytest
from playwright.sync_api import expect

from reporting.models import Job, Report
from reporting.tasks import run_job
from tests.browser.looking import faults
from tests.factories import JobFactory, UserFactory


@pytest.fixture
def job(portal):
    """A PDF of LASER-GO that nobody has taken yet."""
    report = Report.objects.get(partnership__slug="laser-go")
    return JobFactory(report=report, requested_by=UserFactory())


def test_the_page_follows_the_work_and_the_file_comes_by_itself(page_at, portal, job):
    page_at.goto(f"{portal}/work/{job.uuid}/?inline=0")
    expect(page_at.get_by_role("heading", name="Your report is being made")).to_be_visible()
    Job.objects.update(state="running", owner="w", stage="Laying out", done=9, total=20)
    expect(page_at.get_by_text("45 %")).to_be_visible()
    expect(page_at.get_by_text("9 of 20")).to_be_visible()
    expect(page_at.locator("progress")).to_have_js_property("value", 45)
    assert faults(page_at) == []
    page_at.reload()
    expect(page_at.get_by_text("45 %")).to_be_visible()
    with page_at.expect_download(timeout=30_000) as download:
        Job.objects.update(state="queued", owner="")
        run_job(job.pk)
    assert download.value.suggested_filename == "laser-go-key-achievements.pdf"
    expect(page_at.get_by_role("heading", name="Your report is ready")).to_be_visible()
    assert faults(page_at) == []


def test_a_failure_is_told_and_tried_again_with_the_keyboard(page_at, portal, job):
    page_at.goto(f"{portal}/work/{job.uuid}/")
    Job.objects.update(state="failed", error="There is no space left.")
    expect(page_at.get_by_text("There is no space left.")).to_be_visible()
    assert faults(page_at) == []
    with page_at.expect_download(timeout=30_000):
        page_at.get_by_role("button", name="Try again").press("Enter")
    expect(page_at.get_by_role("heading", name="Your report is ready")).to_be_visible()


def test_a_download_that_has_begun_does_not_begin_again(page, portal, job):
    run_job(job.pk)
    begun = []
    page.on("download", lambda download: begun.append(download))
    with page.expect_download():
        page.goto(f"{portal}/work/{job.uuid}/")
    page.reload()
    page.wait_for_timeout(500)
    assert len(begun) == 1


def test_without_scripts_the_page_comes_again_until_the_file_is_there(browser, portal, job):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}/work/{job.uuid}/")
    with page.expect_download(timeout=30_000):
        run_job(job.pk)
    expect(page.get_by_role("link", name="Download the file")).to_be_visible()
    context.close()


def test_whoever_asked_stops_it(page, portal, job, client):
    client.force_login(job.requested_by)
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": portal}])
    page.goto(f"{portal}/work/{job.uuid}/")
    page.get_by_role("button", name="Stop it").click()
    expect(page.get_by_role("heading", name="Your report was stopped")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
