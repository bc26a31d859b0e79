"""The styles and lists of a Word document: the few that a report uses, under Word's own names."""

from typing import Any

from docx.oxml import parse_xml

from reporting.writers.docx.xml import NAMESPACES

NAVY, BLUE, GREY, TEXT = "082C66", "003399", "4D5B67", "1C2733"
LANGUAGES = {"en": "en-GB", "fr": "fr-FR", "de": "de-DE"}
BULLETS, NUMBERS = 1, 2
"""The numbering definitions; a list with numbers of its own counts after the second."""


def _paragraph_style(
    name: str,
    *,
    based_on: str = "Normal",
    size: float = 0,
    color: str = "",
    bold: bool = False,
    keep_next: bool = False,
    before: float = 0,
    after: float = 0,
    line: float = 0,
    left: int = 0,
    hanging: int = 0,
    align: str = "",
    level: int | None = None,
    tabs: str = "",
    border: str = "",
    then: str = "",
) -> str:
    """A paragraph style; lengths of lines and gaps in points, of indents in twentieths of one."""
    identity = name.replace(" ", "")
    spacing = f'w:before="{round(before * 20)}" w:after="{round(after * 20)}"'
    if line:
        spacing += f' w:line="{round(line * 240)}" w:lineRule="auto"'
    paragraph = (
        ("<w:keepNext/><w:keepLines/>" if keep_next else "")
        + (f"<w:pBdr>{border}</w:pBdr>" if border else "")
        + (f"<w:tabs>{tabs}</w:tabs>" if tabs else "")
        + f"<w:spacing {spacing}/>"
        + (f'<w:ind w:left="{left}" w:hanging="{hanging}"/>' if left else "")
        + (f'<w:jc w:val="{align}"/>' if align else "")
        + (f'<w:outlineLvl w:val="{level}"/>' if level is not None else "")
    )
    run = (
        ("<w:b/><w:bCs/>" if bold else "")
        + (f'<w:color w:val="{color}"/>' if color else "")
        + (f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else "")
    )
    # Word names its own styles in small letters in the file.
    own = {"Heading 1": "heading 1", "TOC 1": "toc 1", "Caption": "caption"}.get(name, name)
    own = {"Header": "header", "Footer": "footer"}.get(own, own)
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{own}"/>'
        f'<w:basedOn w:val="{based_on}"/>'
        + (f'<w:next w:val="{then}"/>' if then else "")
        + f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _bar(side: str, color: str, size: int, space: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/>'


def _paragraph_styles() -> str:
    make = _paragraph_style
    title_bar = _bar("left", "FFCC00", 48, 14)
    fact_stop = '<w:tab w:val="left" w:pos="2300"/>'
    page_stop = '<w:tab w:val="right" w:leader="dot" w:pos="9070"/>'
    return "".join(
        [
            make(
                "Title", size=30, color=NAVY, bold=True, after=4, line=1, border=title_bar, left=320
            ),
            make("Subtitle", size=14, color=GREY, line=1.1, after=4, border=title_bar, left=320),
            make("Co-funding", size=13, color=BLUE, bold=True, line=1),
            make(
                "Facts",
                after=2,
                line=1.1,
                left=2300,
                hanging=1980,
                tabs=fact_stop,
                border=title_bar,
            ),
            make("TOC Heading", size=13, color=NAVY, bold=True, keep_next=True, before=30, after=4),
            make("TOC 1", after=4, line=1, tabs=page_stop),
            _heading("Heading 1", size=15),
            make("List Bullet", after=4),
            make("List Number", after=4),
            make("List Continue", after=4),
            make("Quote", color="34424F", after=6, left=340, border=_bar("left", "FFCC00", 16, 10)),
            _heading("Caption", size=13),
            make("Table Text", size=8.5, after=1, line=1.05),
            make("Table Entry", based_on="TableText", left=125, hanging=125, after=1),
            make("Table Number", based_on="TableText", align="right", after=1),
            make(
                "Table Head",
                based_on="TableText",
                color="FFFFFF",
                bold=True,
                keep_next=True,
                after=1,
            ),
            make("Table Head Number", based_on="TableHead", align="right", after=1),
            make("Table Note", size=8, color=GREY, before=3, line=1.05),
            make("Empty Text", color=GREY, after=6),
            make("Header", size=8.5, color=GREY, line=1, border=_bar("bottom", "C9D3DC", 4, 4)),
            make("Footer", size=7.5, color=GREY, line=1),
        ]
    )


def _heading(name: str, size: float) -> str:
    """A style that the contents list: it has an outline level."""
    return _paragraph_style(
        name,
        size=size,
        color=NAVY,
        bold=True,
        keep_next=True,
        before=20,
        after=6,
        line=1.1,
        level=0,
        then="Normal",
    )


def _defaults(language: str) -> str:
    spoken = LANGUAGES.get(language, language)
    fonts = 'w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:eastAsia="Yu Gothic"'
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts {fonts}/><w:color w:val="{TEXT}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="{spoken}" w:eastAsia="ja-JP" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


BASE = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
 <w:pPr><w:spacing w:after="140" w:line="290" w:lineRule="auto"/></w:pPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
 <w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
 <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>
 <w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>
 </w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>
 <w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>
 <w:bottom w:val="single" w:sz="8" w:space="0" w:color="082C66"/>
 <w:insideH w:val="single" w:sz="4" w:space="0" w:color="C9D3DC"/></w:tblBorders>
 <w:tblCellMar><w:top w:w="36" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
 <w:bottom w:w="36" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
"""


def _levels(kind: str, sign: str) -> str:
    """Three levels of a list, each a little further in."""
    return "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{sign.format(depth + 1)}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{340 * (depth + 1)}" w:hanging="340"/></w:pPr></w:lvl>'
        for depth in range(9)
    )


def set_styles(document: Any, language: str) -> None:
    """Put the report's styles in the place of the library's."""
    sheet = f"<w:styles {NAMESPACES}>{_defaults(language)}{BASE}{_paragraph_styles()}</w:styles>"
    _replace(document.styles.element, sheet)
    lists = (
        f"<w:numbering {NAMESPACES}>"
        f'<w:abstractNum w:abstractNumId="{BULLETS}">'
        f'<w:multiLevelType w:val="hybridMultilevel"/>{_levels("bullet", "•")}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="{NUMBERS}">'
        f'<w:multiLevelType w:val="hybridMultilevel"/>{_levels("decimal", "%{}.")}</w:abstractNum>'
        f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="{BULLETS}"/></w:num></w:numbering>'
    )
    _replace(document.part.numbering_part.element, lists)


def add_numbered_list(document: Any, level: int, start: int) -> int:
    """A list that counts from its own start. Returns the number it is called by."""
    number = document.part.numbering_part.element.add_num(NUMBERS)
    number.add_lvlOverride(level).add_startOverride(start)
    return int(number.numId)


def _replace(element: Any, xml: str) -> None:
    for child in list(element):
        element.remove(child)
    for child in list(parse_xml(xml)):
        element.append(child)
