"""Makes the fonts of the public pages: a part of Source Sans 3 that is small enough to be sent at once.

The files get a family name of their own. PDFs are made with the whole fonts: the renderer shows
wrong letters when several subsets share one family name, and the licence keeps the name “Source”
for fonts that nobody has changed.
"""

import shutil
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"
SOURCE = FONTS / "source-sans-3"
TARGET = FONTS / "portal-sans"
FAMILY = "Portal Sans"
WEIGHTS = ("Regular", "Semibold")
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x17F),  # the languages of Europe that are written in Latin letters
    (0x218, 0x21B),  # Romanian
    (0x2010, 0x2027),
    (0x202F, 0x203A),
    (0x20AC, 0x20AC),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
)
"""The same as `unicode-range` in static/website/site.css."""
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum"]
NAMES = {1: FAMILY, 3: FAMILY, 4: FAMILY, 6: FAMILY.replace(" ", ""), 16: FAMILY}


def main() -> int:
    TARGET.mkdir(exist_ok=True)
    shutil.copyfile(SOURCE / "LICENSE.md", TARGET / "LICENSE.md")
    for weight in WEIGHTS:
        path = TARGET / f"PortalSans-{weight}.woff2"
        make(SOURCE / f"SourceSans3-{weight}.ttf", path)
        print(f"{path.name}: {path.stat().st_size} bytes")
    return 0


def make(source: Path, target: Path) -> None:
    options = Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [*NAMES, 0, 2, 5, 13, 14]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in NAMES:
            record.string = NAMES[record.nameID]
    font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    sys.exit(main())
