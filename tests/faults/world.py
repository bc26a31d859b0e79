"""``python -m tests.faults.world fill:12``: what there is in a portal whose servers fail; tells its addresses."""

import json
import sys

import django

ADMINISTRATOR = ("admin@alpha.example", "long enough to sign in")


def count_from(number):
    """Let factories count from there: those of an earlier process have made the first ones."""
    from factory.django import DjangoModelFactory

    from tests import factories

    for made in vars(factories).values():
        if isinstance(made, type) and issubclass(made, DjangoModelFactory):
            made.reset_sequence(number, force=True)


def schema():
    """All tables, without the migrations' long way there."""
    from django.core.management import call_command

    from tests.exchange.backups.portal import schema

    schema()
    call_command("createcachetable", "portal_cache", verbosity=0)


def fill(number):
    """A partnership with a public report, an event that lets everybody in, and so many drafts to be sent."""
    from datetime import timedelta

    from django.urls import reverse
    from django.utils import timezone

    from events.consents import ship_first_texts as ship_texts_of_events
    from partnership.models import ConsentText, User
    from smes.consents import ship_first_texts
    from tests import factories as make
    from tests.smes.applying.conftest import COMPANY
    from tests.smes.applying.conftest import fill as fill_in

    ship_first_texts(ConsentText)
    ship_texts_of_events(ConsentText)
    report = make.ReportFactory(partnership__slug="alpine", is_public=True)
    partnership = report.partnership
    make.MembershipFactory(partnership=partnership)
    make.TargetMarketFactory(partnership=partnership)
    make.NarrativeSectionFactory(report=report, text="What was done.")
    User.objects.create_superuser(*ADMINISTRATOR, name="Administrator").confirm_address()
    event = make.EventFactory(
        partnership=partnership,
        start_on=timezone.localdate() + timedelta(days=30),
        registration_mode="open",
    )
    drafts = make.ExpressionFactory.create_batch(
        int(number), draft=True, partnership=partnership, **COMPANY
    )
    links = [fill_in(draft).link for draft in drafts]
    return {
        "drafts": [reverse("expression_step", args=[link, "check"]) for link in links],
        "first_steps": [reverse("expression_step", args=[link, "company"]) for link in links],
        "consents": [reverse("expression_step", args=[link, "consents"]) for link in links],
        "register": reverse("registration_start", args=["alpine", event.pk]),
        "partnership": reverse("partnership", args=["alpine"]),
        "report": reverse("report", args=["alpine", "key-achievements"]),
        "pdf": reverse("report_download", args=["alpine", "key-achievements", "pdf"]),
    }


def schedule():
    """A schedule that waits to be computed."""
    from events.services.schedules import ask_for_schedule
    from tests.events.schedules.world import build_world

    count_from(2000)
    return ask_for_schedule(event=build_world(years=1).event, by=None).pk


if __name__ == "__main__":
    django.setup()
    steps = {"schema": schema, "fill": fill, "schedule": schedule}
    told = None
    for step in sys.argv[1:]:
        name, *arguments = step.split(":")
        told = steps[name](*arguments)
    sys.stdout.write(json.dumps(told) + "\n")
