"""The e-mails about a record, on its page in the office."""

from typing import Any

from common.access import Action, may_somewhere
from partnership.models import Email

LONG = ("text", "html", "attachments")
"""Fields of an e-mail that no list shows."""


class EmailPanel:
    """For the page of a record: the e-mails about it stand there, with what became of each.

    Mixed in before the base class. One query. Shown to who may see the e-mails, or with
    ``emails_for_all_readers`` to everybody who may see the record.
    """

    emails_for_all_readers = False
    emails_shown = 20

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        """Add the e-mails to what the page shows."""
        record = kwargs.get("obj")
        if record is not None:
            rows = Email.objects.about(record).defer(*LONG)
            if not self.emails_for_all_readers:
                rows = rows.visible_to(request.user)
            context["record_emails"] = list(rows[: self.emails_shown])
            context["may_open_emails"] = not self.emails_for_all_readers or may_somewhere(
                request.user, Action.VIEW, Email
            )
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
