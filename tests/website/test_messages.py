"""The texts of the portal and their translations are in step."""

import os
import re

import pytest
from babel.messages.pofile import read_po

from scripts import messages

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%%|%[sd]|\{[a-z_]*\}")


def forms(text):
    return list(text) if isinstance(text, tuple | list) else [text]


@pytest.fixture(scope="module")
def texts():
    return messages.collect()


@pytest.fixture(scope="module", params=messages.LANGUAGES)
def catalog(request):
    return messages.translations(request.param)


def told(catalog):
    return {(message.id, message.context) for message in catalog if message.id}


def test_the_files_hold_exactly_the_texts_of_the_portal(texts, catalog):
    assert told(catalog) == told(texts), "Run `make messages` and translate what is new."


def test_every_text_is_translated_and_nothing_is_left_to_be_checked(catalog):
    unfinished = [
        message.id
        for message in catalog
        if message.id and (message.fuzzy or not messages.is_translated(message))
    ]
    assert unfinished == []


def test_every_translation_has_the_placeholders_of_its_text(catalog):
    different = [
        message.id
        for message in catalog
        if message.id
        for form in forms(message.string)
        if sorted(PLACEHOLDER.findall(form)) != sorted(PLACEHOLDER.findall(forms(message.id)[-1]))
        and sorted(PLACEHOLDER.findall(form)) != sorted(PLACEHOLDER.findall(forms(message.id)[0]))
    ]
    assert different == []


def test_texts_of_code_and_of_templates_are_found(texts):
    names = {name for message in texts for name, _ in message.locations}
    assert {"website/words.py", "templates/website/base.html", "events/choices.py"} <= names
    plural = {message.id for message in texts if isinstance(message.id, tuple | list)}
    assert ("%(number)s agreement", "%(number)s agreements") in plural


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of translations of its own."""
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    for language in messages.LANGUAGES:
        path = messages.po_file(language)
        path.parent.mkdir(parents=True)
        header = messages.HEADER.format(
            language=language, plural_forms="nplurals=2; plural=(n > 1);"
        )
        path.write_text(f'{header}msgid "Home"\nmsgstr "Zuhause"\n')
    return tmp_path


def test_translations_are_compiled_when_they_have_changed_and_not_else(folder):
    messages.compile_translations()
    made = messages.po_file("de").with_suffix(".mo")
    first = made.stat().st_mtime_ns
    messages.compile_translations()
    assert made.stat().st_mtime_ns == first
    later = made.stat().st_mtime + 5
    os.utime(messages.po_file("de"), (later, later))
    messages.compile_translations()
    assert made.stat().st_mtime_ns != first


def test_collecting_keeps_translations_and_sets_aside_those_that_nobody_needs(
    folder, monkeypatch, capsys
):
    template = folder / "templates" / "page.html"
    template.parent.mkdir()
    template.write_text(
        '{% load i18n %}\n  {% translate "New" %} it’s (unclosed\n{% translate "Home" %}'
    )
    monkeypatch.setattr("sys.argv", ["messages.py"])
    messages.main()
    with messages.po_file("de").open("rb") as file:
        found = read_po(file)
    assert found["Home"].string == "Zuhause"
    assert found["New"].string == ""
    template.write_text("{% load i18n %}")
    messages.main()
    assert '#~ msgid "Home"\n#~ msgstr "Zuhause"' in messages.po_file("de").read_text()
    template.write_text('{% load i18n %}{% translate "Home" %}')
    messages.main()
    assert messages.translations("de")["Home"].string == "Zuhause"
