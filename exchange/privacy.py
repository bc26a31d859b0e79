"""What workbooks keep about people."""

from exchange.models import WorkbookImport
from partnership.privacy.personal import Personal, personal

personal.append(
    Personal(
        WorkbookImport,
        "uploaded_by",
        "Workbooks imported",
        ("file_name", "partnership", "uploaded_at", "imported_at"),
        kept_because="Who changed a partnership by a workbook must stay known, by number.",
    )
)
