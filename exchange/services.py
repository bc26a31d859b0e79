"""Use cases: take a partnership out as a workbook, and bring one in."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from exchange.exceptions import RecordsHaveChanged, WorkbookIsFaulty
from exchange.plan import Plan, make_plan
from exchange.saving import save_drafts
from exchange.versions import Author
from partnership.models import Partnership
from reporting.engine.progress import Progress, confirm, silent
from reporting.sources import fingerprint

TRIES = 3


@dataclass(frozen=True)
class Outcome:
    """What an import has done."""

    partnership: Partnership
    plan: Plan


def import_workbook(
    path: Path,
    *,
    partnership: Partnership | None,
    by: Any,
    reason: str,
    progress: Progress = silent,
    expected: str = "",
    finish: Callable[[Partnership], None] | None = None,
) -> Outcome:
    """Bring a workbook in, all of it or nothing.

    ``by`` is whoever imports, None for the administrator at the command line. ``expected`` is the
    digest of the plan that was looked at: where the import would do something else by now, it raises
    ``RecordsHaveChanged``. ``finish`` is called with the partnership in the same transaction. Raises
    ``NotAWorkbook`` and ``WorkbookIsFaulty``.
    """
    for _ in range(TRIES):
        state = fingerprint()
        plan = make_plan(path, partnership=partnership, by=by, progress=progress)
        if not plan.is_possible:
            raise WorkbookIsFaulty(tell_faults(plan))
        if expected and plan.digest() != expected:
            raise RecordsHaveChanged(
                "Records have changed since you looked at the preview, so that this import would do "
                "something else. Nothing was imported; look at the new preview."
            )
        saved = _save(plan, state, partnership, Author(by, reason), progress, finish)
        if saved is not None:
            return Outcome(saved, plan)
    raise RecordsHaveChanged(
        "Others are changing records all the time just now. Nothing was imported; try again in a "
        "quiet moment."
    )


def _save(
    plan: Plan,
    state: str,
    partnership: Partnership | None,
    author: Author,
    progress: Progress,
    finish: Callable[[Partnership], None] | None,
) -> Partnership | None:
    """Write a plan, unless somebody has written since it was made."""
    made = plan.store.partnership
    try:
        with transaction.atomic():
            if partnership is not None:
                # Two imports into one partnership take turns.
                Partnership.objects.select_for_update().get(pk=partnership.pk)
            if made is None or fingerprint() != state:
                return None
            save_drafts(plan.store, author, progress)
            if finish is not None:
                finish(made)
            # At the end: until then signs of life and the progress can be written beside it.
            confirm(progress)
            return made
    except IntegrityError as error:
        raise RecordsHaveChanged(
            "Somebody entered one of these records at the same moment. Nothing was imported; try again."
        ) from error


def tell_faults(plan: Plan) -> str:
    """How many faults there are, in a sentence."""
    number = len(plan.faults)
    things = "one thing" if number == 1 else f"{number:,} things"
    return f"Nothing was imported: {things} in the workbook must be mended first."
