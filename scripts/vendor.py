"""Checks the files copied from other projects: static/vendor/ and static/fonts/.

* scripts/vendor.py: compare every file with static/vendor/CHECKSUMS
* scripts/vendor.py --write: write CHECKSUMS anew after a deliberate update
* scripts/vendor.py --glyphs: check that the fonts cover the scripts they are shipped for

To update Bootstrap: `npm pack bootstrap@VERSION`, copy `dist/css/bootstrap.min.css`, its `.map`
(the manifest storage of static files fails without it) and `LICENSE` to static/vendor/bootstrap/,
then run this with --write. Where fonts and atlas come from stands in static/fonts/README.md and
static/vendor/world-atlas/README.md.
"""

import argparse
import hashlib
import sys
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
CHECKSUMS = STATIC / "vendor" / "CHECKSUMS"
FOLDERS = ("vendor", "fonts")
EUROPEAN = "Àvida Köln Łódź Ελλάδα България Čeština Maltese Ġ ħ őű ţț Ґїє €–—“”„…•→≥×₂"
ASIAN = "日本 中国 한국 東京都株式会社 カタカナ ひらがな 「」、。 대한민국 简体 繁體"


def files() -> dict[str, str]:
    """Path relative to static/ and SHA-256 of each vendored file."""
    paths = sorted(p for folder in FOLDERS for p in (STATIC / folder).rglob("*") if p.is_file())
    return {
        path.relative_to(STATIC).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
        if path != CHECKSUMS and path.name != "README.md"
    }


def expected() -> dict[str, str]:
    """The content of CHECKSUMS, which `cd static && sha256sum -c vendor/CHECKSUMS` reads too."""
    lines = CHECKSUMS.read_text().splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def differences() -> list[str]:
    """One sentence for each file that is missing, unknown or changed."""
    have, want = files(), expected()
    changed = [name for name in have.keys() & want.keys() if have[name] != want[name]]
    return [
        *(f"{name} is missing" for name in sorted(want.keys() - have.keys())),
        *(f"{name} is not in CHECKSUMS" for name in sorted(have.keys() - want.keys())),
        *(f"{name} has changed" for name in sorted(changed)),
    ]


def uncovered() -> list[str]:
    """One sentence for each font that lacks characters it is shipped for. Needs fontTools."""
    from fontTools.ttLib import TTFont

    problems = []
    for pattern, text in (("source-sans-3/*.*f*", EUROPEAN), ("droid-sans-fallback/*.ttf", ASIAN)):
        for path in sorted((STATIC / "fonts").glob(pattern)):
            covered = TTFont(path).getBestCmap()
            if absent := {char for char in text if char != " " and ord(char) not in covered}:
                problems.append(f"{path.name} lacks {''.join(sorted(absent))}")
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write CHECKSUMS anew")
    parser.add_argument("--glyphs", action="store_true", help="check the coverage of the fonts too")
    options = parser.parse_args()
    if options.write:
        CHECKSUMS.write_text("".join(f"{digest}  {name}\n" for name, digest in files().items()))
    problems = differences() + (uncovered() if options.glyphs else [])
    print("\n".join(problems) or f"{len(files())} vendored files as expected.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
