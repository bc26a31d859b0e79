"""Each page in each language: by its address, and by nothing else."""

from datetime import date

import pytest
from django.conf import settings
from django.core.cache import cache

from tests.factories.events import EventFactory
from tests.factories.partnership import (
    ClusterFactory,
    MembershipFactory,
    PartnershipFactory,
    TargetMarketFactory,
    UserFactory,
)
from tests.reporting.reading import read
from tests.website.pages import LANGUAGES, PAGES, address, full_partnership

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", PAGES)
def test_every_page_speaks_the_language_of_its_address(client, name):
    partnership = full_partnership()
    seen = set()
    for prefix, tag in LANGUAGES.items():
        response = client.get(prefix + address(name, partnership))
        assert response.status_code == 200
        page = read(response)
        assert page.one("html").attributes["lang"] == tag
        (current,) = [
            a for a in page.one("nav", "languages").find("a") if "aria-current" in a.attributes
        ]
        assert current.attributes["lang"] == tag
        seen.add(page.find("a", "skip-link")[0].text)
    assert seen == {"Skip to the content", "Aller au contenu", "Zum Inhalt springen"}


@pytest.mark.parametrize(
    ("prefix", "told"),
    [
        ("", "Markets beyond Europe, within your reach"),
        ("/fr", "Les marchés hors d’Europe, à votre portée"),
        ("/de", "Märkte außerhalb Europas, für Sie erreichbar"),
    ],
)
def test_the_first_page_says_in_each_language_what_it_is_about(client, prefix, told):
    page = read(client.get(f"{prefix}/partnerships/{PartnershipFactory().slug}/"))
    assert page.one("h1").text == told


@pytest.mark.parametrize(
    "path", ["/", "/account/login/", "/admin/login/", "/downloads/", "/verify/", "/nothing/"]
)
def test_neither_the_browser_nor_a_cookie_changes_the_language_of_an_address(client, path):
    client.cookies["django_language"] = "fr"
    page = read(client.get(path, headers={"Accept-Language": "de-AT,de;q=0.9"}, follow=True))
    assert page.one("html").attributes["lang"].lower() == "en-gb"
    assert "Aller" not in page.text
    assert "Zum Inhalt" not in page.text


def test_the_office_stays_english_for_readers_of_other_languages(client):
    client.force_login(UserFactory(administrator=True))
    response = client.get("/admin/", headers={"Accept-Language": "fr"})
    assert "Partnerships" in response.content.decode()
    assert "Déconnexion" not in response.content.decode()


@pytest.mark.parametrize(
    "path", ["admin/", "account/login/", "api/", "downloads/", "dashboard/", "verify/"]
)
def test_only_the_site_has_addresses_in_other_languages(client, path):
    assert client.get(f"/fr/{path}").status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_the_other_languages_of_a_page_are_the_same_page(client, name):
    partnership = full_partnership()
    english = address(name, partnership)
    expected = [english, f"/fr{english}", f"/de{english}"]
    for prefix in LANGUAGES:
        page = read(client.get(prefix + english))
        links = page.one("nav", "languages").find("a")
        assert [link.attributes["href"] for link in links] == expected
        told = [
            (link.attributes["hreflang"], link.attributes["href"])
            for link in page.find("link", rel="alternate")
        ]
        site = settings.SITE_URL
        assert told == [
            ("en-GB", f"{site}{english}"),
            ("x-default", f"{site}{english}"),
            ("fr", f"{site}/fr{english}"),
            ("de", f"{site}/de{english}"),
        ]


def test_links_stay_within_the_language(client):
    partnership = full_partnership()
    page = read(client.get(f"/de{address('site_markets', partnership)}"))
    links = [a.attributes["href"] for a in page.one("nav", "site-nav").find("a")]
    links += [a.attributes["href"] for a in page.one("ul", "cards").find("a")]
    assert [link for link in links if not link.startswith("/de/")] == []


@pytest.mark.parametrize(
    ("prefix", "days", "number"),
    [
        ("", "3 – 5 December 2030", "12,345"),
        ("/fr", "3 – 5 décembre 2030", "12\N{NARROW NO-BREAK SPACE}345"),
        ("/de", "3. – 5. Dezember 2030", "12.345"),
    ],
)
def test_days_and_numbers_are_written_as_in_the_language(client, prefix, days, number):
    partnership = full_partnership()
    EventFactory(
        partnership=partnership,
        name="Days",
        start_on=date(2030, 12, 3),
        end_on=date(2030, 12, 5),
        status="planned",
    )
    events = read(client.get(prefix + address("site_events", partnership)))
    assert days in [each.text for each in events.find("p", "event-day")]
    partners = client.get(prefix + address("site_partners", partnership)).content.decode()
    assert f"<dd>{number}</dd>" in partners.replace(
        "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
    )


@pytest.mark.parametrize(
    ("prefix", "days"),
    [
        ("", "28 January 2030 – 2 February 2030"),
        ("/fr", "28 janvier 2030 – 2 février 2030"),
        ("/de", "28. Januar 2030 – 2. Februar 2030"),
    ],
)
def test_days_of_two_months_are_both_told_in_full(client, prefix, days):
    event = EventFactory(start_on=date(2030, 1, 28), end_on=date(2030, 2, 2), status="planned")
    page = read(client.get(prefix + address("site_event", event.partnership)))
    assert page.one("dl", "facts").find("dd")[0].text == days


@pytest.mark.parametrize(
    ("prefix", "words", "language"),
    [
        ("", "English words.", None),
        ("/fr", "Mots français.", None),
        ("/de", "English words.", "en"),
    ],
)
def test_a_text_that_is_not_translated_stands_in_english_and_says_so(
    client, prefix, words, language
):
    market = TargetMarketFactory(introduction="English words.", introduction_fr="Mots français.")
    page = read(client.get(prefix + address("site_market", market.partnership)))
    lead = page.one("div", "lead")
    assert lead.text == words
    assert lead.attributes.get("lang") == language


@pytest.mark.parametrize(
    ("label", "country", "names"),
    [
        ("Japan", "JP", ["Japan", "Japon", "Japan"]),
        ("USA", "US", ["USA", "États-Unis d'Amérique", "Vereinigte Staaten von Amerika"]),
        ("South Australia", "AU", ["South Australia"] * 3),
        ("Gulf states", "", ["Gulf states"] * 3),
    ],
)
def test_a_market_is_named_as_its_country_where_it_is_one(client, label, country, names):
    market = TargetMarketFactory(label=label, code=country or "GULF", country=country)
    pages = [read(client.get(p + address("site_market", market.partnership))) for p in LANGUAGES]
    assert [page.one("h1").text for page in pages] == names


def test_what_is_kept_for_one_reader_is_not_in_the_language_of_another(client):
    partnership = full_partnership()
    english = address("site_results", partnership)
    cache.clear()
    client.get(f"/fr{english}")
    kept = client.get(english).content
    cache.clear()
    assert client.get(english).content == kept


def test_words_of_choices_are_translated_where_they_are_shown(client):
    partnership = full_partnership()
    page = read(client.get(f"/de{address('site_partners', partnership)}"))
    assert [each.text for each in page.find("p", "kicker")] == [
        "Koordinator",
        "Assoziierter Cluster",
    ]
    cluster = ClusterFactory(country="LT")
    MembershipFactory(partnership=partnership, cluster=cluster)
    assert "Litauen" in read(client.get(f"/de{address('site_partners', partnership)}")).text
