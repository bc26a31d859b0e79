"""``manage.py send_emails``: sends what waits, where no worker does."""

from typing import Any

from django.core.management.base import BaseCommand

from partnership.mail.recovery import send_waiting
from partnership.models import Email


class Command(BaseCommand):
    """Sends every e-mail that is due; safe beside workers, and twice."""

    help = "Sends the e-mails that wait. Workers do it by themselves; this is for where none runs."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, and tell how many were sent and how many still wait."""
        sent = send_waiting()
        left = Email.objects.filter(state="waiting").count()
        self.stdout.write(f"{sent} sent, {left} waiting.")
