"""Submitted versions as readers find them, and what a code or a hash tells a stranger."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from partnership.models import Partnership
from reporting.choices import SnapshotState
from reporting.engine.editions import Edition
from reporting.models import Report, Snapshot, SnapshotFile
from reporting.permissions import can_read_stored_file

SHA256 = re.compile(r"[0-9a-f]{64}")
CODE = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class ShownVersion:
    """A submitted version with the files that the reader may have, by edition."""

    snapshot: Snapshot
    editions: dict[Edition, list[SnapshotFile]] = field(default_factory=dict)
    successor: int = 0
    """The number of the next version that the reader may have files of; of the last one, 0."""

    @property
    def is_in_force(self) -> bool:
        """Whether it is neither superseded nor withdrawn."""
        return self.snapshot.state == SnapshotState.SUBMITTED


@dataclass(frozen=True)
class ShownVersions:
    """The versions of a report: the one in force, if any, and the earlier ones, latest first."""

    latest: ShownVersion | None
    earlier: list[ShownVersion]


NO_VERSIONS = ShownVersions(None, [])


def versions_of(partnership: Partnership, user: Any) -> dict[int, ShownVersions]:
    """The submitted versions by report, with the files that somebody may have. One query.

    A version of which nobody may have anything does not exist for the reader.
    """
    files = SnapshotFile.objects.filter(snapshot__report__partnership=partnership)
    return _by_report(_grouped(_with_reports(files), [partnership], user))


def versions_of_report(report: Report, user: Any) -> ShownVersions:
    """The submitted versions of one report; like ``versions_of``. One query."""
    files = SnapshotFile.objects.filter(snapshot__report=report)
    return _divided(_grouped(_with_reports(files), [report.partnership], user))


def versions_of_reports(
    reports: Collection[Report], files: QuerySet[SnapshotFile], user: Any
) -> dict[int, ShownVersions]:
    """The submitted versions by report, as far as they have one of these files. One query."""
    own = files.filter(snapshot__report__in=reports)
    partnerships = [report.partnership for report in reports]
    return _by_report(_grouped(_with_reports(own), partnerships, user))


def _with_reports(files: Any) -> Any:
    in_order = files.order_by("snapshot__report_id", "-snapshot__number", "pk")
    return in_order.select_related("snapshot__report").defer("snapshot__data")


def _by_report(versions: Iterable[ShownVersion]) -> dict[int, ShownVersions]:
    return {
        report: _divided(list(own))
        for report, own in groupby(versions, key=lambda v: v.snapshot.report_id)
    }


def _grouped(
    files: Iterable[SnapshotFile], partnerships: Iterable[Partnership], user: Any
) -> list[ShownVersion]:
    known = {partnership.pk: partnership for partnership in partnerships}
    versions: dict[int, ShownVersion] = {}
    for file in files:
        report = file.snapshot.report
        report.partnership = known[report.partnership_id]  # its address needs it
        if can_read_stored_file.test(user, file):
            version = versions.setdefault(file.snapshot_id, ShownVersion(file.snapshot))
            version.editions.setdefault(Edition(file.edition), []).append(file)
    return list(versions.values())


def _divided(versions: list[ShownVersion]) -> ShownVersions:
    numbers = [0, *(version.snapshot.number for version in versions)]
    versions = [
        replace(version, successor=number)
        for version, number in zip(versions, numbers, strict=False)
    ]
    latest = next((version for version in versions if version.is_in_force), None)
    return ShownVersions(latest, [version for version in versions if version is not latest])


AT_HAND = (
    *(field.attname for field in SnapshotFile._meta.concrete_fields),
    "snapshot__number",
    "snapshot__state",
    *(f"snapshot__report__{name}" for name in ("document", "key", "is_public", "partnership_id")),
    "snapshot__report__partnership__slug",
)
"""What is read of a stored file that is sent: it happens very often."""


def find_stored_file(
    address: tuple[str, str, str], number: int, wanted: tuple[str, str, int]
) -> SnapshotFile | None:
    """A stored file of a version, whoever may have it, with its version and report. One query.

    ``address`` is a partnership's slug, a document and a report's key, ``wanted`` edition, format and volume.
    """
    slug, document, key = address
    edition, file_format, volume = wanted
    files = SnapshotFile.objects.filter(
        snapshot__report__partnership__slug=slug,
        snapshot__report__document=document,
        snapshot__report__key=key,
        snapshot__number=number,
        edition=edition,
        format=file_format,
        volume=volume,
    )
    related = files.order_by().select_related("snapshot__report__partnership")
    found: SnapshotFile | None = next(iter(related.only(*AT_HAND)), None)
    return found


# For strangers -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verified:
    """What the portal tells of a code: the version, and the SHA-256 of its files."""

    snapshot: Snapshot
    hashes: list[str]

    @property
    def is_named(self) -> bool:
        """Whether its name may be told: only that of a public report."""
        return self.snapshot.report.is_public


def find_by_code(code: str) -> Verified | None:
    """The submitted version of a code as it was typed, or nothing. At most two queries."""
    wanted = normalised(code)
    if not CODE.fullmatch(wanted):
        return None
    rows = Snapshot.objects.without_data().select_related("report__partnership")
    snapshot = rows.filter(code=wanted).first()
    if snapshot is None:
        return None
    hashes = snapshot.files.values_list("sha256", flat=True).order_by("sha256")
    return Verified(snapshot, list(hashes))


def state_of_file(sha256: str) -> SnapshotState | None:
    """What became of the version that has such a file, or nothing. At most one query.

    A file of several versions, such as a table that did not change, counts by the best of them.
    """
    wanted = normalised(sha256)
    if not SHA256.fullmatch(wanted):
        return None
    states = SnapshotFile.objects.filter(sha256=wanted).values_list("snapshot__state", flat=True)
    found = set(states)
    return next((state for state in SnapshotState if state in found), None)


def normalised(typed: str) -> str:
    """A code or hash as it is stored: small letters, without blanks and hyphens."""
    return re.sub(r"[\s-]", "", typed).lower()
