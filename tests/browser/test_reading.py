"""Reading the portal in a browser: from the list of partnerships down to the records of a figure."""

from playwright.sync_api import expect

from tests.browser.looking import faults

REPORT = "/partnerships/laser-go/reports/key-achievements/"
PAGES = (
    "/",
    REPORT,
    f"{REPORT}?edition=agency",
    "/partnerships/long/reports/key-achievements/",
)


def test_from_the_list_of_partnerships_down_to_the_records_of_a_figure(page_at):
    page_at.get_by_role("link", name="Visit the site LASER-GO").click()
    expect(page_at.locator(".brand-acronym")).to_have_text("LASER-GO")
    page_at.get_by_role("link", name="All results and reports").click()
    page_at.get_by_role("link", name="Read the report").click()
    expect(page_at.locator(".report-kind")).to_have_text("Key Achievements")

    figure = page_at.get_by_role("link", name="10: C2C meetings, USA. Show the records")
    figure.click()
    evidence = page_at.get_by_role("region", name="C2C meetings, USA: 10")
    expect(evidence).to_be_in_viewport()
    expect(evidence.get_by_role("listitem").first).to_be_visible()
    expect(evidence).to_be_focused()

    evidence.get_by_role("link", name="Close").click()
    expect(evidence).to_be_hidden()
    expect(figure).to_be_in_viewport()

    figure.click()
    page_at.keyboard.press("Escape")
    expect(evidence).to_be_hidden()
    expect(figure).to_be_focused()

    with page_at.expect_download() as downloading:
        page_at.get_by_role("link", name="PDF To print and to file").click()
    assert downloading.value.suggested_filename == "laser-go-key-achievements.pdf"
    assert downloading.value.path().read_bytes().startswith(b"%PDF-")


def test_no_page_breaks_a_rule_of_accessibility_or_is_wider_than_its_window(page_at, portal):
    broken = {}
    for address in PAGES:
        page_at.goto(portal + address)
        if seen := faults(page_at):
            broken[address] = seen
    page_at.goto(f"{portal}{REPORT}#e-events-total-b2b_events")
    assert (broken, faults(page_at, ".evidence")) == ({}, [])


def test_a_figure_opens_and_closes_without_any_script(browser, portal):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(portal + REPORT)
    page.locator("#f-events-US-c2c_meetings").click()
    expect(page.locator("#e-events-US-c2c_meetings")).to_be_visible()
    page.locator("#e-events-US-c2c_meetings .evidence-close").click()
    expect(page.locator("#e-events-US-c2c_meetings")).to_be_hidden()
    context.close()


def test_the_downloaded_html_file_opens_evidence_on_its_own(page, portal, tmp_path):
    page.goto(portal + REPORT)
    with page.expect_download() as downloading:
        page.get_by_role("link", name="HTML To read offline").click()
    file = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(file)
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"file://{file}")
    page.locator("#f-events-US-c2c_meetings").click()
    expect(page.locator("#e-events-US-c2c_meetings")).to_be_in_viewport()
    assert said == []


def test_a_wide_table_scrolls_in_its_place_on_a_telephone_and_says_so(page, portal):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(portal + REPORT)
    region = page.get_by_role("region", name="Table A.")
    assert region.evaluate("each => each.scrollWidth > each.clientWidth")
    hint = region.evaluate("each => getComputedStyle(each, '::before').content")
    assert hint == '"Scroll sideways to see the whole table →"'
    region.focus()
    page.keyboard.press("ArrowRight")
    # The page's own policy forbids the waiting that Playwright has for this.
    page.wait_for_timeout(500)
    assert region.evaluate("each => each.scrollLeft") > 0
