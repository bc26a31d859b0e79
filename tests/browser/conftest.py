"""A portal to read in, and a browser that notes what must not happen."""

from collections.abc import Generator
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import looking
from tests.factories.gateways import AgreementFactory, AgreementPartyFactory, OrganisationFactory
from tests.factories.partnership import ClusterFactory, MembershipFactory, TargetMarketFactory
from tests.factories.reporting import ReportFactory

EXPECTED = (
    # A page that is not there is asked for on purpose, and Chromium says that it was not there.
    "status of 40",
    # The checker of accessibility speaks to a letter that is previewed, which is shut off from all others.
    "does not match the recipient window's origin ('null')",
)


@pytest.fixture(autouse=True)
def _policy_is_kept(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """No page of any test tries what its content security policy refuses."""
    opened = Browser.new_context

    def new_context(browser: Browser, **options: Any) -> BrowserContext:
        context = opened(browser, **options)
        context.on("console", looking.note_refusal)
        return context

    monkeypatch.setattr(Browser, "new_context", new_context)
    looking.REFUSED.clear()
    yield
    assert looking.REFUSED == []


@pytest.fixture
def portal(transactional_db, live_server, settings, tmp_path, kept) -> str:
    """The address of a running portal with LASER-GO, whose report is quickly made, and very long names."""
    settings.REPORTS_ROOT = tmp_path / "reports"
    kept.begin_with("portal", fill_portal)
    return live_server.url


def fill_portal() -> None:
    """LASER-GO, and a partnership of which every name is as long as it may be, without a space."""
    call_command("loaddata", "programme", "laser-go", verbosity=0)
    report = ReportFactory(
        partnership__acronym="A" * 60,
        partnership__slug="long",
        partnership__name="N" * 250,
        partnership__themes=["T" * 80],
        partnership__website=f"https://{'w' * 60}.example/",
        is_public=True,
    )
    partnership = report.partnership
    cluster = ClusterFactory(short_name="C" * 120, region="R" * 120)
    MembershipFactory(partnership=partnership, cluster=cluster)
    market = TargetMarketFactory(partnership=partnership, label="M" * 80)
    organisation = OrganisationFactory(partnership=partnership, name="O" * 200)
    agreement = AgreementFactory(partnership=partnership, market=market)
    AgreementPartyFactory(agreement=agreement, organisation=organisation)


@pytest.fixture(params=[1280, 390], ids=["wide", "narrow"])
def page_at(request, page: Page, portal: str) -> Generator[Page]:
    """A page of a desk or a telephone.

    Fails the test for anything written to the console (a refused style or script among it), for
    any fault of a script and for any request to another host.
    """
    page.set_viewport_size({"width": request.param, "height": 800})
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(f"console: {said.text}"))
    page.on("pageerror", lambda error: troubles.append(f"fault: {error}"))
    page.on("request", lambda sent: troubles.append(sent.url) if is_foreign(sent.url) else None)

    def is_foreign(address: str) -> bool:
        return not address.startswith((portal, "data:"))

    page.set_default_timeout(10_000)
    page.goto(portal)
    yield page
    assert [each for each in troubles if not any(known in each for known in EXPECTED)] == []
