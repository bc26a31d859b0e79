"""LASER-GO, Key Achievements: tables A and B, the only ones that the document prints."""

SLUG = "laser-go"

# preparatory events, C2C events, C2C meetings, B2B events, B2B meetings
EVENTS = [
    ("CA", "Canada", 1, 0, 7, 1, 0),
    ("US", "USA", 2, 1, 10, 2, 0),
    ("IR", "Iran", 1, 0, 0, 1, 4),
    ("ZA", "South Africa", 1, 0, 0, 1, 5),
    ("SG", "Singapore", 1, 0, 2, 2, 3),
]

# EU clusters, EU SMEs, third-country clusters, third-country SMEs
STAKEHOLDERS = [
    ("CA", "Canada", 1, 3, 7, 5),
    ("US", "USA", 2, 0, 10, 3),
    ("IR", "Iran", 2, 4, 3, 3),
    ("ZA", "South Africa", 1, 5, 3, 3),
    ("SG", "Singapore", 2, 3, 2, 3),
]

TABLES = {"events": EVENTS, "stakeholders": STAKEHOLDERS}

TOTALS = {
    "events": {
        "preparatory_events": 6,
        "c2c_events": 1,
        "c2c_meetings": 19,
        "b2b_events": 7,
        "b2b_meetings": 12,
    },
    "stakeholders": {
        "eu_clusters": 8,  # the document leaves this one total empty
        "eu_smes": 15,
        "third_country_clusters": 25,
        "third_country_smes": 17,
    },
}

# What the finding is about, the figure that the document states, the figure that its tables give.
ERRORS = [
    # "Cluster cooperation achievements": contacts with 32 networks and clusters; table B: 25
    ("third|3rd", 32, 25),
]

# Part of the measure's name, and the figure that is stated and right.
AGREED = [
    ("preparatory_events", 6),
    ("c2c_events", 1),
    ("c2c_meetings", 19),
    ("b2b_events", 7),
    ("b2b_meetings", 12),
    ("eu_smes", 15),
    ("third_country_clusters", 25),
    ("third_country_smes", 17),
]
