"""What a look at a page tells: nothing sticks out, everybody can read it, its policy is kept."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Error, Page

WIDER_THAN_ITS_WINDOW = (
    "document.documentElement.scrollWidth > document.documentElement.clientWidth"
)
COMPLETE = "document.documentElement && document.readyState === 'complete'"
LEFT = ("Execution context was destroyed", "Cannot read properties of null")
"""What the browser says when a page goes away while it is looked at."""

REFUSED: list[str] = []
"""What the content security policy refused since the test began; see ``conftest.py``."""


def faults(page: Page, within: str | None = None) -> list[str]:
    """What is wrong with the page that is shown, or with a part of it: ``too wide``, and each rule of
    accessibility that is broken, with the element that breaks it.

    A click returns before its page has come: whatever is on its way is waited for.
    """
    while True:
        address = arrived(page)
        try:
            found = ["too wide"] if page.evaluate(WIDER_THAN_ITS_WINDOW) else []
            found += broken_rules(page, within)
        except Error as error:
            if not any(words in error.message for words in LEFT):
                raise
            continue
        if page.url == address:
            return found


def is_too_wide(page: Page) -> bool:
    """Whether one has to scroll sideways."""
    arrived(page)
    return bool(page.evaluate(WIDER_THAN_ITS_WINDOW))


def arrived(page: Page) -> str:
    """The address of a page once it is there, whole.

    Asked again and again from outside: a page may not evaluate texts of its own.
    """
    while True:
        page.wait_for_load_state()
        try:
            if page.evaluate(COMPLETE):
                return page.url
        except Error as error:
            if not any(words in error.message for words in LEFT):
                raise
        page.wait_for_timeout(50)


def broken_rules(page: Page, within: str | None) -> list[str]:
    """The rules of accessibility that a page breaks, each with the elements that break it."""
    refused = len(REFUSED)
    violations = Axe().run(page, within).response["violations"]
    del REFUSED[refused:]  # the checker itself writes styles that are refused
    return [
        f"{rule['id']}: {' '.join(node['html'] for node in rule['nodes'])}" for rule in violations
    ]


def note_refusal(said: ConsoleMessage) -> None:
    """Remember what a page tried and its policy refused."""
    if "Content Security Policy" in said.text:
        REFUSED.append(f"{said.text} ({said.location.get('url', '')})")
