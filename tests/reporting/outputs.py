"""Everything that a reader of an edition can get hold of, as bytes, with every archive unpacked."""

from functools import lru_cache
from io import BytesIO
from itertools import count
from urllib.parse import unquote
from zipfile import ZipFile

import pikepdf
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader

from reporting.dashboard.lists import Lists
from reporting.dossier import dossier_name, version_in_force, write_dossier
from reporting.engine.registries import figures, writers
from tests.reporting.reading import read
from website import urls as website_urls


@lru_cache(maxsize=512)
def readable(content):
    """The bytes of a file and of all that is packed in it; of a PDF all its words, in any coding."""
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            inside = [readable(archive.read(name)) for name in names]
        return b"\n".join([content, "\n".join(names).encode(), *inside])
    if content.startswith(b"%PDF") and b"/Catalog" in content + _unpacked(content):
        return b"\n".join([content, _words(content), _unpacked(content)])
    return content


def _words(content):
    pdf = PdfReader(BytesIO(content))
    pages = [page.extract_text() for page in pdf.pages]
    titles = [str(entry) for entry in pdf.outline]
    packed = [name + data.decode("latin-1") for name, [data] in pdf.attachments.items()]
    return "\n".join([*pages, *titles, *packed, str(pdf.metadata)]).encode()


def _unpacked(content):
    target = BytesIO()
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            pdf.save(
                target,
                compress_streams=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
    except pikepdf.PdfError:
        return b""
    return target.getvalue().replace(b"\0", b"")  # words of two bytes a sign


def holding(outputs, words):
    """Those of the words that stand in some output, with the names of the outputs."""
    found = {}
    for name, content in outputs.items():
        text = unquote(content.decode(errors="replace")).casefold()
        for word in words:
            if word.casefold() in text:
                found.setdefault(word, []).append(name)
    return found


def of_edition(client, report, edition, folder):
    """Pages, downloads, pictures, the dossiers and the stored files of an edition, with their headers."""
    asked = {"edition": edition.value}
    outputs = {"page": answer(client, report.get_absolute_url(), asked)}
    outputs["pictures"] = pictures_of(client, report.get_absolute_url(), asked)
    for key in writers:
        address = reverse("report_download", args=[*report.address, key])
        outputs[f"{key} with evidence"] = answer(client, address, {**asked, "annex": "1"})
        if key == "pdf":
            outputs["volumes"] = volumes_of(client, address, {**asked, "annex": "1"})
        else:
            outputs[key] = answer(client, address, asked)
    for file in version_in_force(report).files.filter(edition=edition):
        file.snapshot.report = report
        stored = answer(client, file.get_absolute_url())
        name = "stored volumes" if file.volume else f"stored {file.format}"
        outputs[name] = outputs.get(name, b"") + stored
    for is_working in (True, False):
        target = folder / f"{edition}-{report.key}-{is_working}.zip"
        write_dossier(target, report=report, edition=edition, is_working=is_working)
        name = dossier_name(report, edition, None if is_working else version_in_force(report))
        outputs[f"dossier {is_working}"] = name.encode() + readable(target.read_bytes())
    return outputs


def volumes_of(client, address, asked):
    """All volumes of a PDF together; there is at least one."""
    found = []
    for number in count(1):
        if client.get(address, {**asked, "volume": number}).status_code == 404:
            break
        found.append(answer(client, address, {**asked, "volume": number}))
    assert found, address
    return b"\n".join(found)


def pictures_of(client, page, asked=None):
    """All pictures of a page together; they are drawn after it was asked for once."""
    client.get(page, asked or {})
    shown = read(client.get(page, asked or {}))
    sources = [each.attributes["srcset"] for each in shown.find("source")]
    images = [
        each.attributes["src"] for place in shown.find("picture") for each in place.find("img")
    ]
    assert images, page
    return b"\n".join(answer(client, address) for address in sources + images)


def pages_of_the_site(partnership):
    """The addresses of every page of the public site, in each language."""
    given = {
        frozenset({"slug"}): [{}],
        frozenset({"slug", "code"}): [
            {"code": row.code} for row in partnership.targetmarkets.all()
        ],
        frozenset({"slug", "pk"}): [{"pk": row.pk} for row in partnership.events.all()],
    }
    # The pages of the portal itself stand beside them, see of_the_public.
    ways = [way for way in website_urls.urlpatterns if way.name not in ("home", "home_page")]
    for language, _ in settings.LANGUAGES:
        with override(language):
            for way in ways:
                for more in given[frozenset(way.pattern.regex.groupindex)]:
                    yield reverse(way.name, kwargs={"slug": partnership.slug, **more})


def of_the_public(client, report):
    """The pages and answers that anybody gets, besides those of a report's editions."""
    partnership = report.partnership
    addresses = [
        reverse("home"),
        *pages_of_the_site(partnership),
        reverse("api-partnership-list"),
        reverse("api-partnership-detail", args=[partnership.slug]),
        reverse("api-partnership-report", args=report.address),
        reverse("periods", args=[partnership.slug, report.document]),
        reverse("verify"),
        *(
            reverse("verify_code", args=[code])
            for code in report.snapshots.values_list("code", flat=True)
        ),
        *(
            reverse("verify_file", args=[file.sha256])
            for snapshot in report.snapshots.all()
            for file in snapshot.files.all()
        ),
    ]
    outputs = {address: answer(client, address) for address in addresses}
    outputs["pictures of the page"] = pictures_of(
        client, reverse("site_results", args=[partnership.slug])
    )
    for agreement in partnership.agreements.all():
        address = agreement.get_document_url()
        outputs[address] = answer(client, address, status=404)
    return outputs


def of_the_dashboard(client, partnership):
    """The dashboard in the edition of whoever is signed in: pages, lists, pictures and tables."""
    slug, programme = partnership.slug, partnership.programme_id
    addresses = [
        reverse("dashboard", args=[slug]),
        reverse("dashboard_changes", args=[slug]),
        *(reverse("dashboard_list", args=[slug, key]) for key in Lists.known),
        *(reverse("dashboard_figure", args=[slug, key]) for key in figures),
        reverse("programme", args=[programme]),
        *(reverse("programme_download", args=[programme, key]) for key in ("csv", "xlsx")),
    ]
    outputs = {address: answer(client, address) for address in addresses}
    outputs["pictures of the dashboard"] = pictures_of(client, addresses[0])
    return outputs


def answer(client, address, data=None, *, status=200):
    """The headers and the readable content of an answer."""
    response = client.get(address, data or {})
    assert response.status_code == status, address
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    return headers.encode() + b"\n" + readable(response.getvalue())
