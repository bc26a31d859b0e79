"""The first administrator of a portal, made before anybody can sign in."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from partnership.exceptions import AdministratorRefused
from partnership.models import User


def is_administrator(email: str) -> bool:
    """Whether whoever has this address is an administrator already."""
    return User.objects.filter(email__iexact=email, is_superuser=True, is_active=True).exists()


def has_administrator() -> bool:
    """Whether anybody can give roles and invite people."""
    return User.objects.filter(is_superuser=True, is_active=True).exists()


@transaction.atomic
def make_administrator(*, email: str, password: str, name: str = "") -> User:
    """A person who may do everything, with an address that counts as confirmed.

    Raises ``AdministratorRefused`` for a bad address, one that somebody has, and a weak password.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise AdministratorRefused(
            f"E-mail address: “{email}” is none. Give one such as name@example.org."
        ) from None
    if User.objects.filter(email__iexact=email).exists():
        raise AdministratorRefused(
            f"{email} belongs to somebody who is not an administrator. Give another address, or let an "
            "administrator change the rights of this person in the office."
        )
    try:
        validate_password(password, User(email=email, name=name))
    except ValidationError as error:
        raise AdministratorRefused(f"Password: {' '.join(error.messages)}") from None
    return User.objects.create_superuser(email, password, name=name)
