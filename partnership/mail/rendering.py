"""The text and the HTML of an e-mail, in the language of whoever gets it."""

import re
from typing import Any

from css_inline import CSSInliner
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from partnership.models import Partnership

INLINER = CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)


def language_of(code: str) -> str:
    """The language of the portal that a code stands for; English where it has none such."""
    try:
        return translation.get_supported_language_variant(code)
    except LookupError:
        return settings.LANGUAGE_CODE


def render(
    template: str,
    context: dict[str, Any],
    *,
    subject: str,
    reason: str,
    partnership: Partnership | None,
) -> tuple[str, str]:
    """Text and HTML in the language that is active; styles stand at the elements, as mail programs need."""
    known = {
        **context,
        "subject": subject,
        "reason": reason,
        "partnership": partnership,
        "site_url": settings.SITE_URL,
        "language": translation.get_language(),
    }
    text = _rendered(f"emails/{template}.txt", known, autoescape=False)
    html = _rendered(f"emails/{template}.html", known, autoescape=True)
    return re.sub(r"\n\s*\n\s*\n", "\n\n", text).strip() + "\n", INLINER.inline(html)


def _rendered(name: str, context: dict[str, Any], *, autoescape: bool) -> str:
    template: Any = get_template(name)
    text: str = template.template.render(Context(context, autoescape=autoescape))
    return text
