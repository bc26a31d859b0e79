"""The Key Achievements report of COSME's strategic cluster partnerships."""

from reporting.engine.documents import Document, PlacedChart, Section
from reporting.engine.registries import documents, register


@register(documents)
class KeyAchievements(Document):
    """What a partnership tells its funding agency at the end, and in between."""

    key = "key-achievements"
    title = "Key Achievements"
    sections = (
        Section("introduction", "Introduction", "What the partnership is and where it stands."),
        Section("summary", "Summary of key achievements", "What was done, with its figures."),
        Section(
            "cluster_achievements",
            "Cluster cooperation achievements",
            "Agreements and cooperation between clusters.",
        ),
        Section(
            "sme_achievements", "SME cooperation achievements", "What came of it for the SMEs."
        ),
        Section(
            "testimonials",
            "Testimonials from clusters and SMEs",
            "What those involved say; name roles and organisations, not persons. Approved testimonials "
            "of SMEs follow by themselves.",
            has_testimonials=True,
        ),
        Section(
            "recommendations",
            "Key recommendations",
            "On the future of the programme.",
        ),
    )
    tables = (
        "events",
        "stakeholders",
        "cluster_cases",
        "sme_cases",
        "cluster_case_details",
        "sme_case_details",
        "agreements",
        "indicators",
        "progress",
    )
    charts = (
        PlacedChart("markets_map", after="introduction"),
        PlacedChart("events_time_line", after="summary"),
        PlacedChart("meetings_by_market", after="summary"),
        PlacedChart("agreements_by_kind", after="cluster_achievements"),
        PlacedChart("cases_by_objective", after="sme_achievements"),
    )
