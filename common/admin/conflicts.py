"""Two people at one record: who else has it open, and what to do when both have changed it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.options import ModelAdmin
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from common.admin.presence import leave, visitors
from common.admin.typing_in import type_in
from common.admin.versions import Words, label_of, plain, told_fields, values_of
from common.opened import FIELD, is_untouched, seal

TAKE = "_take-"
THEIRS = "theirs"


@dataclass(frozen=True)
class Difference:
    """A field that somebody else changed: what stands there now, and what the form would set."""

    name: str
    label: str
    theirs: str
    yours: str
    is_untouched: bool
    """Whether the form only still shows what stood there before."""


@dataclass(frozen=True)
class Conflict:
    """What others changed while a form was open, and who did so last."""

    differences: tuple[Difference, ...]
    person: Any
    moment: Any


class ConflictPages(ModelAdmin):
    """Warns when a record is open elsewhere, and holds a save that would undo another one unseen."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """The record; one that is about to be saved is locked, so that it stays as it is compared."""
        if request.method == "POST" and connection.in_atomic_block and object_id.isdecimal():
            rows = self.model._base_manager.select_for_update().order_by()
            list(rows.filter(pk=int(object_id)).values_list("pk"))
        return super().get_object(request, object_id, from_field)

    def changeform_view(
        self, request: Any, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page; before it is saved, the fields for which somebody takes what the others wrote."""
        if request.method == "POST" and object_id is not None:
            self._take_theirs(request, object_id)
        return super().changeform_view(request, object_id, *args, **kwargs)

    def _take_theirs(self, request: Any, object_id: str) -> None:
        names = [
            key.removeprefix(TAKE)
            for key, value in request.POST.items()
            if key.startswith(TAKE) and value == THEIRS
        ]
        record = self.get_object(request, object_id) if names else None
        if record is None or not self.has_change_permission(request, record):
            return
        form = self.get_form(request, record, change=True)(instance=record)
        sent = request.POST.copy()
        for name in names:
            if name in form.fields:
                type_in(sent, form[name], form[name].initial)
                request.FILES.pop(name, None)
        request.POST = sent

    def render_change_form(
        self, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page, with who else has the record open and what others changed meanwhile."""
        record = kwargs.get("obj")
        if record is not None and self.has_change_permission(request, record):
            form: Any = context["adminform"].form
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context |= {
                "opened_field": FIELD,
                "opened": seal(form, formsets),
                "visitors": visitors(record, request.user),
                "sign_of_life_url": reverse(
                    "admin:sign_of_life", args=[self.opts.label_lower, record.pk]
                ),
                "take_prefix": TAKE,
                "conflict": self._conflict(request, form),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Where to go on; the record is open no longer."""
        leave(obj, request.user)
        return super().response_change(request, obj)

    def _conflict(self, request: HttpRequest, form: Any) -> Conflict | None:
        if not getattr(form, "held", ()):
            return None
        record = type(form.instance)._base_manager.get(pk=form.instance.pk)
        theirs = values_of(record)
        fields = {field.name: field for field in told_fields(self.model)}
        yours = {**theirs, **{name: _sent(form, name) for name in form.held if name in fields}}
        words = Words(self.model, [theirs, yours], request.user)
        differences = tuple(
            Difference(
                name,
                label_of(fields[name]),
                words.say(fields[name], theirs[name]),
                words.say(fields[name], yours[name])
                if name in form.cleaned_data
                else str(form[name].value()),
                is_untouched(form, name),
            )
            for name in form.held
            if name in fields
        )
        kept = self.model.history.filter(**{self.opts.pk.attname: record.pk})
        last = kept.select_related("history_user").order_by("-history_date", "-history_id").first()
        return Conflict(
            differences,
            last and last.history_user,
            last.history_date if last else record.updated_at,
        )


def _sent(form: forms.ModelForm, name: str) -> Any:
    value = form.cleaned_data.get(name)
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, models.QuerySet):
        return sorted(value.values_list("pk", flat=True))
    return plain(value)
