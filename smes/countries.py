"""Countries whose companies a partnership of the programme may help."""

# fmt: off
EUROPEAN_UNION = frozenset((
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
))
# fmt: on
COSME = frozenset(("AL", "AM", "BA", "IS", "MD", "ME", "MK", "RS", "TR", "UA", "XK"))
"""Countries that took part in COSME by an agreement; the United Kingdom did so until the end of 2020."""

ELIGIBLE = EUROPEAN_UNION | COSME
