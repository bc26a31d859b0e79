"""What a Word document tells of itself, and what it should not."""

from typing import Any

from reporting.engine.cells import ReportData
from reporting.writers.docx.styles import LANGUAGES

FOREIGN = ("thumbnail", "extended-properties", "stylesWithEffects", "customXml")
"""Parts of the library's template that tell of another document."""
TIMES = ("created", "modified")


def set_properties(document: Any, data: ReportData) -> None:
    """Title, author and language; no moment, so that equal data makes equal files."""
    masthead = data.masthead
    language = LANGUAGES.get(masthead.language, masthead.language)
    properties = document.core_properties
    properties.title = f"{masthead.acronym} – {data.title}"[:255]
    properties.author = masthead.acronym
    properties.subject = masthead.name[:255]
    properties.language = language
    properties.comments = ""
    core = properties._element
    for element in list(core):
        if element.tag.rpartition("}")[2] in TIMES:
            core.remove(element)
    for part in (document.part.package, document.part):
        for identity, relation in list(part.rels.items()):
            if relation.reltype.rpartition("/")[2] in FOREIGN:
                del part.rels[identity]
    _set_settings(document.settings.element, language)


def _set_settings(settings: Any, language: str) -> None:
    """The present Word's own way of layout, not that of an older one."""
    (mode,) = settings.xpath('.//w:compatSetting[@w:name="compatibilityMode"]')
    (spoken,) = settings.xpath("./w:themeFontLang")
    name = mode.tag.replace("compatSetting", "val")
    mode.set(name, "15")
    spoken.set(name, language)
    for element in settings.xpath("./w:compat/w:useFELayout | ./w:savePreviewPicture | ./w:rsids"):
        element.getparent().remove(element)
