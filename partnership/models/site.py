"""What the public site tells of partnerships and their markets, in its languages."""

from django.db import models

LANGUAGE_HELP = "Leave empty to show the English text."


def translations(label: str) -> tuple[models.TextField, models.TextField]:
    """The fields of a text in French and in German."""
    french = models.TextField(f"{label} in French", blank=True, help_text=LANGUAGE_HELP)
    german = models.TextField(f"{label} in German", blank=True, help_text=LANGUAGE_HELP)
    return french, german


class PartnershipTexts(models.Model):
    """The texts of a partnership's own pages."""

    introduction = models.TextField(
        blank=True,
        help_text="What the partnership does for an SME, in two or three sentences: the first thing "
        "that its pages say.",
    )
    introduction_fr, introduction_de = translations("introduction")
    about = models.TextField(
        "about the partnership",
        blank=True,
        help_text="Who the partners are to one another, how they work and since when. An empty line "
        "begins a new paragraph.",
    )
    about_fr, about_de = translations("about the partnership")
    legal_notice = models.TextField(
        blank=True,
        help_text="Who answers for the pages: name, address, register, representative.",
    )
    legal_notice_fr, legal_notice_de = translations("legal notice")
    contact_email = models.EmailField(
        "contact address",
        blank=True,
        help_text="An office that answers, not a person: it stands on the public pages.",
    )

    class Meta:
        abstract = True


class MarketTexts(models.Model):
    """The texts of a market's page."""

    introduction = models.TextField(
        "what we offer there",
        blank=True,
        help_text="What an SME finds in this market with the partnership’s help.",
    )
    introduction_fr, introduction_de = translations("what we offer there")
    contact_email = models.EmailField(
        "contact address",
        blank=True,
        help_text="Leave empty to show the partnership’s. An office, not a person.",
    )

    class Meta:
        abstract = True
