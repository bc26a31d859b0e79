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
OWN_ALL = {"own": ALL}
AUDITED = {"coordinator": EVERYWHERE, "project officer": LOOKS}
OF_CONSORTIUM_RULES = {
    "coordinator": {"own": ALL},
    "partner": {"own": "V"},
    "project officer": {"own": "V"},
}
SEEN_BY_CARERS = {"coordinator": {"own": "V", "near": "V"}, "partner": {"own": "V"}}
PART_OF_EVENT = {"coordinator": {"own": ALL, "near": ALL}, "partner": OWN_ALL}
KEPT = {"coordinator": OWN, "project officer": OWN}
PARTS_OF_SUPPORT = {"partner": {"own": "VAC"}, "gateway contact": OWN, "SME contact": OWN}

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
    "partnership.Email": {"coordinator": OWN},
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
    "gateways.Service": {
        "coordinator": {"own": ALL},
        "partner": OWN,
        "project officer": OWN,
        "gateway contact": OWN,
        "SME contact": OWN,
    },
    "gateways.Offer": {
        **AUDITED,
        "partner": {"own": "V", "near": "V"},
        "gateway contact": OWN,
    },
    "smes.ExpressionMessage": {"coordinator": {"own": "V", "near": "V"}, "partner": OWN},
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
    # Support cases.
    "smes.SupportCase": {
        **AUDITED,
        "partner": {"own": "VAC", "near": "V"},
        "gateway contact": OWN,
        "SME contact": OWN,
    },
    "smes.WorkStep": {**AUDITED, **PARTS_OF_SUPPORT},
    "smes.SupportContact": {"coordinator": EVERYWHERE, **PARTS_OF_SUPPORT},
    "smes.SupportFile": {"coordinator": EVERYWHERE, **PARTS_OF_SUPPORT},
    "smes.Satisfaction": {"coordinator": LOOKS, "project officer": LOOKS, "partner": OWN},
    "smes.Objective": {"coordinator": SHARED, "partner": SHARED, "project officer": SHARED},
    "smes.Expression": {
        "coordinator": {"own": "VC", "near": "VC"},
        "partner": {"own": "VC"},
    },
    "smes.ExpressionFile": {"coordinator": {"own": "V", "near": "V"}, "partner": OWN},
    "smes.ExpressionConsent": {"coordinator": {"own": "V", "near": "V"}, "partner": OWN},
    "smes.ExpressionStep": {"coordinator": {"own": "V", "near": "V"}, "partner": OWN},
    "smes.Answer": {"coordinator": {"own": "V", "near": "V"}, "partner": OWN},
    "smes.Question": {
        "coordinator": {"own": ALL, "near": ALL},
        "partner": {"own": "V", "near": "V"},
        "project officer": {"own": "V", "near": "V"},
    },
    "smes.Criterion": OF_CONSORTIUM_RULES,
    "smes.Review": SEEN_BY_CARERS,
    "smes.Score": {"coordinator": {"own": "V", "near": "V"}},
    "smes.Handover": SEEN_BY_CARERS,
    "smes.Outcome": {
        **AUDITED,
        "partner": {"own": "VAC"},
        "gateway contact": OWN,
        "SME contact": OWN,
    },
    "smes.OutcomeRequest": {"coordinator": LOOKS, "partner": OWN},
    "smes.Testimonial": {**AUDITED, "partner": {"own": "VAC"}, "SME contact": OWN},
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
    "events.EventImport": {
        "coordinator": LOOKS,
        "partner": OWN,
    },
    "events.DeclaredFigure": {**AUDITED, "partner": {"own": "V", "near": "V"}},
    "events.EventSeries": OF_CONSORTIUM,
    "events.ProgrammeItem": {**OF_CONSORTIUM, "partner": OF_OWN_CLUSTER},
    "events.Registration": SEEN_BY_CARERS,
    "events.Attendee": SEEN_BY_CARERS,
    "events.EventQuestion": PART_OF_EVENT,
    "events.EventAnswer": SEEN_BY_CARERS,
    "events.EventInvitation": PART_OF_EVENT,
    "events.Delegation": PART_OF_EVENT,
    "events.Matchmaking": PART_OF_EVENT,
    "events.Slot": SEEN_BY_CARERS,
    "events.MeetingTable": PART_OF_EVENT,
    "events.MeetingResource": PART_OF_EVENT,
    "events.BlockedPair": PART_OF_EVENT,
    "events.MeetingOrder": PART_OF_EVENT,
    "events.Schedule": SEEN_BY_CARERS,
    "events.ScheduledMeeting": SEEN_BY_CARERS,
    "events.MeetingFeedback": SEEN_BY_CARERS,
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
