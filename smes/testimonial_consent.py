"""The text that the author of a testimonial agrees to, and its version in force."""

from datetime import date
from typing import Any

from django.utils import timezone

from partnership.models import ConsentText

KEY = "testimonial"
FIRST_DAY = date(2016, 1, 1)

FIRST_TEXTS = {
    "en": "The partnership may publish these words, with my function and the name of my company, in its "
    "reports, in its newsletters and on its pages. It may shorten and translate them, but publishes only "
    "the text that I have approved. I can take this consent back at any time with the link in the e-mail: "
    "from then on no page and no new document shows my words.",
    "fr": "Le partenariat peut publier ces propos, avec ma fonction et le nom de mon entreprise, dans ses "
    "rapports, dans ses lettres d’information et sur ses pages. Il peut les abréger et les traduire, mais "
    "ne publie que le texte que j’ai approuvé. Je peux retirer cet accord à tout moment avec le lien du "
    "courriel : dès lors, aucune page ni aucun nouveau document ne montre mes propos.",
    "de": "Die Partnerschaft darf diese Worte mit meiner Funktion und dem Namen meines Unternehmens in "
    "ihren Berichten, in ihren Newslettern und auf ihren Seiten veröffentlichen. Sie darf sie kürzen und "
    "übersetzen, veröffentlicht aber nur den Text, den ich freigegeben habe. Ich kann diese Einwilligung "
    "jederzeit mit dem Link aus der E-Mail widerrufen: Von da an zeigt keine Seite und kein neues Dokument "
    "meine Worte.",
}
"""The first versions, which every installation gets; the office writes its own as the next ones."""


def ship_first_texts(model: Any) -> None:
    """Keep the first versions where there is no text at all; safe to run twice."""
    if model.objects.filter(key=KEY).exists():
        return
    for language, text in FIRST_TEXTS.items():
        model.objects.get_or_create(
            key=KEY,
            version=1,
            language=language,
            defaults={"valid_from": FIRST_DAY, "text": text},
        )


def consent_in_force(language: str) -> ConsentText | None:
    """The wording that an author agrees to today, in a language or in English; at most two queries.

    A text that somebody deleted altogether comes back in its first version.
    """
    found = _in_force(language)
    if found is None:
        ship_first_texts(ConsentText)
        found = _in_force(language)
    return found


def _in_force(language: str) -> ConsentText | None:
    found: ConsentText | None = ConsentText.objects.in_force(KEY, language, timezone.localdate())
    return found
