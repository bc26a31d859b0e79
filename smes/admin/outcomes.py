"""The pages of outcomes and of the questions about them, and the rows in a support case."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from common.access import Action, is_allowed
from common.admin import RecordAdmin, RecordStackedInline
from common.formsets import RecordFormSet
from smes.choices import Party
from smes.exceptions import NobodyToAsk
from smes.models import Outcome, OutcomeRequest, SupportCase
from smes.services.asking import ask_now
from smes.services.outcomes import follow_change
from smes.services.reported import bring_into_report
from smes.services.testimonials import ask_for_testimonial

ABOUT_EVIDENCE = (
    "Declared by whoever entered it; confirmed by the company with its signed link; documented once it "
    "is confirmed and has a document. Only what is confirmed counts in reports. If you change what the "
    "company confirmed, it is declared again, and the company is asked again."
)
ANSWER = ("evidence", "confirmed_at", "disputed_at", "dispute")


def ask_companies(request: HttpRequest, cases: list[SupportCase]) -> None:
    """Ask the companies of these cases what came of it, and say how many were asked."""
    asked = 0
    for case in cases:
        if not is_allowed(request.user, Action.CHANGE, case):
            messages.warning(request, f"{case}: this case is looked after by others.")
            continue
        try:
            ask_now(case=case)
            asked += 1
        except NobodyToAsk as error:
            messages.warning(request, f"{case}: {error}")
    if asked:
        companies = "company is" if asked == 1 else "companies are"
        messages.success(request, f"{asked} {companies} asked by e-mail.")


@admin.action(description="Ask the company now what came of it")
def ask_about_cases(_: Any, request: HttpRequest, rows: QuerySet) -> None:
    """For the list of support cases."""
    ask_companies(request, list(rows.select_related("company", "market")))


@admin.action(description="Ask the company for a few words to publish")
def ask_for_words(_: Any, request: HttpRequest, rows: QuerySet) -> None:
    """For the list of support cases."""
    for case in rows.select_related("company", "market"):
        if not is_allowed(request.user, Action.CHANGE, case):
            messages.warning(request, f"{case}: this case is looked after by others.")
            continue
        try:
            ask_for_testimonial(case=case, by=request.user)  # type: ignore[arg-type]
            messages.success(request, f"{case}: the company was asked.")
        except NobodyToAsk as error:
            messages.warning(request, f"{case}: {error}")


@admin.action(description="Ask the company now")
def ask_about_rows(_: Any, request: HttpRequest, rows: QuerySet) -> None:
    """For the lists of outcomes and of questions; each company is asked once."""
    cases = SupportCase.objects.filter(pk__in=rows.order_by().values("case"))
    ask_companies(request, list(cases.select_related("company", "market")))


class OutcomeFormSet(RecordFormSet):
    """Outcomes as rows of a support case: who enters them is kept, and reports follow."""

    user: Any = None

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """Save a row with the person who entered it."""
        form.instance.entered_by, form.instance.declared_by = self.user, Party.PARTNER
        outcome = super().save_new(form, commit)
        follow_change(outcome=outcome, was_answered=False)
        return outcome

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Any:
        """Save a row; where the company had answered to another wording, it is asked again."""
        was_answered = obj.is_answered
        outcome = super().save_existing(form, obj, commit)
        follow_change(outcome=outcome, was_answered=was_answered)
        return outcome

    def delete_existing(self, obj: Any, commit: bool = True) -> None:
        """Delete a row, and let reports follow."""
        super().delete_existing(obj, commit)
        bring_into_report(case=obj.case)


class OutcomeInline(RecordStackedInline):
    """What came of a support case."""

    model = Outcome
    formset = OutcomeFormSet
    readonly_fields = ANSWER
    fields = (
        ("kind", "number", "happened_on"),
        "description",
        ("partner", "partner_name"),
        ("value", "currency"),
        "document_file",
        ("evidence", "confirmed_at"),
        ("disputed_at", "dispute"),
    )

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Rows that know who enters them."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.user = request.user
        return formset


@admin.register(Outcome)
class OutcomeAdmin(RecordAdmin):
    """Something that came of support."""

    in_search = True
    description = "What came of support, and how sure it is: declared, confirmed or documented."
    actions = (ask_about_rows,)
    list_display = (
        "company",
        "kind",
        "number",
        "evidence",
        "happened_on",
        "disputed_at",
        "partnership",
    )
    list_select_related = ("case__company", "case__market", "case__partnership", "partner")
    list_filter = ("case__partnership", "kind", "evidence")
    search_fields = ("case__company__name", "description", "partner_name", "partner__name")
    search_help_text = "Search by company, partner or description."
    ordering = ("-happened_on", "-pk")
    readonly_fields = (*ANSWER, "entered_by")
    fieldsets = (
        (
            "Outcome",
            {
                "fields": (
                    "case",
                    ("kind", "number"),
                    "description",
                    ("partner", "partner_name"),
                    "happened_on",
                    ("value", "currency"),
                    "document_file",
                )
            },
        ),
        (
            "How sure it is",
            {
                "description": ABOUT_EVIDENCE,
                "fields": (("evidence", "confirmed_at"), ("disputed_at", "dispute"), "entered_by"),
            },
        ),
    )

    @admin.display(ordering="case__company__name")
    def company(self, row: Outcome) -> str:
        """The company that was supported."""
        return row.case.company.name

    @admin.display(ordering="case__partnership__acronym")
    def partnership(self, row: Outcome) -> str:
        """The partnership whose support it was."""
        return str(row.case.partnership)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """An outcome stays with its case."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "case") if obj else fields

    def save_model(self, request: HttpRequest, obj: Outcome, form: Any, change: bool) -> None:
        """Save it; who entered it is kept, the company is asked again where needed, reports follow."""
        was_answered = obj.is_answered
        if not change:
            obj.entered_by, obj.declared_by = request.user, Party.PARTNER  # type: ignore[assignment]
        super().save_model(request, obj, form, change)
        follow_change(outcome=obj, was_answered=was_answered)

    def delete_model(self, request: HttpRequest, obj: Outcome) -> None:
        """Delete it, and let reports follow."""
        super().delete_model(request, obj)
        bring_into_report(case=obj.case)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Delete them, and let reports follow."""
        cases = list(SupportCase.objects.filter(pk__in=queryset.order_by().values("case")))
        super().delete_queryset(request, queryset)
        for case in cases:
            bring_into_report(case=case)


@admin.register(OutcomeRequest)
class OutcomeRequestAdmin(RecordAdmin):
    """That a company is asked what came of its support."""

    description = "When companies are asked what came of their support, and when they answered."
    actions = (ask_about_rows,)
    list_display = (
        "company",
        "months",
        "due_on",
        "asked_at",
        "reminded_at",
        "answered_at",
        "partnership",
    )
    list_select_related = ("case__company", "case__partnership")
    list_filter = ("case__partnership", "months")
    search_fields = ("case__company__name",)
    search_help_text = "Search by company."
    ordering = ("due_on", "pk")
    fields = ("case", ("months", "due_on"), ("asked_at", "reminded_at", "answered_at"))

    @admin.display(ordering="case__company__name")
    def company(self, row: OutcomeRequest) -> str:
        """The company that is asked."""
        return row.case.company.name

    @admin.display(ordering="case__partnership__acronym")
    def partnership(self, row: OutcomeRequest) -> str:
        """The partnership that supported it."""
        return str(row.case.partnership)

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        """They are planned by themselves."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes when a company answered."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They stay."""
        return False
