"""Who may take a partnership out as a workbook, and who may bring one in."""

from typing import Any

from rules.predicates import is_active, is_staff, predicate

from common.access import grant, own_partnership
from exchange.drafts import Draft
from exchange.faults import Fault, Place
from exchange.identities import SHARED
from exchange.models import WorkbookImport
from exchange.store import Store
from partnership.choices import RoleKind
from partnership.models import ClusterFigures, Partnership

# Workbooks and previews hold confidential names: whoever runs the partnership sees who brought one in.
grant(WorkbookImport, to=RoleKind.COORDINATOR, view=own_partnership())


@predicate
def may_change(user: Any, partnership: Partnership | None) -> bool:
    """Whether somebody may change the partnership."""
    return partnership is not None and bool(
        user.has_perm("partnership.change_partnership", partnership)
    )


@predicate
def may_add(user: Any) -> bool:
    """Whether somebody may add partnerships."""
    return bool(user.has_perm("partnership.add_partnership"))


can_export = is_active & is_staff & may_change
"""Takes a partnership out: the workbook holds everything of it, confidential names included."""

can_import_into = is_active & is_staff & may_change
"""Changes a partnership by a workbook."""

can_create = is_active & is_staff & may_add
"""Makes a new partnership of a workbook."""


def can_import(user: Any, partnership: Partnership | None) -> bool:
    """Whether somebody may import a workbook: into a partnership, or as a new one."""
    if partnership is None:
        return bool(can_create.test(user))
    return bool(can_import_into.test(user, partnership))


def faults_of_rights(user: Any, store: Store) -> list[Fault]:
    """What a workbook would change of that which all partnerships share, against the person's rights."""
    faults = []
    for model in SHARED:
        for draft in store.all(model):
            if not draft.is_to_be_saved:
                continue
            if not _may_save(user, draft):
                verb = "add" if draft.is_new else "change"
                faults.append(
                    Fault(
                        _place(draft.place, draft.places.values()),
                        f"You may not {verb} this {model._meta.verbose_name}: other partnerships share it. Leave it as "
                        f"the portal has it, or ask an administrator.",
                    )
                )
    return faults


def _may_save(user: Any, draft: Draft) -> bool:
    record = draft.record
    names = record._meta.app_label, record._meta.model_name
    if isinstance(record, ClusterFigures) and not record.cluster._state.adding:
        # A figure that is not saved cannot be asked about; its cluster can.
        return bool(user.has_perm("partnership.change_cluster", record.cluster))
    if draft.is_new:
        return bool(user.has_perm(f"{names[0]}.add_{names[1]}"))
    return bool(user.has_perm(f"{names[0]}.change_{names[1]}", record))


def _place(row: Place | None, cells: Any) -> Place:
    return row or next(iter(cells), Place(""))
