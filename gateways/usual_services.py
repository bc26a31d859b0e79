"""The services that cluster partnerships usually offer, to begin a catalogue with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class UsualService:
    """A service in three languages; the catalogue may word it differently."""

    code: str
    name: tuple[str, str, str]
    description: tuple[str, str, str]

    def fields(self) -> dict[str, str]:
        """As the fields of a service are called."""
        endings = ("", "_fr", "_de")
        texts = {f"name{end}": text for end, text in zip(endings, self.name, strict=True)}
        texts |= {
            f"description{end}": text for end, text in zip(endings, self.description, strict=True)
        }
        return {"code": self.code, **texts}


USUAL_SERVICES = (
    UsualService(
        "market-study",
        ("Market study", "Étude de marché", "Marktstudie"),
        (
            "Learn how large the market is for your product, who buys, who competes with you, and at what prices.",
            "Découvrez la taille du marché pour votre produit, qui achète, qui sont vos concurrents et à quels prix.",
            "Erfahren Sie, wie groß der Markt für Ihr Produkt ist, wer kauft, wer mit Ihnen im Wettbewerb steht und zu "
            "welchen Preisen.",
        ),
    ),
    UsualService(
        "regulatory-support",
        ("Regulatory support", "Appui réglementaire", "Hilfe bei der Zulassung"),
        (
            "Find out which approvals your product needs, which authority gives them, what they cost and how long "
            "they take.",
            "Apprenez quelles autorisations sont nécessaires pour votre produit, quelle autorité les délivre, leur "
            "coût et leur durée.",
            "Erfahren Sie, welche Zulassungen Ihr Produkt braucht, welche Behörde sie erteilt, was sie kosten und wie "
            "lange sie dauern.",
        ),
    ),
    UsualService(
        "rd-partner-search",
        ("R&D partner search", "Recherche de partenaires de R&D", "Suche nach Forschungspartnern"),
        (
            "Meet universities, institutes and companies that want to develop something together with you.",
            "Rencontrez des universités, des instituts et des entreprises prêts à développer un projet avec vous.",
            "Treffen Sie Hochschulen, Institute und Unternehmen, die gemeinsam mit Ihnen etwas entwickeln wollen.",
        ),
    ),
    UsualService(
        "commercial-partner-search",
        (
            "Commercial partner search",
            "Recherche de partenaires commerciaux",
            "Suche nach Geschäftspartnern",
        ),
        (
            "Get a list of companies that fit you as customers or partners, and be introduced to those you choose.",
            "Recevez une liste d’entreprises susceptibles de devenir vos clients ou vos partenaires, et soyez mis en "
            "relation avec celles que vous choisissez.",
            "Erhalten Sie eine Liste von Unternehmen, die als Kunden oder Partner zu Ihnen passen, und werden Sie "
            "denen vorgestellt, die Sie wählen.",
        ),
    ),
    UsualService(
        "distributor-search",
        ("Distributor search", "Recherche de distributeurs", "Suche nach Vertriebspartnern"),
        (
            "Find a distributor who knows your customers, and get help until the contract is signed.",
            "Trouvez un distributeur qui connaît vos clients, et soyez accompagné jusqu’à la signature du contrat.",
            "Finden Sie einen Vertriebspartner, der Ihre Kunden kennt, mit Hilfe bis zum Vertrag.",
        ),
    ),
    UsualService(
        "legal-and-tax",
        ("Legal and tax advice", "Conseil juridique et fiscal", "Rechts- und Steuerberatung"),
        (
            "Ask a lawyer or tax adviser on the spot about contracts, company forms, customs and taxes.",
            "Interrogez sur place un avocat ou un conseiller fiscal sur les contrats, les formes de société, les "
            "douanes et les impôts.",
            "Fragen Sie Fachleute vor Ort zu Verträgen, Rechtsformen, Zoll und Steuern.",
        ),
    ),
    UsualService(
        "virtual-office",
        ("Virtual office", "Bureau virtuel", "Virtuelles Büro"),
        (
            "Have an address, a telephone number and a desk in the market before you open an office of your own.",
            "Disposez d’une adresse, d’un numéro de téléphone et d’un poste de travail sur place avant d’ouvrir votre "
            "propre bureau.",
            "Nutzen Sie Adresse, Telefonnummer und Schreibtisch vor Ort, bevor Sie ein eigenes Büro eröffnen.",
        ),
    ),
    UsualService(
        "investor-contacts",
        ("Investor contacts", "Contacts avec des investisseurs", "Kontakte zu Investoren"),
        (
            "Be introduced to investors who finance young companies of your field in this market.",
            "Soyez mis en relation avec des investisseurs qui financent de jeunes entreprises de votre secteur sur ce "
            "marché.",
            "Werden Sie Investoren vorgestellt, die in diesem Markt junge Unternehmen Ihres Fachs finanzieren.",
        ),
    ),
)
