"""Verifying a file in a browser: hashed where it is, sent nowhere."""

from playwright.sync_api import expect

from tests import pdf
from tests.browser.looking import faults
from tests.reporting.life import approved_report, submit


def test_a_file_is_checked_on_the_device(page_at, portal, monkeypatch):
    pdf.print_with(monkeypatch, str.encode)
    snapshot = submit(approved_report())
    file = snapshot.files.get(edition="public", format="pdf").location
    sent = []
    page_at.on("request", lambda request: sent.append((request.method, request.post_data)))
    for address, no in (
        (f"/verify/{snapshot.code}", "No: this is not a file of this version."),
        ("/verify/", "No: this file is not known here."),
    ):
        page_at.goto(portal + address)
        result = page_at.get_by_role("status")
        page_at.get_by_label("Drop the file here").set_input_files(file)
        expect(result).to_contain_text("Yes: this is a file that was submitted.")
        changed = {"name": "changed.pdf", "mimeType": "application/pdf", "buffer": b"changed"}
        page_at.get_by_label("Drop the file here").set_input_files(changed)
        expect(result).to_contain_text(no)
        assert faults(page_at) == []
    assert set(sent) == {("GET", None)}


def test_a_file_can_be_dropped(page, portal, monkeypatch):
    pdf.print_with(monkeypatch, str.encode)
    snapshot = submit(approved_report())
    page.goto(f"{portal}/verify/{snapshot.code}/")
    transfer = page.evaluate_handle(
        "() => { const all = new DataTransfer(); all.items.add(new File(['x'], 'x.pdf')); return all; }"
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": transfer})
    expect(page.get_by_role("status")).to_contain_text("x.pdf: No: this is not a file")


def test_without_scripts_the_page_tells_how_to_compute_the_sum(browser, portal, transactional_db):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}/verify/")
    expect(page.locator(".verify-file")).to_be_hidden()
    page.get_by_text("Check a file by its SHA-256").click()
    expect(page.get_by_text("sha256sum report.pdf")).to_be_visible()
    page.get_by_label("SHA-256 of the file").fill("0" * 64)
    page.get_by_role("button", name="Check the sum").click()
    expect(page.get_by_role("heading", name="This file is not known here")).to_be_visible()
    context.close()
