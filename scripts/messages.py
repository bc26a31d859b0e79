"""The texts of the portal in its other languages: locale/*/LC_MESSAGES/django.po.

* scripts/messages.py: collect all texts from the code and the templates into the .po files;
  translations are kept, and those of texts that are gone stand at the end of the file
* scripts/messages.py --compile: write the .mo files that Django reads, where they are older
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
LANGUAGES = ("fr", "de")
"""The languages of settings.LANGUAGES that the texts are translated into."""

CODE = ("common", "config", "events", "exchange", "gateways", "partnership", "reporting", "smes")
FOLDERS = (*CODE, "website", "templates")
TEMPLATES = (".html", ".txt")
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NOTES = ("Translators:",)
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--compile", action="store_true", help="write the .mo files where older")
    options = parser.parse_args()
    if options.compile:
        compile_translations()
        return 0
    texts = collect()
    for language in LANGUAGES:
        catalog = translations(language)
        for former in list(catalog.obsolete.values()):
            if texts.get(former.id, former.context) is not None:
                catalog[former.id] = former
        catalog.update(texts, no_fuzzy_matching=True, update_creation_date=False)
        path = po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(catalog, language))
        missing = sum(not is_translated(message) for message in catalog if message.id)
        print(f"{path.relative_to(ROOT)}: {len(catalog)} texts, {missing} not translated")
    return 0


def collect() -> Catalog:
    """Every text of the code and of the templates that is marked for translation."""
    catalog = Catalog(charset="utf-8")
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        for _, text, notes, context in extracted(path):
            catalog.add(text, None, [(name, 0)], auto_comments=notes, context=context)
    return catalog


def sources() -> Iterator[Path]:
    """The files that may hold such texts, in an order that never changes."""
    for folder in sorted(FOLDERS):
        for path in sorted((ROOT / folder).rglob("*")):
            is_code = path.suffix == ".py" and "migrations" not in path.parts
            if is_code or (path.suffix in TEMPLATES and "templates" in path.parts):
                yield path


def extracted(path: Path) -> Iterable[Any]:
    """Line, text, notes for translators and context of each marked text of a file."""
    text = path.read_text()
    if path.suffix != ".py":
        # What is left of a template has no order that Python would call an indentation.
        code = templatize(text, origin=str(path))
        text = "\n".join(line.strip() for line in code.split("\n"))
    return extract("python", BytesIO(text.encode()), KEYWORDS, NOTES)


def translations(language: str) -> Catalog:
    """What is translated already."""
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def written(catalog: Catalog, language: str) -> str:
    """The content of a .po file; the same texts give the same file, whoever collects them."""
    header = HEADER.format(language=language, plural_forms=catalog.plural_forms)
    buffer = BytesIO()
    write_po(buffer, catalog, width=96, omit_header=True, sort_by_file=True, include_lineno=False)
    return header + buffer.getvalue().decode().strip() + "\n"


def is_translated(message: Any) -> bool:
    """Whether a text has all its translated forms."""
    forms = message.string if isinstance(message.string, tuple | list) else [message.string]
    return bool(forms) and all(forms)


def compile_translations() -> None:
    """Write each .mo file that is missing or older than its .po file."""
    for language in LANGUAGES:
        source = po_file(language)
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        # Two processes may begin at once; each puts a whole file into the place.
        draft = target.with_name(f"{target.name}.{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, translations(language))
        draft.replace(target)


def po_file(language: str) -> Path:
    """Where the translations into a language stand."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


if __name__ == "__main__":
    sys.exit(main())
