"""The base of every page and every inline of the admin."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse

from common.access import Action, standing_of
from common.admin.access import (
    OutOfReach,
    OwnRecords,
    OwnRows,
    out_of_reach,
    require_reach,
)
from common.admin.bulk import BulkPages
from common.admin.columns import country_column, related_lists, with_counts
from common.admin.conflicts import ConflictPages
from common.admin.fields import RecordFields, tell_known_records
from common.admin.history import HistoryPages
from common.admin.lists import ListPages
from common.admin.paging import LongPaginator
from common.admin.panels import findings_for, links_for
from common.admin.refusals import explain
from common.admin.searching import SearchedRecords
from common.admin.steps import StepPages
from common.admin.waiting import WaitingFilter, kinds_of
from common.forms import RecordForm
from common.formsets import RecordFormSet


class RecordInline(RecordFields, OwnRows):
    """Rows of a record; related records are loaded with the rows, not once for each row."""

    form = RecordForm
    formset = RecordFormSet
    extra = 0
    unwanted_links = ("change", "delete", "view")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Rows together with every record that their selects show."""
        relations = [
            name for name in self.get_autocomplete_fields(request) if self._is_single(name)
        ]
        return super().get_queryset(request).select_related(*relations)

    def _is_single(self, name: str) -> bool:
        return bool(self.opts.get_field(name).many_to_one)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Forms that show related records without asking for them again."""
        formset = super().get_formset(request, obj, **kwargs)  # type: ignore[misc]

        class Form(formset.form):  # type: ignore[name-defined]
            def __init__(self, *args: Any, **options: Any) -> None:
                super().__init__(*args, **options)
                tell_known_records(self)

        formset.form = Form
        return formset


class RecordTabularInline(RecordInline, admin.TabularInline):  # type: ignore[misc]
    """Rows as a table."""


class RecordStackedInline(RecordInline, admin.StackedInline):  # type: ignore[misc]
    """Rows one below the other, for long texts."""


class OfficeAdmin(RecordFields, OwnRecords, ListPages, SearchedRecords, StepPages):
    """The pages of a model in the coordination office.

    A record of a partnership stays in it: the partnership is chosen once, when it is added.
    """

    description = ""
    """What the records are, in one line of the users' words; shown on the index."""

    section = ""
    """Heading on the index that the model stands under, where it is not that of its app."""

    in_search = False
    """Whether the search over everything looks for these records."""

    inline_limit = 40
    """Rows up to which an inline is shown; beyond, a link leads to their list."""

    hidden_when_added: ClassVar[tuple[Any, ...]] = ()
    """Inlines that need a saved record."""

    form = RecordForm
    list_per_page = 50
    paginator = LongPaginator
    list_select_related: ClassVar[bool | list[str] | tuple[str, ...]] = ()
    show_full_result_count = False
    save_on_top = True
    empty_value_display = "–"

    def get_list_display(self, request: HttpRequest) -> Any:
        """The columns, with the country in a way that costs next to nothing."""
        columns = super().get_list_display(request)
        return [country_column if name == "country" else name for name in columns]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Rows with the numbers that the list's count columns show."""
        return with_counts(super().get_queryset(request), list(self.list_display), request.user)

    def get_list_filter(self, request: HttpRequest) -> Any:
        """The filters of the list; among records that can wait, what waits comes first."""
        filters = super().get_list_filter(request)
        return (WaitingFilter, *filters) if kinds_of(self.model) else filters

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address fills in; of a relation only what may be the number of a record."""
        related = {field.name for field in self.opts.get_fields() if field.is_relation}
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        for name in related & initial.keys():
            value = initial[name]
            if isinstance(value, list):
                initial[name] = [entry for entry in value if entry.isdecimal()]
            elif not value.isdecimal():
                del initial[name]
        return {**self._only_choices(request), **initial}

    def _only_choices(self, request: HttpRequest) -> dict[str, Any]:
        """What somebody with one post would choose anyway: the own partnership and cluster."""
        if request.user.is_superuser:
            return {}
        posts = standing_of(request.user).posts
        found: dict[str, Any] = {}
        for name in ("partnership", "cluster"):
            places = {getattr(post, name) for post in posts} - {None}
            if len(places) == 1 and name in {field.name for field in self.opts.fields}:
                found[name] = places.pop()
        return found

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the rows; what was saved must still be within reach of who saved it."""
        super().save_related(request, form, formsets, change)
        action = Action.CHANGE if change else Action.ADD
        require_reach(request.user, form.instance, action)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The partnership of a record that exists cannot be changed."""
        fields = super().get_readonly_fields(request, obj)
        names = {field.name for field in self.opts.fields}
        return (*fields, "partnership") if obj and "partnership" in names else fields

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """The inlines that have few enough rows to be shown."""
        if obj is None:
            return [inline for inline in self.inlines if inline not in self.hidden_when_added]
        sizes = {entry.model: entry.number for entry in self._related_lists(request, obj)}
        return [
            inline for inline in self.inlines if sizes.get(inline.model, 0) <= self.inline_limit
        ]

    def _related_lists(self, request: Any, obj: models.Model) -> list[Any]:
        # Asked for by every formset and by the page; counted once for each request.
        known = request.__dict__.setdefault("_related_lists", {})
        if obj.pk not in known:
            known[obj.pk] = related_lists(obj, self.admin_site, request)
        lists: list[Any] = known[obj.pk]
        return lists

    def _lists_elsewhere(self, request: Any, obj: models.Model) -> list[Any]:
        shown = {inline.model for inline in self.get_inlines(request, obj)}
        return [entry for entry in self._related_lists(request, obj) if entry.model not in shown]

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form; for the second time, with what the database refused."""
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "_refusal", None)
        if refusal is None:
            return form

        class RefusedForm(form):  # type: ignore[misc, valid-type]
            pass

        RefusedForm.refusal = refusal
        return RefusedForm

    def changeform_view(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form again, with all that was typed, when the database refuses the record."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError as error:
            shown = [self.model, *(inline.model for inline in self.inlines)]
            request._refusal = explain(error, shown)
        except OutOfReach:
            request._refusal = out_of_reach()
        return super().changeform_view(request, *args, **kwargs)

    def render_change_form(
        self, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page, with what belongs to the record and what the checks found about it."""
        record = kwargs.get("obj")
        if record is not None:
            if request.method == "POST":
                # What was typed and refused is in the form only; around it stands what is saved.
                record = type(record)._default_manager.get(pk=record.pk)
            findings = findings_for(record, request.user)
            context.update(
                {
                    "original": record,
                    "findings": findings,
                    "open_findings": sum(not finding.accepted for finding in findings),
                    "record_links": links_for(record, request),
                    "related_lists": self._lists_elsewhere(request, record),
                    "record_partnership": getattr(record, "partnership_id", None),
                }
            )
        return super().render_change_form(request, context, *args, **kwargs)


class RecordAdmin(HistoryPages, ConflictPages, BulkPages, OfficeAdmin):
    """The pages of a record, whose every version is kept and can be looked at."""
