"""What each role may do, typed from the rules of the domain and not from the program.

``V``\\ iew, ``A``\\ dd, ``C``\\ hange, ``D``\\ elete, by the place of the record, see ``tests.access.world``.
A place that is not named is out of reach.
"""

ALL = "VACD"
EVERYWHERE = {"own": ALL, "near": ALL, "hidden": ALL}
LOOKS = {"own": "V", "near": "V", "hidden": "V"}
DIRECTORY = {"own": "V", "near": "V", "foreign": "V", "shared": "V"}
SHARED = {"shared": "V"}
OF_CONSORTIUM = {
    "coordinator": {"own": ALL, "near": ALL},
    "partner": {"own": "V", "near": "V"},
    "project officer": {"own": "V", "near": "V"},
}
OF_OWN_CLUSTER = {"own": ALL, "near": "V"}
OWN = {"own": "V"}
AUDITED = {"coordinator": EVERYWHERE, "project officer": LOOKS}
KEPT = {"coordinator": OWN, "project officer": OWN}

EXPECTED = {
    "partnership.Partnership": {
        "coordinator": {"own": "VC"},
        "partner": OWN,
        "project officer": OWN,
        "gateway contact": OWN,
        "SME contact": OWN,
    },
    "partnership.Membership": OF_CONSORTIUM,
    "partnership.TargetMarket": {
        **OF_CONSORTIUM,
        "gateway contact": OWN,
        "SME contact": OWN,
    },
    "partnership.Indicator": OF_CONSORTIUM,
    "partnership.Measurement": OF_CONSORTIUM,
    "partnership.Programme": {
        "coordinator": SHARED,
        "partner": SHARED,
        "project officer": SHARED,
    },
    "partnership.DirectoryTerm": {
        "coordinator": SHARED,
        "partner": SHARED,
        "project officer": SHARED,
    },
    "partnership.Network": {
        "coordinator": {"shared": "VA"},
        "partner": SHARED,
        "project officer": SHARED,
    },
    "partnership.Cluster": {
        "coordinator": {"own": "VAC", "near": "VAC", "foreign": "VA", "shared": "VA"},
        "partner": {**DIRECTORY, "own": "VC"},
        "project officer": DIRECTORY,
    },
    "partnership.ClusterFigures": {
        "coordinator": {**DIRECTORY, "own": ALL, "near": ALL},
        "partner": {**DIRECTORY, "own": ALL},
        "project officer": DIRECTORY,
    },
    "partnership.Role": {"coordinator": {"own": ALL}, "partner": OWN},
    "partnership.Invitation": {"coordinator": {"own": "VA"}},
    "partnership.User": {"coordinator": OWN, "partner": OWN},
    "partnership.OpenRecord": {},
    "partnership.SavedFilter": {},
    "partnership.ConsentText": {},
    "partnership.Consent": {},
    "partnership.DeletionNotice": {"coordinator": {"own": "VC"}},
    "partnership.Export": {"coordinator": OWN},
    "gateways.Organisation": {
        **AUDITED,
        "partner": {"own": "VA", "near": "VA"},
        "gateway contact": OWN,
    },
    "gateways.Contact": {
        "coordinator": EVERYWHERE,
        "partner": OF_OWN_CLUSTER,
        "SME contact": OWN,
    },
    "gateways.Agreement": {
        **AUDITED,
        "partner": {"own": "V", "near": "V"},
        "gateway contact": OWN,
    },
    "gateways.AgreementParty": {
        **AUDITED,
        "partner": {"own": "V", "near": "V"},
        "gateway contact": OWN,
    },
    "smes.Company": {
        **AUDITED,
        "partner": {"own": "VAC", "near": "V"},
        "SME contact": OWN,
    },
    "smes.SMECase": {
        **AUDITED,
        "partner": OF_OWN_CLUSTER,
        "gateway contact": OWN,
        "SME contact": OWN,
    },
    "smes.ClusterCase": {**AUDITED, "partner": OF_OWN_CLUSTER, "gateway contact": OWN},
    "smes.ClusterCasePartner": {**AUDITED, "partner": OF_OWN_CLUSTER},
    "smes.Objective": {"coordinator": SHARED, "partner": SHARED, "project officer": SHARED},
    "events.Event": {
        **AUDITED,
        "partner": {"own": ALL, "near": "V", "hidden": "V"},
        "gateway contact": OWN,
        "SME contact": OWN,
    },
    "events.Participation": {**AUDITED, "partner": OF_OWN_CLUSTER, "SME contact": OWN},
    "events.Meeting": {
        **AUDITED,
        "partner": OF_OWN_CLUSTER,
        "gateway contact": OWN,
        "SME contact": OWN,
    },
    "events.DeclaredFigure": {**AUDITED, "partner": {"own": "V", "near": "V"}},
    "reporting.Report": AUDITED,
    "reporting.NarrativeSection": AUDITED,
    "reporting.MarketLabel": AUDITED,
    "reporting.Claim": AUDITED,
    "reporting.AcceptedFinding": AUDITED,
    "reporting.Snapshot": KEPT,
    "reporting.SnapshotFile": KEPT,
    "reporting.PartnerVerdict": KEPT,
    "reporting.ReportStep": KEPT,
    "reporting.Job": KEPT,
    "reporting.RenderedFile": {"coordinator": {"own": "VD"}},
    "reporting.Download": {"coordinator": OWN},
    "exchange.WorkbookImport": {"coordinator": OWN},
}
