"""The history of a record: every change before and after, one of them undone, a record brought back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from simple_history.admin import SimpleHistoryAdmin

from common.access import Action, may_somewhere
from common.admin.access import OutOfReach, out_of_reach, require_reach
from common.admin.deleted import deleted_of, find_deleted, restore
from common.admin.refusals import explain
from common.admin.typing_in import filled_in, type_in
from common.admin.versions import (
    Change,
    FieldChange,
    Words,
    changes_in,
    label_of,
    told_fields,
    values_of,
    values_of_versions,
)

PER_PAGE = 50
LONGEST_SAVE = 20
"""Rows of the history that one save may leave."""

REASON = 100
"""Letters that the history keeps of a reason."""


class ReasonForm(forms.Form):
    """Why something is undone or done to many records."""

    reason = forms.CharField(
        label="Reason",
        max_length=REASON,
        help_text="Stands in the history, beside what changes.",
        error_messages={
            "required": "Say why: others will read it in the history.",
            "max_length": f"Tell the reason in at most {REASON} letters.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


@dataclass(frozen=True)
class Undoing:
    """A field that would be set back: what stands there, what will, and what is in the way.

    ``is_later`` where somebody changed it again since; ``is_fixed`` where nobody may set it here.
    """

    change: FieldChange
    now: str
    is_later: bool
    is_fixed: bool


def _back_in_words(error: ValidationError, model: type[models.Model]) -> list[str]:
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    labels = {field.name: label_of(field) for field in told_fields(model)}
    return [
        message if name == NON_FIELD_ERRORS else f"{labels.get(name, name)}: {message}"
        for name, messages_ in error.message_dict.items()
        for message in messages_
    ]


class HistoryPages(SimpleHistoryAdmin):
    """Pages of what was changed, by whom and why, and the way back."""

    object_history_template: Any = "admin/record_history.html"
    object_history_form_template = "admin/record_version.html"

    def get_urls(self) -> list[URLPattern]:
        """The ways back besides the usual pages."""
        info = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/history/<int:version>/undo/", view(self.undo_view), name=f"{info}_undo"),
            path("deleted/", view(self.deleted_view), name=f"{info}_deleted"),
            path("deleted/<int:version>/restore/", view(self.restore_view), name=f"{info}_restore"),
            *super().get_urls(),
        ]

    # The history of one record -------------------------------------------------------------------

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Every change of a record, the latest first; of a deleted one for who might restore it."""
        _check_number(object_id)
        record = self.get_object(request, object_id)
        is_deleted = record is None
        if record is None:
            record = find_deleted(self.model, request.user, int(object_id))
        if record is None:
            raise Http404("There is no such record.")
        rows = self._rows(int(object_id))
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get(PAGE_VAR))
        start = page.start_index() - 1 if page.paginator.count else 0
        versions = list(rows[start : start + PER_PAGE + LONGEST_SAVE])
        shown = {version.pk for version in versions[:PER_PAGE]}
        found = changes_in(self.model, versions, request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": str(record),
            "object": record,
            "opts": self.opts,
            "is_deleted": is_deleted,
            "page_obj": page,
            "page_var": PAGE_VAR,
            "page_range": page.paginator.get_elided_page_range(page.number),
            "changes": [change for change in found if change.version.pk in shown],
            "may_undo": not is_deleted and self.has_change_permission(request, record),
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> Any:
        """One version of a record; both have a number, and the record is within reach."""
        _check_number(object_id)
        _check_number(version_id)
        if self.get_object(request, object_id) is None:
            raise Http404("There is no such record.")
        return super().history_form_view(request, object_id, version_id, extra_context)

    def _rows(self, pk: int) -> Any:
        kept: Any = self.model.history
        return (
            kept.filter(**{self.opts.pk.attname: pk})
            .select_related("history_user")
            .order_by("-history_date", "-history_id")
        )

    # One change, undone -----------------------------------------------------------------------

    def undo_view(self, request: HttpRequest, pk: int, version: int) -> HttpResponse:
        """Ask whether one change shall be undone, and undo it."""
        if request.method == "POST":
            with transaction.atomic():
                return self._undo_page(request, pk, version)
        return self._undo_page(request, pk, version)

    def _undo_page(self, request: HttpRequest, pk: int, version: int) -> HttpResponse:
        record = self.get_object(request, str(pk))
        change = record and self._find_change(request, pk, version)
        if not record or not change:
            raise Http404("There is no such change.")
        if not self.has_change_permission(request, record):
            raise PermissionDenied("You may not change this record.")
        fields = self._undoings(request, record, change)
        form = ReasonForm(request.POST or None)
        again = set(request.POST.getlist("again"))
        taken = [
            each.change
            for each in fields
            if not each.is_fixed and (not each.is_later or each.change.name in again)
        ]
        refusals: list[str] = []
        if request.method == "POST" and form.is_valid():
            if not taken:
                refusals = ["Tick at least one field: otherwise nothing would be set back."]
            else:
                refusals = self._set_back(request, record, taken, form.cleaned_data["reason"])
            if not refusals:
                what = ", ".join(change.label for change in taken)
                messages.success(request, f"Set back: {what}. The history tells of it.")
                return redirect(self._address("history", pk))
        context = {
            **self.admin_site.each_context(request),
            "title": "Undo this change",
            "opts": self.opts,
            "object": self.get_object(request, str(pk)),
            "change": change,
            "fields": fields,
            "again": again,
            "is_possible": any(not each.is_fixed for each in fields),
            "form": form,
            "refusals": refusals,
        }
        return TemplateResponse(request, "admin/undo_change.html", context)

    def _find_change(self, request: HttpRequest, pk: int, version: int) -> Change | None:
        kept = self._rows(pk).filter(pk=version).first()
        if kept is None:
            return None
        earlier = self._rows(pk).filter(history_date__lte=kept.history_date, pk__lte=version)
        found = changes_in(self.model, list(earlier[: LONGEST_SAVE + 1]), request.user)
        return found[0] if found and found[0].fields else None

    def _undoings(self, request: HttpRequest, record: Any, change: Change) -> list[Undoing]:
        now = values_of(record)
        words = Words(self.model, [now], request.user)
        offered = self.get_form(request, record, change=True).base_fields
        named = {field.name: field for field in words.fields}
        return [
            Undoing(
                each,
                words.say(named[each.name], now[each.name]),
                is_later=now[each.name] != each.new,
                is_fixed=each.name not in offered or offered[each.name].disabled,
            )
            for each in change.fields
        ]

    def _set_back(
        self, request: HttpRequest, record: Any, taken: Iterable[FieldChange], reason: str
    ) -> list[str]:
        """Set fields back through the record's own form; return why not, and change nothing then."""
        form_class = self.get_form(request, record, change=True)
        data = filled_in(form_class(instance=record))
        files = {}
        for change in taken:
            if isinstance(self.opts.get_field(change.name), models.FileField):
                files[change.name] = change.old
            else:
                type_in(data, form_class(instance=record)[change.name], change.old)
        form = form_class(data, instance=record)
        if not form.is_valid():
            return _back_in_words(ValidationError(form.errors.as_data()), self.model)
        try:
            with transaction.atomic():
                saved = self.save_form(request, form, change=True)
                for name, kept in files.items():
                    setattr(saved, name, kept)
                saved._change_reason = reason
                self.save_model(request, saved, form, change=True)
                form.save_m2m()
                require_reach(request.user, saved, Action.CHANGE)
        except IntegrityError as error:
            return _back_in_words(explain(error, [self.model]), self.model)
        except OutOfReach:
            return _back_in_words(out_of_reach(), self.model)
        return []

    # Deleted records ----------------------------------------------------------------------------

    def may_restore(self, request: HttpRequest) -> bool:
        """Whether somebody may bring back any record of this kind."""
        kept = self.model.history.model
        return not kept._history_excluded_fields and may_somewhere(
            request.user, Action.ADD, self.model
        )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list, with the way to what was deleted."""
        url = self._address("deleted") if self.may_restore(request) else ""
        return super().changelist_view(request, {"deleted_url": url, **(extra_context or {})})

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """What was deleted, the latest first, as far as somebody may bring it back."""
        self._check_restoring(request)
        page = Paginator(deleted_of(self.model, request.user), PER_PAGE).get_page(
            request.GET.get(PAGE_VAR)
        )
        context = {
            **self.admin_site.each_context(request),
            "title": f"Deleted {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "page_obj": page,
            "page_var": PAGE_VAR,
            "page_range": page.paginator.get_elided_page_range(page.number),
        }
        return TemplateResponse(request, "admin/deleted_records.html", context)

    def restore_view(self, request: HttpRequest, version: int) -> HttpResponse:
        """Ask whether a deleted record shall come back, and bring it back."""
        self._check_restoring(request)
        found = [row for row in deleted_of(self.model, request.user) if row.version.pk == version]
        if not found:
            raise Http404("There is no such deleted record, or it has come back already.")
        (row,) = found
        form = ReasonForm(request.POST or None)
        refusals: list[str] = []
        if request.method == "POST" and form.is_valid():
            try:
                restored = restore(row, by=request.user, reason=form.cleaned_data["reason"])
            except ValidationError as error:
                refusals = _back_in_words(error, self.model)
            except OutOfReach:
                refusals = _back_in_words(out_of_reach(), self.model)
            else:
                messages.success(request, f"“{restored}” is back.")
                return redirect(self._address("change", restored.pk))
        (values,) = values_of_versions(self.model, [row.last])
        context = {
            **self.admin_site.each_context(request),
            "title": "Bring back a deleted record",
            "opts": self.opts,
            "row": row,
            "told": Words(self.model, [values], request.user).tell(values),
            "form": form,
            "refusals": refusals,
        }
        return TemplateResponse(request, "admin/restore_record.html", context)

    def _check_restoring(self, request: HttpRequest) -> None:
        if not self.may_restore(request):
            raise PermissionDenied("You may not bring back records of this kind.")

    def _address(self, name: str, *args: Any) -> str:
        info = f"{self.opts.app_label}_{self.opts.model_name}"
        return reverse(f"{self.admin_site.name}:{info}_{name}", args=args)


def _check_number(asked: str) -> None:
    if not asked.isdecimal():
        raise Http404("There is no such version.")
