"""What `scripts/bench_load.py` asks a portal for; run with its settings: load_scenarios.py FILE."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
django.setup()

from django.conf import settings  # noqa: E402
from django.contrib import admin  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from partnership.models import Partnership, Programme, User  # noqa: E402
from reporting.dashboard.lists import Lists  # noqa: E402
from reporting.drawing import (  # noqa: E402
    draw_charts_of_dashboard,
    draw_overview_charts,
    draw_report_charts,
)
from reporting.engine.editions import Edition  # noqa: E402
from reporting.models import SnapshotFile  # noqa: E402
from reporting.models.periods import FINAL_KEY  # noqa: E402
from reporting.rendering import render_report  # noqa: E402
from reporting.tasks import count_programme  # noqa: E402

DOCUMENT = "key-achievements"
ASKED = 8
"""So many partnerships, of all sizes."""
MANY = 1000
"""Lists of more rows are looked at from all sides."""

Target = dict[str, Any]


def main() -> None:
    """Write all scenarios."""
    by_size: Sequence[Partnership] = list(
        Partnership.objects.annotate(size=Count("organisations")).order_by("-size")
    )
    step = max(len(by_size) // ASKED, 1)
    some = by_size[::step][:ASKED]
    signed_in = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session()}"}
    found = [
        scenario("public pages", 50, 100, public(some)),
        scenario("downloads, submitted", 200, 300, submitted()),
        scenario("downloads, working version", 50, 0, rendered(by_size[-2:])),
        scenario("API", 20, 300, api(some, by_size[-2:])),
        scenario("office lists", 4, 300, office(signed_in), signed_in),
        scenario("dashboards", 4, 300, dashboards(some), signed_in),
        # After what shows the records, which it changes.
        scenario("expressions of interest", 3, 0, expressions(some)),
        scenario("downloads without nginx", 200, 0, submitted(), nginx=False),
    ]
    Path(sys.argv[1]).write_text(json.dumps(found))


def scenario(
    name: str,
    rate: int,
    target: int,
    targets: Iterator[Target],
    headers: dict[str, str] | None = None,
    *,
    nginx: bool = True,
) -> dict[str, Any]:
    """So many requests a second, of which 95 in a hundred are to be answered in ``target`` ms."""
    return {
        "name": name,
        "rate": rate,
        "target": target,
        "nginx": nginx,
        "headers": headers or {},
        "targets": list(targets),
    }


def page(name: str, view: str, *arguments: Any, prefix: str = "") -> Target:
    """A page under the name by which its times are added up."""
    return {"name": name, "address": prefix + reverse(view, args=arguments)}


def public(some: Sequence[Partnership]) -> Iterator[Target]:
    """The pages of the public site, in three languages."""
    names = ("partners", "markets", "services", "events", "results", "about")
    for prefix in ("", "/fr", "/de"):
        yield page("all partnerships", "home", prefix=prefix)
        for partnership in some:
            slug = partnership.slug
            yield page("partnership", "partnership", slug, prefix=prefix)
            for name in names:
                yield page(name, f"site_{name}", slug, prefix=prefix)
            for market in partnership.targetmarkets.all()[:1]:
                yield page("market", "site_market", slug, market.code.lower(), prefix=prefix)
            events = partnership.events.order_by("start_on")
            for event in (events[0], events.reverse()[0]):
                yield page("event", "site_event", slug, event.pk, prefix=prefix)


def submitted() -> Iterator[Target]:
    """Files of submitted reports."""
    files = SnapshotFile.objects.filter(edition="public", snapshot__report__is_public=True)
    related = files.select_related("snapshot__report__partnership")
    for file in related.filter(snapshot__state="submitted").order_by("pk")[:20]:
        yield {"name": "submitted PDF", "address": file.get_absolute_url(), "is_file": True}


def rendered(some: Sequence[Partnership]) -> Iterator[Target]:
    """Final reports as the records are now, rendered before."""
    for partnership in some:
        render_report(partnership, DOCUMENT, "pdf")
        found = page("PDF", "report_download", partnership.slug, DOCUMENT, "pdf")
        yield {**found, "is_file": True}


def expressions(some: Sequence[Partnership]) -> Iterator[Target]:
    """Forms that are filled in and sent."""
    for partnership in some:
        market = partnership.targetmarkets.values_list("pk", flat=True)[0]
        yield {**page("expression", "expression_start", partnership.slug), "market": str(market)}


def api(some: Sequence[Partnership], made: Sequence[Partnership]) -> Iterator[Target]:
    """What programs ask for; reports of those of which they are rendered."""
    yield {"name": "API, partnerships", "address": "/api/partnerships/"}
    yield {"name": "API, downloads", "address": "/api/downloads/"}
    for partnership in some:
        yield {"name": "API, partnership", "address": f"/api/partnerships/{partnership.slug}/"}
    for partnership in made:
        render_report(partnership, DOCUMENT, "json")
        address = f"/api/partnerships/{partnership.slug}/reports/{DOCUMENT}/"
        yield {"name": "API, report", "address": address}


def office(signed_in: dict[str, str]) -> Iterator[Target]:
    """Every list of the office; the long ones also searched, filtered, from their end."""
    client = Client(
        HTTP_HOST="127.0.0.1", HTTP_X_FORWARDED_PROTO="https", headers={"cookie": cookie(signed_in)}
    )
    for model in admin.site._registry:
        label = f"{model._meta.app_label}_{model._meta.model_name}"
        address = reverse(f"admin:{label}_changelist")
        yield {"name": label, "address": address}
        shown: Any = client.get(address)
        changelist = shown.context_data["cl"]
        if changelist.result_count <= MANY:
            continue
        yield {"name": f"{label}, last", "address": f"{address}?p={changelist.paginator.num_pages}"}
        if changelist.search_fields:
            yield {"name": f"{label}, searched", "address": f"{address}?q=vel"}
        for each in changelist.filter_specs[:2]:
            choices = list(each.choices(changelist))
            chosen = choices[min(len(choices) - 1, 2)]["query_string"]
            yield {"name": f"{label}, filtered", "address": f"{address}{chosen}"}
        record = model._default_manager.order_by("pk").first()
        if record is not None and hasattr(model, "history"):
            history = reverse(f"admin:{label}_history", args=[record.pk])
            yield {"name": f"{label}, history", "address": history}


def dashboards(some: Sequence[Partnership]) -> Iterator[Target]:
    """What coordinators and officers look at."""
    programme = Programme.objects.get()
    count_programme(programme.pk)
    yield page("programme", "programme", programme.pk)
    for partnership in some:
        draw(partnership)
        yield page("dashboard", "dashboard", partnership.slug)
        yield page("dashboard, changes", "dashboard_changes", partnership.slug)
        for key in Lists.known:
            yield page(f"dashboard, {key}", "dashboard_list", partnership.slug, key)
        yield page("report", "report", partnership.slug, DOCUMENT)


def draw(partnership: Partnership) -> None:
    """The charts of pages, which workers draw: a page that waits for them is not kept."""
    draw_report_charts(partnership, DOCUMENT, FINAL_KEY, edition=Edition.PUBLIC)
    draw_overview_charts(partnership)
    for edition in Edition:
        draw_charts_of_dashboard(partnership, edition=edition)


def session() -> str:
    """The key of a session of an administrator."""
    address = "load@portal.example"
    person = User.objects.filter(email=address).first()
    person = person or User.objects.create_superuser(address, None, name="Load")
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.save()
    return str(store.session_key)


def cookie(signed_in: dict[str, str]) -> str:
    """As a browser sends it."""
    return signed_in["Cookie"]


if __name__ == "__main__":
    main()
