"""The people who sign in, and the groups that grant them rights."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from common.admin import OfficeAdmin, RecordAdmin
from common.forms import RecordForm
from partnership.models import User

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


@admin.register(User)
class PersonAdmin(RecordAdmin, UserAdmin):
    """A person, known by e-mail address."""

    description = "Who may sign in to the office, and what each person may do."
    section = SECTION
    form = PersonForm
    add_form = NewPersonForm
    list_display = ("email", "name", "is_staff", "is_superuser", "is_active", "last_login")
    list_filter = ("is_staff", "is_superuser", "is_active", "groups")
    search_fields = ("email", "name")
    search_help_text = "Search by e-mail address or name."
    ordering = ("email",)
    selected_fields = ("user_permissions",)
    filter_horizontal = ("user_permissions",)
    readonly_fields = ("last_login", "joined_at")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        ("Access", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (
            "Single permissions",
            {
                "classes": ("collapse",),
                "description": "Rather grant rights to a group; single ones are easily forgotten.",
                "fields": ("user_permissions",),
            },
        ),
        ("Dates", {"classes": ("collapse",), "fields": (("last_login", "joined_at"),)}),
    )
    add_fieldsets = (
        (
            None,
            {
                "description": "Rights are given on the next page.",
                "fields": ("email", "name", "usable_password", "password1", "password2"),
            },
        ),
    )


admin.site.unregister(Group)


@admin.register(Group)
class RightsGroupAdmin(OfficeAdmin, GroupAdmin):  # type: ignore[misc]
    """A named set of rights."""

    description = "Sets of rights that several people share."
    section = SECTION
    selected_fields = ("permissions",)
    list_display = ("name",)
    search_help_text = "Search by name."
    fields = ("name", "permissions")
