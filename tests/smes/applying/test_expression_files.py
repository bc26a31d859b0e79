"""Files of an expression: what is kept, what is refused in words, and who may have them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from smes.models import ExpressionFile
from smes.receiving import MOST_AT_ONCE
from tests.factories import ExpressionFactory, ExpressionFileFactory, MembershipFactory, RoleFactory
from tests.smes.applying.conftest import now, step_of

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 profile"


def file(name="profile.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def send(client, draft, *files, **fields):
    return client.post(
        step_of(draft, "wishes"),
        {"seeks": "A partner", "go": "stay", "files": list(files), **fields},
    )


def packed(**parts):
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


def test_several_files_are_kept_at_once(client, draft):
    page = send(client, draft, file(), file("b.png", b"\x89PNG\r\n\x1a\n rest"))

    assert page.status_code == 302
    assert [kept.name for kept in draft.files.all()] == ["profile.pdf", "b.png"]
    assert {kept.party for kept in draft.files.all()} == {"SME"}


def test_files_are_kept_when_another_field_is_wrong(client, draft):
    page = client.post(step_of(draft, "wishes"), {"seeks": "", "go": "next", "files": [file()]})

    assert page.status_code == 200
    assert "profile.pdf" in page.content.decode()
    assert draft.files.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("setup.exe", b"MZ", "Files of this kind cannot be kept."),
        ("setup.pdf", b"MZ\x90", "The content is not what the end of the name, .pdf, says."),
        ("logo.svg", b"<svg><script>alert(1)</script></svg>", "Files of this kind cannot be kept."),
        ("logo.png", b"<svg><script>", "The content is not what the end of the name, .png, says."),
        ("page.html", b"<html>", "Files of this kind cannot be kept."),
        (
            "macro.docx",
            packed(word__document_xml=b"", word__vbaData_xml=b"x"),
            "This document holds macros",
        ),
        ("bomb.docx", packed(word__document_xml=bytes(301 * 1024 * 1024)), "Unpacked, this file"),
        ("large.pdf", PDF + bytes(20 * 1024 * 1024), "This file is larger than 20 MB."),
    ],
)
def test_what_cannot_be_kept_is_told_and_the_words_are_saved(client, draft, name, content, said):
    page = send(client, draft, file(name, content))

    assert page.status_code == 200
    assert f"{name}: {said}" in page.content.decode()
    assert now(draft).seeks == "A partner"
    assert not draft.files.exists()


def test_a_file_of_50_mb_is_let_go_and_the_other_file_and_the_words_stay(client, draft):
    page = send(client, draft, file("huge.pdf", PDF + bytes(50 * 1024 * 1024)), file())

    assert "huge.pdf: This file is larger than 20 MB." in page.content.decode()
    assert [kept.name for kept in draft.files.all()] == ["profile.pdf"]
    assert now(draft).seeks == "A partner"


def test_more_than_any_form_can_hold_is_not_read_at_all(client, draft):
    page = client.generic(
        "POST",
        step_of(draft, "wishes"),
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(MOST_AT_ONCE + 1),
    )

    assert page.status_code == 413
    assert "This is too much at once" in page.content.decode()


def test_a_text_of_many_megabytes_is_answered_in_words(client, draft):
    page = client.post(step_of(draft, "wishes"), {"seeks": "x" * 3_000_000})

    assert page.status_code == 413


def test_an_eleventh_file_is_refused(client, draft):
    ExpressionFileFactory.create_batch(10, expression=draft)
    page = send(client, draft, file())

    assert "There are 10 files already" in page.content.decode()
    assert draft.files.count() == 10


def test_more_than_60_mb_together_are_refused(client, draft):
    ExpressionFileFactory(expression=draft, size=60 * 1024 * 1024)
    page = send(client, draft, file())

    assert "more than 60 MB" in page.content.decode()


def test_the_same_file_twice_is_kept_once(client, draft):
    send(client, draft, file())
    send(client, draft, file("again.pdf"))

    assert draft.files.count() == 1


def test_a_file_is_removed_with_what_lies_on_the_disk(client, draft):
    send(client, draft, file())
    kept = draft.files.get()
    storage, place = kept.file.storage, kept.file.name

    for _ in range(2):
        client.post(step_of(draft, "wishes"), {"seeks": "A partner", "remove": kept.pk})

    assert not draft.files.exists()
    assert not storage.exists(place)
    assert now(draft).seeks == "A partner"


def test_the_file_of_another_expression_is_not_removed(client, draft):
    foreign = ExpressionFileFactory()
    client.post(step_of(draft, "wishes"), {"seeks": "x", "remove": foreign.pk})

    assert ExpressionFile.objects.filter(pk=foreign.pk).exists()


@pytest.mark.parametrize("remove", ["x", "-1", "9" * 30, "1'"])
def test_what_is_no_file_is_not_removed(client, draft, remove):
    assert client.post(step_of(draft, "wishes"), {"seeks": "x", "remove": remove}).status_code < 400


def test_names_of_files_lose_folders_and_signs_that_do_not_print(client, draft):
    send(client, draft, file("..\\..\\etc\u202efdp.pdf"))

    assert draft.files.get().name == "etcfdp.pdf"


# Who may have them ------------------------------------------------------------------------------


def own(expression, kept):
    return reverse("expression_own_file", args=[expression.link, kept.pk])


def test_the_sme_gets_its_file_as_an_attachment_that_can_do_nothing(client, draft):
    kept = ExpressionFileFactory(expression=draft)

    page = client.get(own(draft, kept))

    assert b"".join(page.streaming_content) == b"%PDF-1.7 profile"
    assert page["Content-Disposition"].startswith("attachment")
    assert page["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Cache-Control"] == "no-store"


def test_a_link_gives_no_file_of_another_expression(client, draft):
    assert client.get(own(draft, ExpressionFileFactory())).status_code == 404


def test_the_office_gets_files_of_what_it_may_read(client, partnership):
    cluster = MembershipFactory(partnership=partnership).cluster
    sent = ExpressionFactory(partnership=partnership, cluster=cluster)
    kept = ExpressionFileFactory(expression=sent)
    address = kept.get_document_url()
    far = MembershipFactory(partnership=partnership).cluster
    people = {
        200: [
            RoleFactory(kind="coordinator", partnership=partnership).person,
            RoleFactory(kind="partner", partnership=partnership, cluster=cluster).person,
        ],
        404: [
            RoleFactory(kind="partner", partnership=partnership, cluster=far).person,
            RoleFactory(kind="project officer", partnership=partnership).person,
            RoleFactory(kind="coordinator").person,
        ],
    }
    assert client.get(address).status_code == 404
    for status, group in people.items():
        for person in group:
            client.force_login(person)
            assert client.get(address).status_code == status, person


def test_nobody_in_the_office_gets_files_of_a_draft(client, draft):
    kept = ExpressionFileFactory(expression=draft)
    client.force_login(RoleFactory(kind="coordinator", partnership=draft.partnership).person)

    assert client.get(kept.get_document_url()).status_code == 404
