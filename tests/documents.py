"""Small files of each kind that may be uploaded, and some that may not."""

from io import BytesIO
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def archive(**parts):
    """A zip archive with these parts; a double underscore in a name is a slash."""
    target = BytesIO()
    with ZipFile(target, "w") as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return target.getvalue()


def upload(name="agreement.pdf", content=PDF):
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)
