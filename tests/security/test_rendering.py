"""Whatever people type anywhere: the makers of PDFs and Word files reach for nothing, and end in time.

Every field that holds typed text, of every model, is filled with everything that could make a renderer
fetch something. A server stands where it all points to, and counts who knocks.
"""

import ast
import io
import re
import socket
import threading
import time
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, models, transaction
from weasyprint.urls import URLFetchingError

from common.fields import LinesField
from common.pdf import limits, render_pdf
from common.pdf.limits import NeedsTooMuchMemory, TakesTooLong
from events.agenda_papers import PAPERS
from events.badges import make_badges
from events.choices import ScheduleState
from events.models import Attendee, Event, Schedule
from events.summary import make_summary
from reporting.engine.cells import SectionData
from reporting.engine.markup import section_html
from reporting.engine.registries import writers
from reporting.exceptions import RenderingFailed
from reporting.rendering import written_files
from reporting.services import add_evidence_annex, assemble_report
from smes.models import Expression
from smes.receipts import make_receipt
from tests import pdf
from tests.access.world import build_world
from tests.reporting.tricky import TRICKY
from tests.test_project import MODELS

pytestmark = pytest.mark.django_db

WORD = "Poisoned"
FETCHING = (
    "<img src=http://{here}/x>",
    "\"'/><img src='http://{here}/x'>",
    "![a](http://{here}/x)",
    "![a](//{here}/x) [a]: //{here}/x",
    "<img src='file:///etc/passwd'>",
    "<style>@import url(http://{here}/x);</style>",
    "<p style='background:url(//{here}/x)'>",
    "<link rel=stylesheet href=http://{here}/x>",
    "<link rel=attachment href=file:///etc/passwd>",
    "<a rel=attachment href='file:///etc/passwd'>x</a>",
    "<svg><image href='http://{here}/x'/></svg>",
    "<iframe src=http://{here}/x></iframe>",
    "<object data=http://{here}/x></object>",
    "<embed src=http://{here}/x>",
    "<base href=http://{here}/>",
    "--></title></style><img srcset=//{here}/x>",
)
ODD = "\u202eRTL\u202c \u200b\u200b\ufeff zero \x07" + "a\u0301\u0302\u0303" * 20

NOT_TYPED = {
    *(
        "password",
        "token_digest",
        "sha256",
        "data_hash",
        "fingerprint",
        "digest",
        "document_version",
    ),
    *(
        "path",
        "key",
        "kind",
        "model",
        "query",
        "once",
        "message_id",
        "owner",
        "badge",
        "code",
        "slug",
    ),
    *("document", "report_key", "edition", "format", "content_type", "figure", "measure", "table"),
    *("code", "subject_model", "time_zone", "language", "currency", "nuts", "printed_country"),
    *("answered_wording", "problem", "stage"),
    # What the portal has put together for mail programs, and the number of what an e-mail is about.
    *("html", "about_label"),
}
"""Names of text fields that the portal itself fills, or that take words of a list alone."""
SHORT = 60
"""Fields of fewer signs hold no address."""


class Knocks:
    """A server on the own machine that sends everybody on to another one, and counts both's visitors."""

    def __init__(self):
        self.seen = []
        self.sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
        self.ports = [one.getsockname()[1] for one in self.sockets]
        for one in self.sockets:
            threading.Thread(target=self._serve, args=[one], daemon=True).start()

    @property
    def here(self):
        return f"127.0.0.1:{self.ports[0]}"

    def _serve(self, one):
        while True:
            try:
                visitor, _ = one.accept()
            except OSError:
                return
            self.seen.append(one.getsockname()[1])
            with visitor:
                visitor.recv(4096)
                visitor.sendall(
                    f"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{self.ports[1]}/y\r\n"
                    "Content-Length: 0\r\nConnection: close\r\n\r\n".encode()
                )

    def close(self):
        for one in self.sockets:
            one.close()


@pytest.fixture(scope="module")
def knocks():
    server = Knocks()
    yield server
    server.close()


def typed_fields(model):
    for field in model._meta.local_concrete_fields:
        if not isinstance(field, models.CharField | models.TextField) or field.choices:
            continue
        if isinstance(field, models.SlugField | models.EmailField | models.JSONField):
            continue
        if field.name in NOT_TYPED or (field.max_length or SHORT) < SHORT:
            continue
        yield field


def poison_for(field, number, here):
    """A text for a field: everything at once where there is room, one thing after another where not."""
    attacks = [attack.format(here=here) for attack in FETCHING]
    if isinstance(field, models.URLField):
        return f"http://{here}/{number}"
    if isinstance(field, LinesField):
        return [f"{WORD} {attack}"[:100] for attack in attacks]
    if field.max_length is None:
        return "\n\n".join([f"{WORD} {number}", *attacks, ODD])
    return f"{WORD} {number} {attacks[number % len(attacks)]}"[: field.max_length]


@pytest.fixture(scope="module")
def poisoned(django_db_setup, django_db_blocker, knocks):
    """A world of everything, each typed text of which wants to fetch something."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        world.filled, number = set(), 0
        for model in MODELS:
            for pk in model._base_manager.values_list("pk", flat=True):
                for field in typed_fields(model):
                    number += 1
                    row = model._base_manager.filter(pk=pk)
                    try:
                        with transaction.atomic():
                            row.update(**{field.name: poison_for(field, number, knocks.here)})
                    except DatabaseError:
                        continue
                    world.filled.add(f"{model._meta.label}.{field.name}")
        Schedule.objects.update(state=ScheduleState.PUBLISHED)
        yield world
        transaction.set_rollback(True)


def test_every_field_of_typed_text_is_tried(poisoned):
    every = {
        f"{model._meta.label}.{field.name}" for model in MODELS for field in typed_fields(model)
    }
    assert every - poisoned.filled == set()
    assert len(every) > 150
    known = {field.name for model in MODELS for field in model._meta.local_concrete_fields}
    assert known >= NOT_TYPED


@contextmanager
def nobody_knocks(server):
    before = len(server.seen)
    yield
    assert server.seen[before:] == []


def assert_harmless(content):
    reader = pdf.read(content)
    catalog = reader.trailer["/Root"]
    assert "/EmbeddedFiles" not in catalog.get("/Names", {})
    assert "/AF" not in catalog
    assert "/OpenAction" not in catalog
    kinds = {
        str(value.get_object().get("/S", value.get_object().get("/Subtype")))
        for page in reader.pages
        for note in page.get("/Annots", [])
        for value in [note.get_object().get("/A", note)]
    }
    assert kinds <= {"/URI", "/GoTo", "/Link"}
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "root:x:0" not in text
    return text


def one_of(world, label):
    return world.records[label, "own"]


def papers(world):
    """Every kind of PDF beside reports, by the module that makes it."""
    event = Event.objects.get(pk=one_of(world, "events.Event").pk)
    people = Attendee.objects.filter(registration__event=event).select_related(
        "registration__event__partnership"
    )
    yield "events/badges.py", lambda: make_badges(event, people)
    yield "events/summary.py", lambda: make_summary(event)
    yield (
        "smes/receipts.py",
        lambda: make_receipt(Expression.objects.get(pk=one_of(world, "smes.Expression").pk)),
    )
    for paper in PAPERS.values():
        yield "events/agenda_papers.py", lambda paper=paper: paper.make(event, paper.rows(event))


def test_papers_fetch_nothing_of_what_is_typed(poisoned, knocks):
    with nobody_knocks(knocks):
        for module, make in papers(poisoned):
            assert WORD in assert_harmless(make()), module


def test_every_maker_of_pdfs_is_known(poisoned):
    """A module that takes up the renderer is tried above, or below as the report that it is."""
    makers = set()
    for path in Path(settings.BASE_DIR).glob("*/**/*.py"):
        name = path.relative_to(settings.BASE_DIR).as_posix()
        if name.startswith((".venv", "tests/", "common/pdf/", "scripts/", "var/")):
            continue
        source = path.read_text(encoding="utf-8")
        if not re.search(r"common\.pdf|weasyprint|pydyf", source):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("common.pdf"):
                wanted = {alias.name for alias in node.names}
                if wanted & {"render_pdf", "lay_out", "draw", "render_flow", "fulfil_order"}:
                    makers.add(name)
            if isinstance(node, ast.ImportFrom | ast.Import):
                assert not re.search("weasyprint|pydyf", ast.unparse(node)), name
    tried = {module for module, _ in papers(poisoned)}
    assert makers - tried == {
        "reporting/writers/pdf/__init__.py",
        "reporting/writers/pdf/rendering.py",
    }


@pytest.mark.parametrize("key", sorted(writers))
def test_reports_fetch_nothing_of_what_is_typed(poisoned, knocks, key, tmp_path, settings):
    settings.REPORTS_ROOT = tmp_path
    partnership = one_of(poisoned, "partnership.Partnership")
    partnership.refresh_from_db()
    data = add_evidence_annex(assemble_report(partnership, document="key-achievements"))
    with nobody_knocks(knocks):
        files = list(written_files(data, writers[key](), "report"))
    for file in files:
        if file.content.startswith(b"%PDF"):
            assert WORD in assert_harmless(file.content)
        elif file.content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
                parts = {name: archive.read(name) for name in archive.namelist()}
            assert any(WORD.encode() in part for part in parts.values())
            targets = [
                relation
                for name, part in parts.items()
                if name.endswith(".rels")
                for relation in re.findall(rb"<Relationship [^>]*External[^>]*>", part)
            ]
            # A link is followed by who clicks on it; pictures and templates by the program.
            assert all(b"/hyperlink" in relation for relation in targets)
            assert not any(b"attachedTemplate" in part for part in parts.values())
        else:
            assert WORD.encode() in file.content
        assert b"root:x:0" not in file.content
    assert files


def page(body, head=""):
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>t</title>{head}</head>'
        f"<body><main><p>{WORD}</p>{body}</main></body></html>"
    )


def as_pdf(html):
    return render_pdf(html, styles="reporting/print.css", identifier=b"test")


@pytest.mark.parametrize("place", ["head", "body"])
def test_even_as_real_html_nothing_is_fetched(knocks, place):
    """Should a template forget to escape, the renderer still has only the portal's own files."""
    html = "".join(attack.format(here=knocks.here) for attack in FETCHING)
    with nobody_knocks(knocks):
        text = assert_harmless(as_pdf(page("", html) if place == "head" else page(html)))
    assert WORD in text or place == "head"


BOMB = """<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">{}]>
<svg xmlns="http://www.w3.org/2000/svg"><text>&l9;</text></svg>""".format(
    "".join(
        f'<!ENTITY l{n} "{(f"&l{n - 1};" if n else "&a;") * 10}">'  # each ten of the one before
        for n in range(10)
    )
)


@pytest.mark.parametrize(
    "drawing",
    [
        BOMB,
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://{here}/x"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><style>@import "http://{here}/x";</style></svg>',
        '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" width="999999999" height="999999999"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"><use href="http://{here}/x#a"/></svg>',
        "<svg>" * 500,
    ],
    ids=["laughs", "picture", "file", "import", "entity", "huge", "use", "deep"],
)
def test_a_drawing_in_the_html_fetches_nothing_and_ends(knocks, drawing):
    import base64

    content = base64.b64encode(drawing.replace("{here}", knocks.here).encode()).decode()
    begin = time.process_time()
    with nobody_knocks(knocks):
        text = assert_harmless(as_pdf(page(f'<img src="data:image/svg+xml;base64,{content}">')))
    assert WORD in text
    assert time.process_time() - begin < 20


@pytest.mark.parametrize(
    "text",
    [
        "> " * 10_000 + "x",
        "- " * 10_000 + "x",
        "\n".join("  " * level + "- a" for level in range(300)),
        "*" * 5_000 + "x",
        "*a **b " * 1_000,
        "W" * 20_000,
        "\u200b" * 20_000,
        "\u202eabc" * 1_000,
        "a" + "\u0301" * 3_000,
        "|a" * 3_000 + "\n" + "|-" * 3_000,
        "[" * 10_000,
        "<b>" * 2_000,
        "{{ " * 3_000,
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_odd_texts_end_in_time(text):
    begin = time.process_time()
    assert_harmless(as_pdf(page(section_html(SectionData("a", "A", text, text, ())))))
    assert time.process_time() - begin < 20


def test_what_takes_too_long_is_stopped_and_told_in_words(settings, monkeypatch):
    settings.PDF_SECONDS = 0
    monkeypatch.setattr(limits, "LOOKS", 0.01)
    long = TRICKY_LONG
    with pytest.raises(TakesTooLong, match=r"not ready after 0 seconds\. Look for a text"):
        as_pdf(page(long))
    settings.PDF_SECONDS = 300
    assert WORD in assert_harmless(as_pdf(page("")))


def test_what_needs_too_much_memory_is_stopped_and_told_in_words(settings, monkeypatch):
    settings.PDF_MEGABYTES = -1
    monkeypatch.setattr(limits, "LOOKS", 0.01)
    with pytest.raises(NeedsTooMuchMemory, match="more than -1 MB of memory"):
        as_pdf(page(TRICKY_LONG))


def test_a_report_that_takes_too_long_is_told_in_words(settings, monkeypatch, tmp_path):
    settings.PDF_SECONDS, settings.REPORTS_ROOT = 0, tmp_path
    monkeypatch.setattr(limits, "LOOKS", 0.01)
    with pytest.raises(RenderingFailed, match="not ready after 0 seconds"):
        list(written_files(TRICKY, writers["pdf"](), "tricky"))


TRICKY_LONG = "<p>Some words of a long text.</p>" * 2_000


def test_no_picture_that_somebody_uploads_gets_into_a_document():
    """There is none; whoever adds a field of pictures has to think of bombs, scripts and places."""
    pictures = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ImageField)
    ]
    assert pictures == []


@pytest.mark.parametrize(
    "address", ["data:image/svg+xml,<svg/>", "data:image/svg+xml;base64,?", "data:image/png,x", ""]
)
def test_only_whole_drawings_are_taken_from_the_html(address):
    from common.pdf import OwnFilesOnly

    with pytest.raises(URLFetchingError):
        OwnFilesOnly().fetch(address)
