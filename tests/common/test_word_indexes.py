"""Searches by an index of three letters find the same as those that look at every row."""

import unicodedata

import pytest
from django.core.management import call_command
from django.db import connection

from common.admin import searching
from common.migrations import finds_three_letters
from common.spelling import folded, needle_for
from gateways.models import Organisation
from tests.common.test_spelling import SAME
from tests.factories import CompanyFactory, EventFactory, MeetingFactory, OrganisationFactory
from tests.factories.gateways import AgreementFactory, AgreementPartyFactory
from tests.office import signed_in

pytestmark = pytest.mark.django_db

NAMES = (
    "München Photonics",
    "Muenchen Optics",
    "MUNCHEN 100% [Laser]",
    "Łódź Œuvre",
    "Straße 9_b",
    "Αθήνα ΣΟΦΟΣ",
    "日本語 Kobe",
    "Þórshöfn",
    "Quasar",
    "İstanbul",
)
ASKED = {
    "munchen": {0, 2},
    "muenchen": {0, 1},
    "münchen": {0, 1, 2},
    "100%": {2},
    "[laser]": {2},
    "lodz": {3},
    "oeuvre": {3},
    "strasse": {4},
    "9_b": {4},
    "αθηνα": {5},
    "日本語": {6},
    "thorshofn": {7},
    "QUASAR": {8},
    "istanbul": {9},
    "mün opt": {1},
    "qua": {8},
    "qu": {8},
    "m_nchen": set(),
    "mu%en": set(),
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_search_finds_every_spelling_and_no_other_word(client, asked):
    office = signed_in(client)
    for name in NAMES:
        OrganisationFactory(name=name, other_names="")
    changelist = office.get("/admin/gateways/organisation/", {"q": asked}).context["cl"]
    assert {NAMES.index(row.name) for row in changelist.result_list} == ASKED[asked]


@pytest.mark.parametrize(("typed", "kept"), SAME)
def test_what_is_looked_for_is_in_every_text_that_is_found(typed, kept):
    needle = needle_for(typed)
    if needle is None:
        assert typed in {"c++", "[a]\\", "日本"}
        return
    place = 0
    for part in needle.strip("%").split("%"):
        found = folded(kept).find(part, place)
        assert found >= 0
        place = found + len(part)


@pytest.mark.parametrize("word", ["ve", "c++", "aether", "a1"])
def test_a_word_without_three_sure_letters_is_looked_for_in_every_row(word):
    assert needle_for(word) is None


def test_a_meeting_is_found_by_either_party_and_by_its_event_once(client):
    office = signed_in(client)
    event = EventFactory(name="Quasar Days")
    one = OrganisationFactory(partnership=event.partnership, name="Quasar One")
    other = OrganisationFactory(partnership=event.partnership, name="Other")
    both = MeetingFactory(event=event, party_a=one, party_b=other)
    third = MeetingFactory(event__name="Another", party_b__name="My QUASAR")
    MeetingFactory(event__name="Another still")
    changelist = office.get("/admin/events/meeting/", {"q": "quasar"}).context["cl"]
    assert {row.pk for row in changelist.result_list} == {both.pk, third.pk}
    assert changelist.result_count == 2


def test_a_company_is_found_by_words_in_different_columns(client):
    office = signed_in(client)
    company = CompanyFactory(name="Alpha", other_names="Quasar", sector="Lasers")
    CompanyFactory(name="Quasar", sector="Boats")
    changelist = office.get("/admin/smes/company/", {"q": "quasar laser"}).context["cl"]
    assert [row.pk for row in changelist.result_list] == [company.pk]


def test_an_agreement_with_two_parties_of_the_name_is_in_the_list_once(client):
    office = signed_in(client)
    agreement = AgreementFactory(reference="Quasar")
    for name in ("Quasar One", "Quasar Two"):
        party = OrganisationFactory(partnership=agreement.partnership, name=name)
        AgreementPartyFactory(agreement=agreement, organisation=party)
    changelist = office.get("/admin/gateways/agreement/", {"q": "quasar"}).context["cl"]
    assert (changelist.result_count, len(changelist.result_list)) == (1, 1)


def test_the_database_folds_as_the_portal_does():
    if connection.vendor != "postgresql":
        assert not searching.is_indexed("quasar", "default")
        return
    texts = [
        *NAMES,
        *(kept for _, kept in SAME),
        "Ǆ ẞ ½ ﬁ Ω",
        unicodedata.normalize("NFD", "Ángel"),
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT each, portal_bare(each) FROM unnest(%s) AS each", [texts])
        assert dict(cursor.fetchall()) == {text: folded(text) for text in texts}


def test_missing_indexes_are_made_by_the_command(capsys):
    if connection.vendor != "postgresql":
        call_command("index_words")
        assert "nothing is missing" in capsys.readouterr().out
        return
    assert finds_three_letters(connection)
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX words_organisation_name")
        call_command("index_words")
        cursor.execute("SET LOCAL enable_seqscan = off")
        rows = Organisation.objects.filter(name__spelt="quasar")
        assert "words_organisation_name" in rows.explain()
