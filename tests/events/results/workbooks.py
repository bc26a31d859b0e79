"""Workbooks as other tools export them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

PARTICIPANTS = [
    ["Organization", "Country", "Group", "Full name", "Email", "Checked in"],
    ["Alpha Optik GmbH", "Germany", "European SME", "Ada Vogel", "ada@example.org", "yes"],
    ["Alpha Optik GmbH", "Germany", "European SME", "Bo Lind", "", "no"],
    ["Gamma Kogaku", "Japan", "Third-country business", "Chiyo Mori", "chiyo@example.org", "x"],
    ["Epsilon Cluster", "FR", "EU cluster", "", "", "no"],
]
MEETINGS = [
    ["Requester", "Receiver", "Took place", "Slot"],
    ["ALPHA OPTIK GMBH", "Gamma Kogaku", "yes", "09:20"],
    ["Epsilon Cluster", "Gamma Kogaku", "no", "09:40"],
    ["Gamma Kogaku", "Alpha Optik GmbH", "", "10:00"],
]
MAPPING = {
    "participants": {
        "sheet": "Participants",
        "header": 1,
        "columns": {
            "organisation": "Organization",
            "country": "Country",
            "side": "Group",
            "person": "Full name",
            "email": "Email",
            "attended": "Checked in",
        },
    },
    "meetings": {
        "sheet": "Meetings",
        "header": 1,
        "columns": {
            "party_a": "Requester",
            "party_b": "Receiver",
            "held": "Took place",
            "time": "Slot",
        },
    },
}


def workbook(name="export.xlsx", **sheets):
    """An upload with these sheets; each is a list of rows."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return SimpleUploadedFile(name, buffer.getvalue())


def export(participants=PARTICIPANTS, meetings=MEETINGS):
    """The usual export, with other rows if need be."""
    return workbook(Participants=participants, Meetings=meetings)
