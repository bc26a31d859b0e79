"""The public site in a browser: light, quiet, and usable by everybody."""

import pytest
from playwright.sync_api import expect

from partnership.models import TargetMarket
from tests.browser.looking import faults, is_too_wide

PATHS = (
    "",
    "partners/",
    "markets/",
    "markets/{market}/",
    "services/",
    "events/",
    "events/{event}/",
    "news/",
    "results/",
    "about/",
    "privacy/",
    "accessibility/",
    "legal-notice/",
    "markets/none/",
)
LANGUAGES = ("", "/fr", "/de")
LIGHT = 100 * 1024


def addresses(slug, prefix="", **given):
    return [f"{prefix}/partnerships/{slug}/{path.format(**given)}" for path in PATHS]


LASER = {"market": "US", "event": 1003}
SIZES = """
() => Object.fromEntries([...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .map(entry => [entry.name, entry.encodedBodySize]))
"""
SHIFTS = """
() => new Promise(done => new PerformanceObserver(list => done(
  list.getEntries().reduce((sum, entry) => sum + entry.value, 0)
)).observe({type: "layout-shift", buffered: true}) || setTimeout(() => done(0), 300))
"""


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_no_page_breaks_a_rule_of_accessibility_or_needs_a_script(page_at, portal, prefix):
    """What holds no script is the same with and without JavaScript."""
    page_at.set_default_timeout(30_000)  # charts are drawn on the way
    broken, with_script = {}, []
    for address in [f"{prefix}/", *addresses("laser-go", prefix, **LASER)]:
        page_at.goto(portal + address)
        if seen := faults(page_at):
            broken[address] = seen
        if page_at.content().count("<script"):
            with_script.append(address)
    assert (broken, with_script) == ({}, [])


def test_names_as_long_as_they_may_be_stay_within_the_window(page_at, portal):
    code = TargetMarket.objects.get(partnership__slug="long").code
    page_at.set_default_timeout(30_000)
    wide = []
    for address in addresses("long", market=code, event=0):
        page_at.goto(portal + address)
        if is_too_wide(page_at):
            wide.append(address)
    assert wide == []


@pytest.mark.parametrize("path", ["/", "/partnerships/laser-go/"])
def test_a_first_page_is_light_and_stands_still_and_leaves_nothing_behind(page_at, portal, path):
    page_at.goto(portal + path)
    page_at.wait_for_load_state("networkidle")
    sizes = page_at.evaluate(SIZES)
    assert sum(sizes.values()) < LIGHT, sizes
    assert any(url.endswith(".woff2") for url in sizes)
    assert page_at.evaluate(SHIFTS) == 0
    assert page_at.context.cookies() == []


def test_by_keyboard_one_skips_to_the_content_and_always_sees_where_one_is(page_at, portal):
    page_at.goto(f"{portal}/partnerships/laser-go/markets/")
    page_at.keyboard.press("Tab")
    skip = page_at.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page_at.keyboard.press("Enter")
    expect(page_at.locator("main")).to_be_focused()
    page_at.goto(f"{portal}/partnerships/laser-go/markets/")
    unseen, seen = [], 0
    for _ in range(24):
        page_at.keyboard.press("Tab")
        ring = page_at.evaluate(
            "() => { const here = document.activeElement, style = getComputedStyle(here);"
            " return [here.outerHTML.slice(0, 80), style.outlineStyle, style.outlineWidth]; }"
        )
        seen += 1
        if ring[1] == "none" or ring[2] == "0px":
            unseen.append(ring)
    assert (unseen, seen) == ([], 24)


def test_at_twice_the_size_everything_is_still_there(page_at, portal):
    """A window of 1280 pixels at 200 % is one of 640."""
    page_at.set_default_timeout(30_000)  # charts are drawn on the way
    page_at.set_viewport_size({"width": 640, "height": 400})
    for address in addresses("laser-go", "/de", **LASER):
        page_at.goto(portal + address)
        assert not is_too_wide(page_at), address
        links = page_at.locator(".site-nav a")
        assert links.count() == 7
        for place in range(7):
            expect(links.nth(place)).to_be_visible()
        expect(page_at.locator(".languages a").first).to_be_visible()


def test_one_changes_the_language_and_stays_on_the_page(page_at, portal):
    page_at.goto(f"{portal}/partnerships/laser-go/markets/us/")
    page_at.get_by_role("link", name="Français").click()
    expect(page_at).to_have_url(f"{portal}/fr/partnerships/laser-go/markets/us/")
    expect(page_at.get_by_role("heading", level=1)).to_have_text("États-Unis d'Amérique")
    page_at.get_by_role("link", name="Événements", exact=True).click()
    expect(page_at.get_by_role("heading", level=1)).to_have_text("Événements")
    page_at.get_by_role("link", name="English").click()
    expect(page_at.get_by_role("heading", level=1)).to_have_text("Events")
