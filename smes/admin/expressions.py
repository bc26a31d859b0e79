"""The pages of expressions of interest: what the SME said stays as it said it, the office decides beside it."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join

from common.admin import Link, RecordAdmin, RecordTabularInline, WaitingKind, link_sources
from partnership.admin.filters import HomeClusterFilter, OwnMarketFilter
from smes.choices import CompanyCategory, ExpressionState
from smes.duplicates import matches_of, other_expressions
from smes.exceptions import CompanyIsKnown
from smes.models import (
    Answer,
    Company,
    Expression,
    ExpressionConsent,
    ExpressionFile,
    ExpressionStep,
)
from smes.permissions import without_barred
from smes.services.companies import enter_company

NEW = "new"

WAITING = (
    WaitingKind(
        key="to-review",
        model=Expression,
        title="Expressions to review",
        one="expression of interest to review",
        many="expressions of interest to review",
        rows=lambda rows: rows.filter(state=ExpressionState.CONFIRMED),
    ),
)


class OnlyRead:
    """Rows that the SME or the portal has written: nobody types in them."""

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        """They come from the form."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They stay as they came."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They go with the expression."""
        return False


class AnswerInline(OnlyRead, RecordTabularInline):  # type: ignore[misc]
    """Answers to the partnership's own questions."""

    model = Answer
    fields = readonly_fields = ("question", "value")


class FileInline(OnlyRead, RecordTabularInline):  # type: ignore[misc]
    """Files that came with it."""

    model = ExpressionFile
    fields = readonly_fields = ("download", "size", "party", "created_at")

    @admin.display(description="file")
    def download(self, row: ExpressionFile) -> str:
        """The file to be downloaded; it is never opened on the portal's pages."""
        if row.pk is None:  # a row that was sent and is none
            return ""
        return format_html('<a href="{}">{}</a>', row.get_document_url(), row.name)


class ConsentInline(OnlyRead, RecordTabularInline):  # type: ignore[misc]
    """What the company agreed to."""

    model = ExpressionConsent
    fields = readonly_fields = ("text", "given_at", "withdrawn_at")


class StepInline(OnlyRead, RecordTabularInline):  # type: ignore[misc]
    """How it went so far."""

    model = ExpressionStep
    fields = readonly_fields = ("at", "from_state", "to_state", "party", "by", "reason")


class CategoryFilter(admin.SimpleListFilter):
    """Filters by the category under the European definition of SMEs, which figures tell together."""

    title = "SME category"
    parameter_name = "category"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """All categories."""
        return [(str(value), str(label)) for value, label in CompanyCategory.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The rows of that category; the rule is asked for each, it is in no database."""
        if self.value() not in CompanyCategory.values:
            return queryset
        rows = queryset.order_by().only(
            "pk", "headcount", "turnover", "balance_sheet_total", "ownership"
        )
        return queryset.filter(pk__in=[row.pk for row in rows if row.sme_category == self.value()])


SAID = (
    (
        "The company, in its own words",
        {
            "fields": (
                ("company_name", "country"),
                ("city", "website"),
                ("member_of", "sector"),
                "profile",
                "registration_number",
            )
        },
    ),
    (
        "Size",
        {
            "fields": (
                "category",
                ("headcount", "figures_year"),
                ("turnover", "balance_sheet_total"),
                "ownership",
            )
        },
    ),
    (
        "Whom to answer",
        {"fields": (("contact_name", "contact_function"), ("email", "phone"), "language")},
    ),
    (
        "What it asks for",
        {"fields": ("markets", "services", "gateways", "objectives", "seeks")},
    ),
)
"""What the SME said, in the order of its form."""

DECIDED = ("company", "cluster", "responsible", "eligibility", "eligibility_note")
"""What the office says."""


@admin.register(Expression)
class ExpressionAdmin(OnlyRead, RecordAdmin):
    """An expression of interest that was sent; drafts are nobody's but the SME's."""

    in_search = True
    description = "What companies ask for: expressions of interest that were sent."
    list_display = (
        "reference",
        "company_name",
        "country",
        "state",
        "category",
        "cluster",
        "eligibility",
        "submitted_at",
        "partnership",
    )
    list_display_links = ("reference", "company_name")
    list_select_related = ("partnership", "cluster")
    list_filter = (
        "partnership",
        "state",
        ("markets", OwnMarketFilter),
        ("cluster", HomeClusterFilter),
        CategoryFilter,
        "eligibility",
    )
    search_fields = ("reference", "company_name", "contact_name", "email", "seeks")
    search_help_text = "Search by reference, company, contact, address or what it seeks."
    ordering = ("-submitted_at", "-pk")
    inlines = (AnswerInline, FileInline, ConsentInline, StepInline)
    fieldsets: ClassVar[Any] = (
        (
            "Expression of interest",
            {
                "description": "What the company typed is shown as it typed it. A correction is the company’s "
                "own, on its page.",
                "fields": (("reference", "state"), ("submitted_at", "confirmed_at"), "alike"),
            },
        ),
        (
            "What the office says",
            {
                "fields": (
                    "company",
                    ("cluster", "responsible"),
                    ("eligibility", "eligibility_note"),
                    "decision_reason",
                )
            },
        ),
        *SAID,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Those that were sent; not those from which a conflict of interest bars somebody."""
        rows: Any = super().get_queryset(request)
        return without_barred(rows.filter(number__isnull=False), request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether somebody may say what the office says of it."""
        return bool(request.user.has_perm("smes.change_expression", obj))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Everything that the SME said; cluster and person are chosen by who may assign."""
        names = [name for _, group in self.fieldsets for name in _flat(group["fields"])]
        fixed = [name for name in names if name not in DECIDED]
        if obj is not None and not request.user.has_perm("smes.assign_expression", obj):
            fixed += ["cluster", "responsible"]
        return (*super().get_readonly_fields(request, obj), *fixed)

    @admin.display(description="SME category")
    def category(self, row: Expression) -> str:
        """The category, and what is missing for it."""
        decision = row.sme_decision
        missing = ", ".join(name.replace("_", " ") for name in decision.missing)
        return f"{decision.category.label}{f' (missing: {missing})' if missing else ''}"

    @admin.display(description="seen before?")
    def alike(self, row: Expression) -> str:
        """Companies that it may be, and other expressions of the same one."""
        companies = [
            (company_address(match.company), match.company, ", ".join(match.reasons))
            for match in ([] if row.company_id else matches_of(row))
        ]
        others = [
            (other.get_absolute_url(), other, f"another expression, {other.get_state_display()}")
            for other in other_expressions(row)
        ]
        if not companies and not others:
            return "No: neither a company of the directory nor another open expression is like it."
        return format_html_join("", '<p><a href="{}">{}</a>: {}</p>', [*companies, *others])

    def get_urls(self) -> list[URLPattern]:
        """The page on which an expression gets its company, besides the usual ones."""
        view = self.admin_site.admin_view(self.company_view)
        own = path("<int:pk>/company/", view, name="smes_expression_company")
        return [own, *super().get_urls()]

    def company_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say which company of the directory it is, or enter it as a new one."""
        row = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, row):
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        back = reverse("admin:smes_expression_change", args=[pk])
        matches = matches_of(row)
        form = CompanyChoice(matches, request.POST or None)
        if request.method == "POST" and form.is_valid():
            chosen = form.cleaned_data["company"]
            company = next((m.company for m in matches if str(m.company.pk) == chosen), None)
            try:
                entered = enter_company(expression=row, by=request.user, company=company)  # type: ignore[arg-type]
            except CompanyIsKnown as error:
                form.add_error("company", str(error))
            except ValidationError as error:
                form.add_error("company", " ".join(error.messages))
            else:
                messages.success(request, f"{row.reference} is of {entered}.")
                return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": "Which company is it?",
            "opts": self.opts,
            "original": row,
            "back": back,
            "label": "Keep this",
            "is_possible": True,
            "meaning": f"The company wrote: “{row.company_name}”, {row.country.name}. The companies below are "
            "like it.",
            "form": form,
        }
        return render(request, "admin/partnership/step.html", context)


class CompanyChoice(forms.Form):
    """A company of the directory that is like it, or a new one."""

    company = forms.ChoiceField(
        widget=forms.RadioSelect,
        label="It is",
        error_messages={"required": "Choose a company, or enter it as new."},
    )

    def __init__(self, matches: list[Any], data: Any = None) -> None:
        super().__init__(data)
        known = [
            (str(match.company.pk), f"{match.company}: {', '.join(match.reasons)}")
            for match in matches
        ]
        self.fields["company"].choices = [  # type: ignore[attr-defined]
            *known,
            (NEW, "None of these: enter it as a new company"),
        ]


def _flat(fields: Any) -> list[str]:
    return [
        name for entry in fields for name in ([entry] if isinstance(entry, str) else list(entry))
    ]


def company_step(record: Model, request: HttpRequest) -> list[Link]:
    """The button that leads to the choice of the company, while there is none."""
    if not isinstance(record, Expression) or record.company_id is not None:
        return []
    if not request.user.has_perm("smes.change_expression", record):
        return []
    return [
        Link("Which company is it?", reverse("admin:smes_expression_company", args=[record.pk]))
    ]


link_sources.append(company_step)


class PartOfExpression(OnlyRead, RecordAdmin):
    """The list of one kind of part of all expressions."""

    list_select_related: ClassVar[Any] = ("expression__partnership",)
    list_filter: ClassVar[Any] = ("expression__partnership",)
    search_fields: ClassVar[Any] = ("expression__reference", "expression__company_name")
    search_help_text = "Search by reference or company."
    ordering: ClassVar[Any] = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Those of expressions from which no conflict of interest bars somebody."""
        return without_barred(super().get_queryset(request), request.user, "expression")


@admin.register(Answer)
class AnswerAdmin(PartOfExpression):
    """An answer to a question of the partnership."""

    description = "What companies answered to the partnership’s own questions."
    list_display = ("question", "expression", "value")
    list_select_related = ("expression", "question")
    fields = ("expression", "question", "value")


@admin.register(ExpressionFile)
class ExpressionFileAdmin(PartOfExpression):
    """A file of an expression."""

    description = "Files that came with expressions of interest."
    list_display = ("name", "expression", "size", "party", "created_at")
    fields = ("expression", "download", ("size", "party"), "by")
    readonly_fields = ("download",)

    @admin.display(description="file")
    def download(self, row: ExpressionFile) -> str:
        """The file to be downloaded."""
        return format_html('<a href="{}">{}</a>', row.get_document_url(), row.name)


@admin.register(ExpressionConsent)
class ExpressionConsentAdmin(PartOfExpression):
    """A consent of a company."""

    description = "Which company agreed to which version of which text, and when."
    list_display = ("text", "expression", "given_at", "withdrawn_at")
    list_select_related = ("expression", "text")
    fields = ("expression", "text", ("given_at", "withdrawn_at"))


@admin.register(ExpressionStep)
class ExpressionStepAdmin(PartOfExpression):
    """A step in the life of an expression."""

    description = "Every step of every expression: from where to where, who, when and why."
    list_display = ("expression", "from_state", "to_state", "party", "by", "at")
    list_select_related = ("expression", "by")
    fields = ("expression", ("from_state", "to_state"), ("party", "by"), "at", "reason")


def company_address(company: Company) -> str:
    """The page of a company in the office."""
    return reverse("admin:smes_company_change", args=[company.pk])
