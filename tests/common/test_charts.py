"""Drawing: the same bytes everywhere, nothing from outside, nothing that acts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from common.charts import draw
from common.lettering import text_width, wrap
from common.svg import finish_svg, with_letters, without_letters

FONTS = Path(settings.FONTS_DIR, "source-sans-3")
BAR = {
    "width": 100,
    "height": 40,
    "data": {"values": [{"name": "Ελλάδα & <b>", "count": 3}]},
    "mark": {"type": "text", "font": "'Source Sans 3'", "fontWeight": 600},
    "encoding": {"text": {"field": "name"}},
}


def finished(spec):
    return with_letters(finish_svg(draw(spec, FONTS), title="T & t", description="D <d>"))


def test_the_same_chart_gives_the_same_bytes_here_and_in_a_new_process():
    program = (
        "import django, sys; django.setup()\n"
        "from tests.common.test_charts import BAR, finished\n"
        "sys.stdout.write(finished(BAR))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    other = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        cwd=settings.BASE_DIR,
    )
    assert finished(BAR) == finished(BAR) == other.stdout


def test_a_process_forked_from_one_that_has_drawn_draws_too():
    expected = draw(BAR, FONTS)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, draw(BAR, FONTS).encode())
        os._exit(0)
    os.close(writing)
    assert os.waitpid(child, 0)[1] == 0
    with os.fdopen(reading) as pipe:
        assert pipe.read() == expected


@pytest.mark.parametrize(
    "data", [{"url": "https://example.org/data.csv"}, {"url": "file:///etc/passwd"}]
)
def test_data_from_elsewhere_are_refused(data):
    with pytest.raises(ValueError, match="no address may stand in it"):
        draw({"layer": [{**BAR, "data": data}]}, FONTS)


def test_what_is_no_chart_is_refused():
    with pytest.raises(ValueError, match="conversion failed"):
        draw({"mark": "nothing"}, FONTS)


def test_a_picture_is_described_and_brings_its_letters():
    svg = finished(BAR)
    assert svg.startswith("<svg ")
    assert ' xmlns="http://www.w3.org/2000/svg"' in svg
    assert 'role="img"' in svg
    assert "<title>T &amp; t</title><desc>D &lt;d&gt;</desc>" in svg
    assert "Ελλάδα &amp; &lt;b&gt;" in svg
    assert svg.count("@font-face") == 2
    assert "@font-face" not in without_letters(svg)
    assert "xlink" not in svg
    assert "clip" not in svg


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<image href="https://example.org/x.png"/>',
        '<g onclick="alert(1)"><path d="M0,0h1"/></g>',
        '<path d="M0,0h1" fill="url(#x)"/>',
        "<foreignObject/>",
    ],
)
def test_a_drawing_that_could_act_or_load_something_is_refused(inside):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'
    with pytest.raises(ValueError, match="A chart may not have"):
        finish_svg(svg, title="", description="")


def test_letters_are_as_wide_as_in_the_font():
    # Advance widths of Source Sans 3 Regular in thousandths: i 246, W 786.
    assert text_width("i", 1000) == 246
    assert text_width("iW", 100) == pytest.approx(24.6 + 78.6)
    assert text_width("日", 10) == 10  # not in the font: as wide as it is high


@pytest.mark.parametrize(
    ("text", "lines", "expected"),
    [
        ("", 3, [""]),
        ("one", 3, ["one"]),
        ("one two three", 3, ["one two", "three"]),
        ("one two three four five", 2, ["one two", "three…"]),
        ("i" * 30, 3, ["i" * 14, "i" * 14, "ii"]),
    ],
)
def test_a_text_is_broken_where_the_line_ends(text, lines, expected):
    found = wrap(text, 50, 14, lines=lines)
    assert found == expected
    assert all(text_width(line, 14) <= 50 for line in found)
