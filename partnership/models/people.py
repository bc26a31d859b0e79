"""The people who sign in."""

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from simple_history.models import HistoricalRecords

from common.access import Standing, standing_of
from common.constraints import FieldUnique
from partnership.choices import RoleKind

EMAIL_TAKEN = "There is already a person with this e-mail address."


class UserManager(BaseUserManager["User"]):
    """Creates people; an e-mail address is kept in lower case."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person who signs in by e-mail; without a password they cannot sign in yet."""
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an administrator of the whole portal, whose address needs no confirmation."""
        user = self.create_user(email, password, is_superuser=True, **fields)
        user.confirm_address()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a person by e-mail, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person; signs in by e-mail address. What somebody may do follows from their roles."""

    # Rights come from roles alone, see docs/adr/0014.
    groups = None  # type: ignore[assignment]
    user_permissions = None  # type: ignore[assignment]

    email = models.EmailField(
        "e-mail address",
        unique=True,
        error_messages={"unique": EMAIL_TAKEN},
    )
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(
        "active", default=True, help_text="Untick instead of deleting a person who has left."
    )
    joined_at = models.DateTimeField("joined", default=timezone.now)

    objects = UserManager()
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        ordering = ["email"]
        constraints = [
            FieldUnique(
                Lower("email"),
                field="email",
                name="user_email_unique",
                violation_error_message=EMAIL_TAKEN,
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; that somebody has signed in is no change of the person, and no version is kept of it."""
        is_sign_in = set(kwargs.get("update_fields") or ()) == {"last_login"}
        if is_sign_in:
            self.skip_history_when_saving = True
        try:
            super().save(*args, **kwargs)
        finally:
            if is_sign_in:
                del self.skip_history_when_saving

    def clean(self) -> None:
        """Keep addresses in lower case, so that nobody is entered twice."""
        super().clean()
        self.email = self.email.strip().lower()

    def confirm_address(self) -> None:
        """Take the address for confirmed; any other address of the person is forgotten."""
        EmailAddress.objects.filter(user=self).exclude(email=self.email).delete()
        EmailAddress.objects.update_or_create(
            user=self, email=self.email, defaults={"verified": True, "primary": True}
        )

    def forget_confirmed_address(self) -> None:
        """The address was changed by somebody else: its owner confirms it when signing in."""
        EmailAddress.objects.filter(user=self).exclude(email=self.email).delete()

    @property
    def standing(self) -> Standing:
        """What the person is, and where; asked of the database once for each loaded person."""
        return standing_of(self)

    @property
    def is_staff(self) -> bool:
        """Whether the person may enter the office; Django's admin asks by this name."""
        return self.standing.is_administrator or not self.standing.roles().isdisjoint(
            RoleKind.office()
        )

    def get_full_name(self) -> str:
        """The name, or the address where no name is known."""
        return str(self)

    def get_short_name(self) -> str:
        """The same as the full name; the portal does not guess first names."""
        return str(self)
