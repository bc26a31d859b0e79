"""PDFs in parts: what did not change is not rendered again, and nobody can tell from the file."""

import random
import re
from pathlib import Path

import pytest
from django.test import override_settings

from reporting.writers.pdf import PDFWriter, part_store
from tests import pdf
from tests.reporting.test_pdf import FILLER, report, row, section, table

WORDS = FILLER.split()


@pytest.fixture(autouse=True)
def parts(settings, tmp_path):
    """An empty folder of parts."""
    settings.REPORTS_ROOT = tmp_path / "reports"
    return settings.REPORTS_ROOT / "parts"


def kept(parts):
    return set(parts.glob("*/*.pdf"))


def without_parts(settings, tmp_path, data):
    """The bytes of a rendering that begins from nothing."""
    former = settings.REPORTS_ROOT
    settings.REPORTS_ROOT = tmp_path / f"fresh-{random.random()}"
    try:
        return PDFWriter().write(data)
    finally:
        settings.REPORTS_ROOT = former


def rows(lengths):
    return [row(number, "A", " ".join(WORDS * length)) for number, length in lengths]


def data_of(lengths, text=FILLER):
    return report(
        section("introduction", "Introduction", text),
        section("summary", "Summary of key achievements", FILLER),
        table("A", rows(lengths), footnotes=["A note."]),
        table("B", []),
        table("C", [row(n, "C") for n in range(3)]),
    )


# The same bytes -----------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_change_the_bytes_are_those_of_a_full_rendering(settings, tmp_path, seed):
    chance = random.Random(seed)
    lengths = [(number, chance.randint(1, 5)) for number in range(30)]
    PDFWriter().write(data_of(lengths))
    for step in range(3):
        place = chance.randrange(len(lengths))
        change = chance.choice(["longer", "shorter", "gone", "new"])
        if change == "gone":
            del lengths[place]
        elif change == "new":
            lengths.insert(place, (100 + step, chance.randint(1, 5)))
        else:
            lengths[place] = (lengths[place][0], 6 if change == "longer" else 1)
        data = data_of(lengths)
        assert PDFWriter().write(data) == without_parts(settings, tmp_path, data), (step, change)


@pytest.mark.parametrize("changed", [0, 14])
def test_a_paragraph_that_changes_gives_the_bytes_of_a_full_rendering(settings, tmp_path, changed):
    paragraphs = [f"{number}. {FILLER * 3}" for number in range(30)]

    def data():
        return report(
            section("introduction", "Introduction", "\n\n".join(paragraphs[:12])),
            section("summary", "Summary", "\n\n".join(paragraphs[12:])),
        )

    PDFWriter().write(data())
    paragraphs[changed] += FILLER * 4
    assert PDFWriter().write(data()) == without_parts(settings, tmp_path, data())


def test_what_is_kept_is_enough_for_the_same_bytes(parts):
    data = data_of([(number, 2) for number in range(30)])
    first = PDFWriter().write(data)
    before = kept(parts)
    assert PDFWriter().write(data) == first
    assert kept(parts) == before


# Only what changed --------------------------------------------------------------------


def test_a_word_in_a_row_renders_its_page_and_at_most_the_one_before(parts):
    lengths = [(number, 2) for number in range(60)]
    PDFWriter().write(data_of(lengths))
    before = kept(parts)
    changed = data_of(lengths)
    changed.tables[0].rows[30].cells["steps"] = row(30, "A", "Another text.").cells["steps"]
    PDFWriter().write(changed)
    assert 1 <= len(kept(parts) - before) <= 2


def test_a_word_in_the_text_leaves_the_tables_alone(parts):
    lengths = [(number, 2) for number in range(60)]
    PDFWriter().write(data_of(lengths))
    tables = {path for path in kept(parts) if "FirstA1" in text_of(path)}
    PDFWriter().write(data_of(lengths, text="Other words."))
    new = [path for path in kept(parts) if "Other words" in text_of(path)]
    assert len(new) == 1
    assert tables <= kept(parts)


def test_a_part_that_was_cleared_away_is_made_again(parts):
    data = data_of([(number, 2) for number in range(30)])
    first = PDFWriter().write(data)
    for path in sorted(kept(parts))[::2]:
        path.unlink()
    assert PDFWriter().write(data) == first


def test_parts_that_nobody_read_for_long_go(parts):
    PDFWriter().write(data_of([(1, 1)]))
    assert part_store().prune(days=1) == 0
    assert part_store().prune(days=-1) > 0
    assert kept(parts) == set()


def text_of(path):
    return " ".join(pdf.texts(path.read_bytes()))


# One sound file -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def joined(tmp_path_factory):
    with override_settings(REPORTS_ROOT=tmp_path_factory.mktemp("joined")):
        return PDFWriter().write(data_of([(number, 3) for number in range(40)]))


def test_pages_are_numbered_through_all_parts(joined):
    texts = pdf.texts(joined)
    assert len(texts) > 6
    for number, text in enumerate(texts, 1):
        assert re.findall(r"Page \d+ / \d+", text) == [f"Page {number} / {len(texts)}"]


def test_contents_lead_to_the_pages_that_they_name(joined):
    reader = pdf.read(joined)
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages, 1)}
    links = [note.get_object() for note in reader.pages[0]["/Annots"]]
    led = [numbers[link["/Dest"][0].idnum] for link in links]
    told = [int(number) for number in re.findall(r" (\d+)(?= |$)", pdf.texts(joined)[0])]
    assert all("/A" not in link for link in links)
    assert [number for number in led if number not in told] == []
    assert led == sorted(led)
    assert len(set(led)) > 2


def test_each_page_has_its_own_place_in_the_tree_of_tags(joined):
    reader = pdf.read(joined)
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    keys = [page["/StructParents"] for page in reader.pages]
    table = root["/ParentTree"]["/Nums"]
    assert len(set(keys)) == len(keys)
    assert list(table[::2]) == sorted(set(table[::2]))
    for page, key in zip(reader.pages, keys, strict=True):
        marks = {run.mark for run in pdf.runs(reader, page) if run.mark is not None}
        elements = table[list(table[::2]).index(key) * 2 + 1]
        for mark in marks:
            assert elements[mark].get_object().raw_get("/Pg").idnum == page.indirect_reference.idnum


def test_headers_of_all_parts_have_names_of_their_own(joined):
    reader = pdf.read(joined)
    named = [tag.name for tag in pdf.tags(reader).all("/TH")]
    assert len(named) == len(set(named)) > 60
    index = reader.trailer["/Root"]["/StructTreeRoot"]["/IDTree"]["/Kids"][0].get_object()
    assert [name.original_bytes for name in index["/Names"][::2]] == sorted(filter(None, named))


# Volumes ------------------------------------------------------------------------------


SHORT = {"PDF_ROWS_IN_REPORT": 30, "PDF_ROWS_IN_VOLUME": 20}


@pytest.fixture
def short_volumes(settings):
    for name, rows_of in SHORT.items():
        setattr(settings, name, rows_of)


@pytest.fixture(scope="module")
def sixty(tmp_path_factory):
    """The files of a table of 60 rows in volumes of at most 20."""
    with override_settings(REPORTS_ROOT=tmp_path_factory.mktemp("sixty"), **SHORT):
        return files_of(range(60))


def long_report(numbers):
    return report(
        section("introduction", "Introduction"),
        table("A", [row(number, "A") for number in numbers], footnotes=["A note."]),
        table("B", [row(n, "B") for n in range(3)]),
    )


def files_of(numbers):
    return list(PDFWriter().write_files(long_report(numbers), "report"))


def test_a_table_of_too_many_rows_goes_into_volumes(sixty):
    main, *volumes = sixty
    assert [file.name for file in volumes] == [
        f"report-volume-{number:02}.pdf" for number in range(1, len(volumes) + 1)
    ]
    assert 3 <= len(volumes) <= 6
    held = [re.findall(r"FirstA(\d+) ", " ".join(pdf.texts(file.content))) for file in volumes]
    found = [list(dict.fromkeys(map(int, numbers))) for numbers in held]
    # The names of the first and last row stand above each volume, too.
    assert sorted({number for numbers in found for number in numbers}) == list(range(60))
    assert sum(map(len, found)) == 60
    text = " ".join(pdf.texts(main.content))
    assert "This table has 60 rows." in text
    assert "FirstB2" in text


def test_page_numbers_run_on_through_the_volumes(sixty):
    pages = [text for file in sixty for text in pdf.texts(file.content)]
    for number, text in enumerate(pages, 1):
        assert f"Page {number} / {len(pages)}" in text


def test_the_contents_of_the_report_list_the_volumes(sixty):
    main, *volumes = sixty
    first = pdf.texts(main.content)[0]
    links = [note.get_object() for note in pdf.read(main.content).pages[0]["/Annots"]]
    led = [link["/A"]["/F"]["/UF"] for link in links if link.get("/A", {}).get("/S") == "/GoToR"]
    assert list(dict.fromkeys(led)) == [file.name for file in volumes]
    for file in volumes:
        page = int(re.search(r"Page (\d+)", pdf.texts(file.content)[0])[1])
        assert re.search(rf"Volume {file.volume}: rows \d+ to \d+ {page}\b", first)


def test_each_volume_is_a_sound_file_of_its_own(sixty):
    for file in sixty[1:]:
        reader = pdf.read(file.content)
        assert reader.metadata.title == "LASER-GO – Key Achievements"
        assert reader.trailer["/Root"]["/Lang"] == "en"
        assert pdf.bookmarks(reader) == ["Table A. Cases A"]
        tree = pdf.tags(reader)
        assert {len(tag.headers) > 0 for tag in tree.all("/TD")} == {True}
        assert tree.all("/H1")[0].text == "LASER-GO – Key Achievements"


def test_the_total_stands_in_the_report_and_at_the_end_of_the_table(sixty):
    main, *volumes = sixty
    texts = [" ".join(pdf.texts(file.content)) for file in volumes]
    assert ["Total" in text for text in texts] == [False] * (len(volumes) - 1) + [True]
    assert "Total 60" in " ".join(pdf.texts(main.content))


def test_a_row_that_comes_changes_its_own_volume_alone(short_volumes, parts):
    files_of([*range(20), *range(21, 60)])
    before = kept(parts)
    files_of(range(60))
    new = [path for path in kept(parts) - before if "FirstA" in text_of(path)]
    assert 1 <= len(new) <= 2


def test_volumes_made_by_other_workers_are_not_made_again(short_volumes, parts):
    writer, data = PDFWriter(), long_report(range(60))
    alone = [file.content for file in writer.write_files(data, "report")]
    for path in kept(parts):
        path.unlink()
    pieces = writer.pieces(data, "report")
    assert sum(piece.weight for piece in pieces) == 60
    for piece in pieces:
        writer.make_piece(piece.name)
        writer.make_piece(piece.name)
    made = kept(parts)
    assert len(made) == len(pieces)
    assert writer.pieces(data, "report") == []
    assert [file.content for file in writer.write_files(data, "report")] == alone
    assert made <= kept(parts)
    assert list(Path(parts, "orders").iterdir()) == []
