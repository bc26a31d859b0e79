"""Where the files of a submitted version go: all of them, or none."""

import contextlib
import logging
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from django.conf import settings

from common.stores import reports
from reporting.files import not_stored
from reporting.models import SnapshotFile

logger = logging.getLogger(__name__)

NOTHING = "Nothing was submitted"
WHAT = "The files cannot be stored"


def placed(draft: Path, folder: str, code: str) -> AbstractContextManager[Callable[[], str]]:
    """Gives a function that puts the files of a draft into a folder of the store, and tells which one.

    It is called under the lock of the report. What fails until the block ends takes the files away.
    Raises ``RenderingFailed``, where the store is away ``FilesAreAway``.
    """
    return _sent(draft, folder) if reports().is_shared else _moved(draft, folder, code)


@contextmanager
def _moved(draft: Path, folder: str, code: str) -> Iterator[Callable[[], str]]:
    target: Path | None = None

    def move() -> str:
        nonlocal target
        found = _free_folder(folder, code)
        place = Path(settings.REPORTS_ROOT, found)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            draft.rename(place)
        except OSError as error:
            raise not_stored(WHAT, error, NOTHING) from error
        target = place
        return found

    try:
        yield move
    except BaseException:
        if target is not None:
            shutil.rmtree(target, ignore_errors=True)
        raise


def _free_folder(folder: str, code: str) -> str:
    """The version's folder; beside it where the files of another report lie there already.

    That is so when an address went from one partnership to another. Files that no version owns are
    what a stopped server left behind.
    """
    if SnapshotFile.objects.filter(path__startswith=f"{folder}/").exists():
        return f"{folder}-{code}"
    left_behind = Path(settings.REPORTS_ROOT, folder)
    if left_behind.exists():
        logger.warning("Files that no submitted version owns are removed: %s", left_behind)
        shutil.rmtree(left_behind)
    return folder


@contextmanager
def _sent(draft: Path, folder: str) -> Iterator[Callable[[], str]]:
    """A bucket renames nothing: the files are sent before anybody waits, to a folder of their own."""
    place = f"{folder}-{secrets.token_hex(6)}"
    try:
        try:
            _forget_left_behind(f"{folder}-")
            for path in sorted(draft.iterdir()):
                with path.open("rb") as source, reports().writing(f"{place}/{path.name}") as target:
                    shutil.copyfileobj(source, target)
        except OSError as error:
            raise not_stored(WHAT, error, NOTHING) from error
        yield lambda: place
    except BaseException:
        with contextlib.suppress(OSError):  # what then stays is forgotten by the next submission
            for entry in list(reports().entries(f"{place}/")):
                reports().delete(entry.name)
        raise


def _forget_left_behind(beginning: str) -> None:
    """Remove what a stopped server sent for this version and nobody owns; not what is being sent."""
    oldest = time.time() - settings.DRAFTS_KEPT_SECONDS
    old = [entry.name for entry in reports().entries(beginning) if entry.modified < oldest]
    owned = set(SnapshotFile.objects.filter(path__in=old).values_list("path", flat=True))
    for name in set(old) - owned:
        logger.warning("A file that no submitted version owns is removed: %s", name)
        reports().delete(name)
