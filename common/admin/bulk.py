"""Changes of many records at once: confirmed first, all or nothing, each with its own history."""

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import ModelAdmin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from common.access import Action, allowed, may_somewhere
from common.admin.access import OUT_OF_REACH
from common.admin.history import ReasonForm
from common.admin.refusals import explain
from common.admin.versions import label_of, plain

MOST = 2000
"""Records that are changed at once; each is checked and kept in the history."""

NAMED = 10
"""Records that the page names."""

CONFIRMED = "_confirmed"


@dataclass(frozen=True)
class BulkChange:
    """A field that can be set in many records: to a value, or to one that is chosen then."""

    key: str
    label: str
    """As the select above the list writes it."""
    field: str
    value: Any = None


@dataclass(frozen=True)
class Refusal:
    """A record that does not take the change, and why."""

    name: str
    reasons: tuple[str, ...]


class Refused(Exception):
    """At least one record does not take the change, so that none is changed."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__()
        self.refusals = refusals


class BulkPages(ModelAdmin):
    """Offers changes of many records above the list."""

    bulk_changes: ClassVar[tuple[BulkChange, ...]] = ()

    def get_actions(self, request: HttpRequest) -> Any:
        """Besides the usual actions, the changes; for those who may change any such record."""
        actions: dict[str, Any] = super().get_actions(request)
        if may_somewhere(request.user, Action.CHANGE, self.model):
            for change in self.bulk_changes:
                actions[change.key] = (partial(_act, change), change.key, change.label)
        return actions

    def bulk_view(
        self, request: HttpRequest, chosen: models.QuerySet, change: BulkChange
    ) -> HttpResponse:
        """Ask whether the chosen records shall be changed, and change them."""
        rows = allowed(self.model._default_manager.filter(pk__in=chosen.values("pk")), request.user)
        number = rows.count()
        mine = allowed(rows, request.user, Action.CHANGE)
        to_change = mine.count()
        is_sent = CONFIRMED in request.POST
        form = self._bulk_form(request, change, request.POST if is_sent else None)
        refusals: list[Refusal] = []
        trouble = ""
        if to_change > MOST:
            trouble = (
                f"At most {MOST} records are changed at once. Go back and choose fewer, for example with a "
                "filter."
            )
        elif is_sent and request.POST.get("expected") != str(to_change):
            trouble = "The list has changed meanwhile. Look at the number, and confirm once more."
        elif is_sent and form.is_valid():
            value = form.cleaned_data.get("value", change.value)
            try:
                done = self._change_all(request, mine, change, value, form.cleaned_data["reason"])
            except Refused as refused:
                refusals = refused.refusals
            else:
                self._tell(request, done, to_change)
                return redirect(request.get_full_path())
        context = {
            **self.admin_site.each_context(request),
            "title": change.label,
            "opts": self.opts,
            "change": change,
            "chosen_words": self._words(change),
            "number": to_change,
            "not_mine": number - to_change,
            "what": self._noun(to_change),
            "named": list(mine.select_related(*self._related())[:NAMED]),
            "form": form,
            "trouble": trouble,
            "is_possible": 0 < to_change <= MOST,
            "refusals": refusals[:NAMED],
            "more_refusals": len(refusals[NAMED:]),
            "confirmed": CONFIRMED,
            "selected_name": ACTION_CHECKBOX_NAME,
            "selected": self._selected(request),
            "select_across": request.POST.get("select_across", "0"),
            "back": request.get_full_path(),
        }
        return TemplateResponse(request, "admin/bulk_change.html", context)

    def _related(self) -> tuple[str, ...]:
        related: Any = self.list_select_related
        return tuple(related) if not isinstance(related, bool) else ()

    def _noun(self, number: int) -> str:
        return str(self.opts.verbose_name if number == 1 else self.opts.verbose_name_plural)

    def _selected(self, request: HttpRequest) -> list[str]:
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        # Of “all”, one will do: the others are found again by the filter of the list.
        return chosen[:1] if request.POST.get("select_across") == "1" else chosen

    def _words(self, change: BulkChange) -> str:
        field: Any = self.opts.get_field(change.field)
        if change.value is None:
            return ""
        return str(dict(field.flatchoices).get(change.value, change.value))

    def _bulk_form(self, request: HttpRequest, change: BulkChange, data: Any) -> forms.Form:
        field: Any = self.opts.get_field(change.field)
        fields: dict[str, Any] = {}
        if change.value is None:
            missing = {"required": f"Choose the {field.verbose_name}."}
            label = label_of(field)
            if field.remote_field:
                offered = allowed(field.remote_field.model._default_manager.all(), request.user)
                fields["value"] = forms.ModelChoiceField(
                    offered, label=label, error_messages=missing
                )
            else:
                kinds = [(True, "Yes"), (False, "No")] if field.choices is None else field.choices
                fields["value"] = forms.TypedChoiceField(
                    choices=[("", "---------"), *kinds],
                    coerce=field.to_python,
                    label=label,
                    error_messages=missing,
                )
        made: type[forms.Form] = type("BulkForm", (ReasonForm,), fields)
        form = made(data)
        form.order_fields(["value", "reason"])
        return form

    def _change_all(
        self,
        request: HttpRequest,
        rows: models.QuerySet,
        change: BulkChange,
        value: Any,
        reason: str,
    ) -> int:
        """Change the records that stand otherwise, or none; returns how many. Raises ``Refused``."""
        refusals: list[Refusal] = []
        changed: list[int] = []
        with transaction.atomic():
            chosen = list(rows.order_by().values_list("pk", flat=True))
            locked = self.model._base_manager.filter(pk__in=chosen).order_by()
            list(locked.select_for_update().values_list("pk"))
            for record in rows.filter(pk__in=chosen).select_related(*self._related()):
                if plain(getattr(record, change.field)) == plain(value):
                    continue
                refusal = self._change_one(request, record, change, value, reason)
                refusals += [refusal] if refusal else []
                changed.append(record.pk)
            kept = allowed(
                self.model._default_manager.filter(pk__in=changed), request.user, Action.CHANGE
            )
            if not refusals and kept.count() != len(changed):
                refusals = [Refusal("All of them", (OUT_OF_REACH,))]
            if refusals:
                raise Refused(refusals)
        return len(changed)

    def _change_one(
        self, request: HttpRequest, record: Any, change: BulkChange, value: Any, reason: str
    ) -> Refusal | None:
        name = str(record)
        setattr(record, change.field, value)
        try:
            record.full_clean()
            record._change_reason = reason
            record._history_user = request.user
            with transaction.atomic():
                record.save()
        except ValidationError as error:
            return Refusal(name, tuple(error.messages))
        except IntegrityError as error:
            return Refusal(name, tuple(explain(error, [self.model]).messages))
        return None

    def _tell(self, request: HttpRequest, done: int, of: int) -> None:
        told = f"{done} {self._noun(done)} changed."
        if same := of - done:
            told += f" {same} stood like this already."
        messages.success(request, told)


def _act(
    change: BulkChange, model_admin: BulkPages, request: HttpRequest, rows: models.QuerySet
) -> HttpResponse:
    return model_admin.bulk_view(request, rows, change)
