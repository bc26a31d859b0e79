"""Posting an e-mail: a row in the caller's transaction; a worker sends it afterwards."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Model
from django.db.models.functions import Now
from django.utils import translation

from partnership.choices import EmailState
from partnership.exceptions import EmailRefused
from partnership.mail.bell import ring
from partnership.mail.rendering import language_of, render
from partnership.models import Email, Partnership

LARGEST = 5 * 1024 * 1024
"""Bytes that the files of one e-mail may have together."""

LONGEST_SUBJECT = 250


@dataclass(frozen=True)
class Attachment:
    """A small file that goes with an e-mail."""

    name: str
    content_type: str
    content: bytes


def post_email(
    *,
    kind: str,
    to: str,
    template: str,
    context: dict[str, Any],
    subject: Any,
    reason: Any,
    language: str = "en",
    partnership: Partnership | None = None,
    about: Model | None = None,
    once: str = "",
    is_secret: bool = False,
    replaces: bool = False,
    attachments: Iterable[Attachment] = (),
) -> Email:
    """Keep an e-mail in the caller's transaction; once that is committed it is sent in the background.

    * ``kind`` is dotted, such as ``smes.confirm_address``.
    * ``template`` names ``emails/<template>.txt`` and ``.html``, which extend ``emails/layout``. Both know
      the context and ``subject``, ``reason``, ``partnership``, ``site_url`` and ``language``; with
      ``name`` in the context the greeting has it.
    * ``subject`` and ``reason`` may be lazy translations; the reason is a sentence, for the foot, and
      names nobody: it is kept longer than the text.
    * ``about`` is the saved record that the e-mail concerns.
    * Under a ``once`` key there is one e-mail for ever: a second call gives the first one back.
    * ``is_secret`` is said of whatever holds a private link.
    * ``replaces`` where the new link ends the earlier ones: an e-mail of the same kind about the same
      record to the same address that still waits is withdrawn.

    Raises ``EmailRefused`` for what is no address, a subject of several lines or files that are too
    large; nothing is kept then.
    """
    address = _address(to)
    files = _kept(attachments)
    with translation.override(language_of(language)):
        title, why = _one_line(subject), str(reason)
        text, html = render(template, context, subject=title, reason=why, partnership=partnership)
        spoken = translation.get_language() or ""
    fields = {
        "kind": kind,
        "to_address": address,
        "language": spoken,
        "subject": title,
        "text": text,
        "html": html,
        "attachments": files,
        "reason": why,
        "partnership": partnership,
        "about_label": about._meta.label_lower if about else "",
        "about_id": about.pk if about else None,
        "is_secret": is_secret,
    }
    if once:
        email, is_new = Email.objects.get_or_create(once=once, defaults=fields)
    else:
        email, is_new = Email.objects.create(**fields), True
    if is_new:
        if about:
            _settle_earlier(email, about, replaces=replaces)
        transaction.on_commit(partial(ring, email.pk))
    return email


def _settle_earlier(email: Email, about: Model, *, replaces: bool) -> None:
    """Nobody needs to look after an e-mail that did not arrive when another one follows it."""
    same = Email.objects.about(about).to(email.to_address).filter(kind=email.kind)
    earlier = same.exclude(pk=email.pk)
    earlier.troubled().update(settled_at=Now())
    if replaces:
        earlier.filter(state=EmailState.WAITING).delete()


def _address(typed: str) -> str:
    address = typed.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise EmailRefused(
            f"“{address}” is no e-mail address, so nothing can be sent to it."
        ) from error
    if len(address) > 254:
        raise EmailRefused("This e-mail address is longer than any address can be.")
    return address


def _one_line(subject: Any) -> str:
    title = str(subject).strip()
    if not title:
        raise EmailRefused("The e-mail has no subject.")
    if len(title.splitlines()) > 1:
        raise EmailRefused("The subject of an e-mail is one line. Take the line break out of it.")
    return title if len(title) <= LONGEST_SUBJECT else f"{title[: LONGEST_SUBJECT - 1]}…"


def _kept(attachments: Iterable[Attachment]) -> list[dict[str, str]]:
    files = list(attachments)
    if sum(len(file.content) for file in files) > LARGEST:
        raise EmailRefused("The files are too large for an e-mail: 5 MB together at most.")
    return [
        {
            "name": file.name,
            "content_type": file.content_type,
            "content": base64.b64encode(file.content).decode(),
        }
        for file in files
    ]
