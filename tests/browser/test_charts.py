"""Charts in a browser: pictures with the portal's letters, tables behind them, at both widths."""

from playwright.sync_api import expect

from tests.browser.looking import faults

PAGES = ("/partnerships/laser-go/results/", "/partnerships/laser-go/reports/key-achievements/")


def test_charts_are_pictures_with_a_table_behind_them(page_at, portal):
    for address in PAGES:
        page_at.goto(portal + address)  # orders what is missing
        page_at.goto(portal + address)
        chart = page_at.locator("#chart-meetings_by_market")
        chart.scroll_into_view_if_needed()
        image = chart.get_by_role("img", name="31 meetings: 19 C2C and 12 B2B. Most in USA (10).")
        expect(image).to_be_visible()
        page_at.wait_for_function("[...document.images].every(each => each.naturalWidth > 0)")
        narrow = page_at.viewport_size["width"] < 640
        assert image.evaluate("each => each.naturalWidth") == (350 if narrow else 704)
        summary = chart.locator("summary")
        summary.focus()
        page_at.keyboard.press("Enter")
        expect(chart.get_by_role("row", name="USA")).to_be_visible()
        assert faults(page_at, ".chart") == []
