"""``python -m tests.faults.twice``: everything that people send, sent four times at once; tells what there is."""

import json
import sys
import threading
from datetime import timedelta

import django

TIMES = 4


def main():
    django.setup()
    from tests.faults import twice
    from tests.faults.world import count_from

    count_from(3000)
    told = {}
    for name in [name for name in vars(twice) if name.startswith("send_")]:
        send, count, refusals = getattr(twice, name)()
        outcomes = at_once(send, refusals)
        told[name.removeprefix("send_")] = [count(), *sorted(outcomes)]
    sys.stdout.write(json.dumps(told) + "\n")


def at_once(send, refusals):
    """The outcome of each: done, or refused in words."""
    from django.db import connection

    start, outcomes = threading.Barrier(TIMES), []

    def run():
        try:
            start.wait()
            send()
            outcomes.append("done")
        except refusals as error:
            outcomes.append("refused" if str(error) else "refused without words")
        except Exception as error:
            outcomes.append(f"{type(error).__name__}: {error}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(TIMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def send_message():
    from smes.choices import Party
    from smes.models import ExpressionMessage
    from smes.services.messages import write_message
    from tests.factories import ExpressionFactory

    of = {"expression": ExpressionFactory(state="confirmed")}
    return (
        lambda: write_message(**of, party=Party.SME, text="When?", once="key of the form"),
        ExpressionMessage.objects.filter(**of).count,
        (),
    )


def send_confirmation_of_an_address():
    from partnership.models import Email
    from smes.services.sending import confirm_expression
    from tests.factories import ExpressionFactory

    expression = ExpressionFactory(state="submitted", email="once@optik.example")
    return (
        lambda: confirm_expression(expression=expression),
        Email.objects.filter(kind="smes.received", to_address=expression.email).count,
        (),
    )


def send_file():
    from smes.choices import Party
    from smes.models import ExpressionFile
    from smes.services.expression_files import add_file
    from tests.documents import PDF, upload
    from tests.factories import ExpressionFactory

    expression = ExpressionFactory(state="confirmed")
    return (
        lambda: add_file(expression=expression, upload=upload("study.pdf", PDF), party=Party.SME),
        ExpressionFile.objects.filter(expression=expression).count,
        (),
    )


def send_registration():
    from django.utils import timezone

    from events.consents import PRIVACY, text_in_force
    from events.models import Registration
    from events.services.persons import Person
    from events.services.registrations import Sent
    from events.services.registrations import send_registration as send
    from tests.factories import EventFactory

    day = timezone.localdate() + timedelta(days=30)
    event = EventFactory(start_on=day, registration_mode="open")
    fields = {
        "organisation_name": "Optik",
        "country": "DE",
        "side": "eu_sme",
        "kind": "business",
    }
    sent = Sent(
        fields, [Person("Ada Vogel", email="ada@optik.example")], {}, text_in_force(PRIVACY, "en")
    )
    return (
        lambda: send(event=event, sent=sent, language="en"),
        Registration.objects.filter(event=event).count,
        (),
    )


def _participants():
    from tests.factories import (
        AttendeeFactory,
        EventFactory,
        MatchmakingFactory,
        RegistrationFactory,
    )

    event = EventFactory()
    MatchmakingFactory(event=event)
    return [
        AttendeeFactory(
            registration=RegistrationFactory(
                event=event, state="confirmed", side=side, country=country, is_in_catalogue=True
            )
        ).registration
        for side, country in (("eu_sme", "DE"), ("third_business", "JP"))
    ]


def send_request_for_a_meeting():
    from events.choices import Priority
    from events.exceptions import MeetingNotPossible
    from events.models import Meeting
    from events.services.requests import ask_for_meeting

    us, them = _participants()
    return (
        lambda: ask_for_meeting(registration=us, other=them, priority=Priority.HIGH),
        Meeting.objects.filter(event=us.event).count,
        MeetingNotPossible,
    )


def send_outcome():
    from smes.choices import OutcomeKind, Party
    from smes.models import Outcome
    from smes.services.outcomes import declare_outcome
    from tests.factories import SupportCaseFactory

    case = SupportCaseFactory()
    return (
        lambda: declare_outcome(
            case=case, party=Party.SME, kind=OutcomeKind.CONTRACT, description="A contract."
        ),
        Outcome.objects.filter(case=case).count,
        (),
    )


def send_line_of_the_log():
    from django.utils import timezone

    from smes.choices import Party
    from smes.services.support_log import LogEntry, log_contact
    from tests.factories import SupportCaseFactory

    case = SupportCaseFactory(state="running")
    entry = LogEntry("We spoke.", timezone.localdate())
    return (
        lambda: log_contact(case=case, entry=entry, party=Party.GATEWAY),
        case.supportcontacts.count,
        (),
    )


def send_file_of_a_case():
    from django.core.exceptions import ValidationError

    from smes.choices import Party
    from smes.services.support_log import keep_support_file
    from tests.documents import PDF, upload
    from tests.factories import SupportCaseFactory

    case = SupportCaseFactory(state="running")
    return (
        lambda: keep_support_file(case=case, file=upload("plan.pdf", PDF), party=Party.GATEWAY),
        case.supportfiles.count,
        ValidationError,
    )


def send_acceptance_of_an_invitation():
    from partnership.exceptions import InvitationFailed
    from partnership.models import User
    from partnership.services import accept_invitation
    from tests.factories import InvitationFactory

    invitation = InvitationFactory()
    link = invitation.renew()
    invitation.save()
    return (
        lambda: accept_invitation(link=link, person=None, name="Ada", password="long enough"),
        User.objects.filter(email=invitation.email).count,
        InvitationFailed,
    )


def send_acceptance_as_a_contact():
    from django.core import signing

    from gateways.exceptions import ContactNotInvited
    from gateways.services import SALT, accept_as_contact
    from partnership.models import User
    from tests.factories import ContactFactory

    contact = ContactFactory(email="contact@gateway.example")
    link = signing.dumps([contact.pk, contact.email], salt=SALT)
    return (
        lambda: accept_as_contact(link=link, person=None, name="Ada", password="long enough"),
        User.objects.filter(email=contact.email).count,
        ContactNotInvited,
    )


if __name__ == "__main__":
    main()
