"""The people who sign in, and what they are."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from common.admin import RecordAdmin, RecordTabularInline
from common.forms import RecordForm
from partnership.exceptions import ErasureRefused
from partnership.models import Role, User
from partnership.privacy.erasure import erase_person
from partnership.privacy.export import export_person
from partnership.privacy.personal import what_stays
from partnership.privacy.views import as_file

SECTION = "People and access"


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

    def get_urls(self) -> list[URLPattern]:
        """The export and the erasure of a person, besides the usual pages."""
        ways = (("export", self.export_view), ("erase", self.erase_view))
        own = [
            path(
                f"<int:pk>/{name}/",
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
    ordering = ("partnership__acronym", "kind", "person__email")
    fields = ("person", "kind", "partnership", "cluster", "programme")


# Rights come from roles; Django's groups would be a second way.
admin.site.unregister(Group)
