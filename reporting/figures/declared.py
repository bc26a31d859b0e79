"""Figures for which the portal keeps no records: they exist as declared figures only."""

from reporting.engine.figures import Figure, add_figure

for _key, _label in (
    ("expressions_of_interest", "Expressions of interest"),
    ("publications", "Publications"),
    ("surveyed_companies", "Companies surveyed for their capabilities"),
    ("focus_areas", "Specific business focus areas found by the survey"),
    ("generic_focus_areas", "Generic focus areas found by the survey"),
    ("technology_applications", "Technology applications on the short list"),
    ("alliance_companies", "Companies reached by the alliance"),
    ("alliance_research_organisations", "Research organisations reached by the alliance"),
    ("requests_per_mission", "Requests for components on average per mission"),
    ("design_requests_per_mission", "Requests for design expertise on average per mission"),
):
    add_figure(Figure(_key, _label, lambda scope: (), by_market=False))
