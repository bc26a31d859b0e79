"""The texts that a registrant agrees to, and the versions in force."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnership.choices import Language
from partnership.models import ConsentText
from smes.consents import ConsentKind, ship_texts

PRIVACY = ConsentKind("event-privacy", _("Use of our data"), is_required=True)
CATALOGUE = ConsentKind("event-catalogue", _("Catalogue of participants"))

FIRST_TEXTS: dict[tuple[str, str], str] = {
    (PRIVACY.key, Language.ENGLISH): (
        "We agree that the partnership keeps what we enter here and uses it to prepare and hold the event. "
        "Its organisers read it, and nobody else. The persons named here know of it. We may have our data "
        "shown, corrected or erased at any time."
    ),
    (PRIVACY.key, Language.FRENCH): (
        "Nous acceptons que le partenariat conserve les informations saisies ici et les utilise pour préparer "
        "et tenir l’événement. Seuls ses organisateurs les lisent. Les personnes nommées ici en sont "
        "informées. Nous pouvons à tout moment consulter, faire rectifier ou faire effacer nos données."
    ),
    (PRIVACY.key, Language.GERMAN): (
        "Wir sind einverstanden, dass die Partnerschaft unsere Angaben speichert und nutzt, um die "
        "Veranstaltung vorzubereiten und durchzuführen. Nur die Veranstalter lesen sie. Die hier genannten "
        "Personen wissen davon. Wir können unsere Daten jederzeit einsehen, berichtigen oder löschen lassen."
    ),
    (CATALOGUE.key, Language.ENGLISH): (
        "We agree that other confirmed participants of the event read the name, country and website of our "
        "organisation, what we offer and seek, and the names and functions of those who come, so that they "
        "can ask us for a meeting. E-mail addresses and telephone numbers are not shown. We can take this "
        "back at any time."
    ),
    (CATALOGUE.key, Language.FRENCH): (
        "Nous acceptons que les autres participants confirmés de l’événement lisent le nom, le pays et le "
        "site web de notre organisation, ce que nous offrons et recherchons, ainsi que les noms et fonctions "
        "des personnes présentes, afin de pouvoir nous demander un rendez-vous. Les adresses e-mail et "
        "numéros de téléphone ne sont pas montrés. Nous pouvons y mettre fin à tout moment."
    ),
    (CATALOGUE.key, Language.GERMAN): (
        "Wir sind einverstanden, dass andere bestätigte Teilnehmende der Veranstaltung Name, Land und "
        "Website unserer Organisation lesen, was wir bieten und suchen sowie Namen und Funktionen der "
        "Personen, die kommen, damit sie uns um ein Treffen bitten können. E-Mail-Adressen und "
        "Telefonnummern werden nicht gezeigt. Wir können dies jederzeit beenden."
    ),
}
"""The first versions, which every installation gets; the office writes its own as the next ones."""


def ship_first_texts(model: Any) -> None:
    """Keep the first versions of the texts of a registration; safe to run twice."""
    ship_texts(model, FIRST_TEXTS)


def text_in_force(kind: ConsentKind, language: str) -> ConsentText:
    """What is agreed to today, in a language; at most two queries.

    A text that somebody deleted altogether comes back in its first version: nobody can register
    without the consent to it.
    """
    found: ConsentText | None = ConsentText.objects.in_force(
        kind.key, language, timezone.localdate()
    )
    if found is None:
        ship_first_texts(ConsentText)
        found = ConsentText.objects.in_force(kind.key, language, timezone.localdate())
    if found is None:  # every version lies in the future: the first one counts until then
        found = ConsentText.objects.filter(key=kind.key).order_by("version")[:1].get()
    return found
