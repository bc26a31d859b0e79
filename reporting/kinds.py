"""Which record a kind of evidence is, for readers of the JSON, which tells kind and number only."""

MODELS = {
    "agreement": "gateways.agreement",
    "cluster case": "smes.clustercase",
    "company": "smes.company",
    "declared figure": "events.declaredfigure",
    "event": "events.event",
    "indicator": "partnership.indicator",
    "measurement": "partnership.measurement",
    "meeting": "events.meeting",
    "member": "partnership.membership",
    "organisation": "gateways.organisation",
    "partnership": "partnership.partnership",
    "SME case": "smes.smecase",
    "target market": "partnership.targetmarket",
}
