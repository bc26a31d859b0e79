"""Names and words of nobody: put together from syllables, so that none is taken from the world."""

from random import Random

BEGINNINGS = [
    "Abr",
    "Alv",
    "Bel",
    "Bor",
    "Bren",
    "Cal",
    "Cor",
    "Dal",
    "Dov",
    "Eld",
    "Elv",
    "Fal",
    "Fen",
    "Gal",
    "Gor",
    "Hal",
    "Hev",
    "Ilm",
    "Jor",
    "Kal",
    "Kel",
    "Lar",
    "Lum",
    "Mar",
    "Mev",
    "Nal",
    "Nor",
    "Olm",
    "Orv",
    "Pel",
    "Por",
    "Quil",
    "Rav",
    "Rem",
    "Sal",
    "Sev",
    "Tal",
    "Tor",
    "Ulv",
    "Val",
    "Vel",
    "Ver",
    "Wen",
    "Yel",
    "Zan",
    "Zel",
]
MIDDLES = [
    "a",
    "e",
    "i",
    "o",
    "u",
    "ia",
    "ea",
    "io",
    "ara",
    "elo",
    "ino",
    "oma",
    "une",
    "ivi",
    "oro",
    "ula",
]
ENDINGS = [
    "bex",
    "dan",
    "dro",
    "fex",
    "gon",
    "kra",
    "lis",
    "lux",
    "mon",
    "nar",
    "nix",
    "nor",
    "phi",
    "quo",
    "ran",
    "rix",
    "sol",
    "ston",
    "tec",
    "tis",
    "tor",
    "vant",
    "ven",
    "vex",
    "vion",
    "xa",
    "xis",
    "zar",
]
FIELDS = [
    "Analytics",
    "Biotech",
    "Composites",
    "Diagnostics",
    "Energy",
    "Foods",
    "Genomics",
    "Imaging",
    "Lasers",
    "Materials",
    "Medical",
    "Optics",
    "Photonics",
    "Robotics",
    "Sensors",
    "Software",
    "Surfaces",
    "Therapeutics",
    "Textiles",
    "Water",
]
LEGAL_FORMS = {
    "AT": "GmbH",
    "BE": "SA",
    "BG": "EOOD",
    "CZ": "s.r.o.",
    "DE": "GmbH",
    "DK": "ApS",
    "EE": "OÜ",
    "ES": "SL",
    "FI": "Oy",
    "FR": "SAS",
    "GR": "AE",
    "HU": "Kft.",
    "IE": "Ltd",
    "IT": "S.r.l.",
    "LT": "UAB",
    "LU": "SA",
    "LV": "SIA",
    "NL": "B.V.",
    "PL": "Sp. z o.o.",
    "PT": "Lda",
    "RO": "SRL",
    "SE": "AB",
    "SI": "d.o.o.",
}
"""The 23 countries of the programme, with what companies are called there."""

MARKETS = {
    "US": "USA",
    "JP": "Japan",
    "CN": "China",
    "BR": "Brazil",
    "IN": "India",
    "KR": "South Korea",
    "CA": "Canada",
    "AU": "Australia",
    "MX": "Mexico",
    "ZA": "South Africa",
    "SG": "Singapore",
    "CL": "Chile",
}
"""Countries beyond Europe that the partnerships target."""

MOST_TRIES = 1000


class Names:
    """Names that differ from each other in more than their case and legal form."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.taken: set[str] = set()

    def word(self) -> str:
        """One word that was not given before; with a number where all are given."""
        chance = self.chance
        for _ in range(MOST_TRIES):
            word = chance.choice(BEGINNINGS) + chance.choice(MIDDLES) + chance.choice(ENDINGS)
            if word not in self.taken:
                break
        else:
            word = f"{word} {len(self.taken)}"
        self.taken.add(word)
        return word

    def company(self, country: str) -> str:
        """A company of a European country, with its legal form."""
        return f"{self.word()} {self.chance.choice(FIELDS)} {LEGAL_FORMS[country]}"

    def business(self) -> str:
        """A business beyond Europe."""
        return f"{self.word()} {self.chance.choice(FIELDS)} Inc."

    def cluster(self) -> str:
        """A cluster or another intermediary, in Europe or beyond."""
        return f"{self.word()} {self.chance.choice(('Cluster', 'Valley', 'Network', 'Hub'))}"
