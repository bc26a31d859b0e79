"""The people who sign in, and what they are."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from common.admin import RecordAdmin, RecordTabularInline
from common.forms import RecordForm
from partnership.models import Role, User

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
