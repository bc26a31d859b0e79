"""The people who sign in, and what they are."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from common.admin import Link, RecordAdmin, RecordTabularInline, link_sources
from common.forms import RecordForm
from partnership.accounts.second_factor import factors_of
from partnership.exceptions import EmailRefused, ErasureRefused
from partnership.models import Role, User
from partnership.privacy.erasure import erase_person
from partnership.privacy.export import export_person
from partnership.privacy.personal import what_stays
from partnership.privacy.views import as_file
from partnership.services import reset_second_factor

SECTION = "People and access"
RESET = "Reset second factor"


class _OwnAddress(RecordForm):
    """Tells once, at the field, that an address is taken."""

    def clean_email(self) -> str:
        """The address in lower case, if nobody else has it."""
        email: str = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError("There is already a person with this e-mail address.")
        return email


class NewPersonForm(_OwnAddress, AdminUserCreationForm):
    """Adds a person; the password is given now, or set later by an administrator."""

    class Meta:
        model = User
        fields = ("email", "name")
        field_classes: dict[str, Any] = {}


class PersonForm(_OwnAddress, UserChangeForm):
    """Changes a person; the password has a page of its own."""

    class Meta:
        model = User
        fields = "__all__"
        field_classes: dict[str, Any] = {}
        labels = {"is_superuser": "Administrator"}
        help_texts = {
            "is_superuser": "May do everything in every partnership, and give this right."
        }


class ReasonForm(forms.Form):
    """Why something is done; it stands in the history."""

    reason = forms.CharField(
        max_length=70,
        help_text="Stands in the history of the person, for example “telephone lost, called back”.",
        error_messages={"required": "Enter the reason."},
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class RoleInline(RecordTabularInline):
    """What a person is, and where."""

    model = Role
    fields = ("kind", "partnership", "cluster", "programme")


@admin.register(User)
class PersonAdmin(RecordAdmin, UserAdmin):
    """A person, known by e-mail address."""

    in_search = True
    description = "Who may sign in, and what each person is in which partnership."
    section = SECTION
    form = PersonForm
    add_form = NewPersonForm
    list_display = ("email", "name", "is_superuser", "is_active", "last_login")
    list_filter = ("roles__kind", "is_superuser", "is_active")
    search_fields = ("email", "name")
    search_help_text = "Search by e-mail address or name."
    change_form_template = "admin/partnership/user/person_form.html"
    ordering = ("email",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "joined_at")
    inlines = (RoleInline,)
    hidden_when_added = (RoleInline,)
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (
            "Access",
            {
                "description": "Administrators may do everything, everywhere. What others may do follows "
                "from their roles.",
                "fields": ("is_active", "is_superuser"),
            },
        ),
        ("Dates", {"classes": ("collapse",), "fields": (("last_login", "joined_at"),)}),
    )
    add_fieldsets = (
        (
            None,
            {
                "description": "Roles are given on the next page.",
                "fields": ("email", "name", "usable_password", "password1", "password2"),
            },
        ),
    )

    def save_model(self, request: Any, obj: User, form: Any, change: bool) -> None:
        """Save the person; an address that somebody else changed has to be confirmed by its owner."""
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            obj.forget_confirmed_address()

    def get_urls(self) -> list[URLPattern]:
        """Export, erasure and the reset of a second factor, besides the usual pages."""
        ways = (
            ("export", self.export_view),
            ("erase", self.erase_view),
            ("second_factor", self.reset_second_factor),
        )
        own = [
            path(
                f"<int:pk>/{name.replace('_', '-')}/",
                self.admin_site.admin_view(view),
                name=f"partnership_user_{name}",
            )
            for name, view in ways
        ]
        return [*own, *super().get_urls()]

    def export_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """All that is kept about the person, as a file; sent on a form, and logged."""
        person = self._of_administrators(request, pk)
        if request.method != "POST":
            return redirect(reverse("admin:partnership_user_change", args=[pk]))
        by: Any = request.user
        return as_file(export_person(person=person, by=by), f"person-{pk}.json")

    def erase_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Ask for the reason, then empty the record of the person."""
        person = self._of_administrators(request, pk)
        form = EraseForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            by: Any = request.user
            try:
                erase_person(person=person, by=by, reason=form.cleaned_data["reason"])
            except ErasureRefused as error:
                form.add_error(None, str(error))
            else:
                messages.success(
                    request, "The person is erased. What they did stays, without name."
                )
                return redirect(reverse("admin:partnership_user_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": "Erase a person",
            "opts": self.opts,
            "original": person,
            "form": form,
            "back": reverse("admin:partnership_user_change", args=[pk]),
            "stays": what_stays(),
        }
        return TemplateResponse(request, "admin/partnership/user/erase.html", context)

    def _of_administrators(self, request: HttpRequest, pk: int) -> User:
        person = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, person):
            raise PermissionDenied("Only administrators may do this.")
        return person

    def reset_second_factor(self, request: Any, pk: int) -> HttpResponse:
        """Take off the factors of somebody who lost them; administrators only, with a reason."""
        if not request.user.is_superuser:
            raise PermissionDenied("Only administrators reset second factors.")
        person = get_object_or_404(User, pk=pk)
        back = reverse("admin:partnership_user_change", args=[pk])
        form = ReasonForm(request.POST or None, label_suffix="")
        if request.method == "POST" and form.is_valid():
            self._reset(request, person, form.cleaned_data["reason"])
            return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": RESET,
            "opts": self.opts,
            "original": person,
            "back": back,
            "label": RESET,
            "form": form,
            "is_possible": factors_of(person).exists(),
            "refusal": "This person has set up no second factor.",
            "meaning": "All passkeys, the authenticator app, the recovery codes and the sessions of this person "
            "end. Make sure that it is this person who asks you: call back, do not answer an e-mail.",
            "is_grave": True,
        }
        return render(request, "admin/partnership/step.html", context)

    def _reset(self, request: Any, person: User, reason: str) -> None:
        try:
            reset_second_factor(person=person, by=request.user, reason=reason)
        except EmailRefused as error:
            messages.error(request, f"{error} Correct the address of {person} first.")
            return
        messages.success(request, f"The second factor of {person} is reset.")


class EraseForm(forms.Form):
    """Why somebody is erased."""

    reason = forms.CharField(
        max_length=100,
        help_text="Kept in the history, for example “asked for by letter of 3 May”.",
        error_messages={"required": "Tell why the person is erased."},
    )


@admin.register(Role)
class RoleAdmin(RecordAdmin):
    """What a person is in a partnership."""

    description = "Who coordinates, works for a partner, or looks in for the funding agency."
    section = SECTION
    list_display = ("person", "kind", "partnership", "cluster", "programme")
    list_display_links = ("person", "kind")
    list_select_related = ("person", "partnership", "cluster", "programme")
    list_filter = ("partnership", "kind")
    search_fields = ("person__email", "person__name", "cluster__short_name")
    search_help_text = "Search by person or cluster."
    change_list_template = "admin/partnership/role/change_list.html"
    ordering = ("partnership__acronym", "kind", "person__email")
    fields = ("person", "kind", "partnership", "cluster", "programme")


def reset_of(record: Model, request: HttpRequest) -> list[Link]:
    """The reset of somebody's second factor, for administrators."""
    if not isinstance(record, User) or not request.user.is_superuser:
        return []
    if not factors_of(record).exists():
        return []
    return [Link(RESET, reverse("admin:partnership_user_second_factor", args=[record.pk]))]


link_sources.append(reset_of)

# Rights come from roles; Django's groups would be a second way.
admin.site.unregister(Group)
# Addresses, secrets and sessions are their owners' own business.
admin.site.unregister([EmailAddress, Authenticator, UserSession])
