"""The texts that an SME agrees to with its expression of interest, and the versions in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnership.choices import Language
from partnership.models import ConsentText


@dataclass(frozen=True)
class ConsentKind:
    """What is agreed to, in a word, and whether an expression can be sent without it."""

    key: str
    label: Promise
    is_required: bool = False


PRIVACY = ConsentKind("expression-privacy", _("Use of our data"), is_required=True)
SHARING = ConsentKind("expression-sharing", _("Passing on to gateways"))
NEWS = ConsentKind("expression-news", _("News by e-mail"))
KINDS = (PRIVACY, SHARING, NEWS)
"""In the order of the form. Nothing is handed over to a gateway without the second one."""

FIRST_DAY = date(2026, 1, 1)

FIRST_TEXTS: dict[tuple[str, str], str] = {
    (PRIVACY.key, Language.ENGLISH): (
        "We agree that the partnership keeps what we enter here and uses it to handle our expression of "
        "interest. The members of the partnership that select and support companies read it, and nobody "
        "else. We may have our data shown, corrected or erased at any time."
    ),
    (PRIVACY.key, Language.FRENCH): (
        "Nous acceptons que le partenariat conserve les informations saisies ici et les utilise pour traiter "
        "notre manifestation d’intérêt. Seuls les membres du partenariat chargés de sélectionner et "
        "d’accompagner les entreprises les lisent. Nous pouvons à tout moment consulter, faire rectifier ou "
        "faire effacer nos données."
    ),
    (PRIVACY.key, Language.GERMAN): (
        "Wir sind einverstanden, dass die Partnerschaft unsere Angaben speichert und nutzt, um unsere "
        "Interessenbekundung zu bearbeiten. Nur die Mitglieder der Partnerschaft, die Unternehmen auswählen "
        "und unterstützen, lesen sie. Wir können unsere Daten jederzeit einsehen, berichtigen oder löschen "
        "lassen."
    ),
    (SHARING.key, Language.ENGLISH): (
        "We agree that the partnership passes our expression of interest and its files on to the "
        "organisations in our target markets that could support us. Without this we can be advised, but "
        "not be handed over to a gateway."
    ),
    (SHARING.key, Language.FRENCH): (
        "Nous acceptons que le partenariat transmette notre manifestation d’intérêt et ses fichiers aux "
        "organisations de nos marchés cibles susceptibles de nous accompagner. Sans cet accord, nous pouvons "
        "être conseillés, mais pas mis en relation avec une organisation sur place."
    ),
    (SHARING.key, Language.GERMAN): (
        "Wir sind einverstanden, dass die Partnerschaft unsere Interessenbekundung und die Dateien dazu an "
        "Organisationen in unseren Zielmärkten weitergibt, die uns unterstützen könnten. Ohne dies können "
        "wir beraten, aber nicht an eine Organisation vor Ort vermittelt werden."
    ),
    (NEWS.key, Language.ENGLISH): (
        "We would like to hear of events and opportunities by e-mail, a few times a year. We can end this "
        "at any time."
    ),
    (NEWS.key, Language.FRENCH): (
        "Nous souhaitons être informés par e-mail, quelques fois par an, des événements et des opportunités. "
        "Nous pouvons y mettre fin à tout moment."
    ),
    (NEWS.key, Language.GERMAN): (
        "Wir möchten einige Male im Jahr per E-Mail von Veranstaltungen und Angeboten erfahren. Wir können "
        "dies jederzeit beenden."
    ),
}
"""The first versions, which every installation gets; the office writes its own as the next ones."""


@dataclass(frozen=True)
class AskedConsent:
    """A consent with the version of its text that is in force."""

    kind: ConsentKind
    text: ConsentText


def ship_texts(model: Any, texts: Mapping[tuple[str, str], str]) -> None:
    """Keep texts by key and language as first versions, where a key has none at all; safe to run twice."""
    known = set(model.objects.values_list("key", flat=True))
    for (key, language), text in texts.items():
        if key not in known:
            model.objects.get_or_create(
                key=key,
                version=1,
                language=str(language),
                defaults={"valid_from": FIRST_DAY, "text": text},
            )


def ship_first_texts(model: Any) -> None:
    """Keep the first versions of the texts of an expression of interest."""
    ship_texts(model, FIRST_TEXTS)


def texts_in_force(language: str) -> list[AskedConsent]:
    """What an SME is asked to agree to today, in its language; at most two queries for each.

    A text that somebody deleted altogether comes back in its first version: nothing can be sent
    without the consent to it.
    """
    found = _in_force(language)
    if len(found) < len(KINDS):
        ship_first_texts(ConsentText)
        found = _in_force(language)
    return found


def _in_force(language: str) -> list[AskedConsent]:
    today = timezone.localdate()
    rows = [(kind, ConsentText.objects.in_force(kind.key, language, today)) for kind in KINDS]
    return [AskedConsent(kind, text) for kind, text in rows if text is not None]
