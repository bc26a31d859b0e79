"""How allauth behaves in this portal."""

import base64
import logging
import secrets
import time
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from partnership.accounts.second_factor import may_remove
from partnership.accounts.sessions import end_sessions
from partnership.exceptions import EmailRefused
from partnership.mail.posting import post_email
from partnership.models import User

logger = logging.getLogger(__name__)

REASON = "This address was used at the sign-in of the portal."
UNKNOWN_PLACE = "0.0.0.0"  # noqa: S104 - an address that nobody has
WRONG_SIGN_IN = "This e-mail address and password do not belong together. Check both and try again."
LOCKED = (
    "There were too many attempts that failed. Wait five minutes and try again, or choose a new password "
    "with “Forgot your password?”."
)
WRONG_CODE = "This code is not right, or was used already. Enter the one that is shown now."


class AccountAdapter(DefaultAccountAdapter):
    """People come by invitation; one address each; messages in the portal's words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed. Ask your coordinator.",
        "duplicate_email": "This is your address already, or waits to be confirmed.",
        "email_password_mismatch": WRONG_SIGN_IN,
        "email_taken": "Another person has this e-mail address. Enter a different one.",
        "enter_current_password": "This is not your current password. Enter it again.",
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "This is not your password. Enter it again.",
        "invalid_login": WRONG_SIGN_IN,
        "rate_limited": LOCKED,
        "too_many_login_attempts": LOCKED,
    }

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """An account is counted alike at every address of the portal: who tries chooses host and port."""
        return str(credentials.get("email", credentials.get("username", ""))).lower()

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up; people are invited."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The reader's address; unknown where a proxy is not set up as the settings say."""
        try:
            address: str = super().get_client_ip(request)
        except (ImproperlyConfigured, PermissionDenied):
            logger.warning("No client address; check TRUSTED_PROXIES and the proxy.", exc_info=True)
            return UNKNOWN_PLACE
        return address

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again before grave changes, unless the person signed in a few minutes ago."""
        request = context.request
        records = get_authentication_records(request, request.user)
        now = time.time()
        is_fresh = any(now - record["at"] < REAUTHENTICATION_TIMEOUT for record in records)
        return not is_fresh and super().is_reauthentication_required(app=app, **kwargs)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm an address, unless another person has it by now."""
        others = User.objects.filter(email__iexact=email_address.email)
        if others.exclude(pk=email_address.user_id).exists():
            return False
        return bool(super().confirm_email(request, email_address))

    def set_password(self, user: Any, password: str) -> None:
        """Set a password and end every other session of the person."""
        super().set_password(user, password)
        end_sessions(person=user, but=context.request.session.session_key)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The link of a confirmation, at the portal's own address."""
        path = reverse("account_confirm_email", args=[emailconfirmation.key])
        return f"{settings.SITE_URL}{path}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link to a new password, at the portal's own address."""
        uid, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return f"{settings.SITE_URL}{path}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post a message that is written once, as text; nobody learns whether there was one."""
        known = {"site_url": settings.SITE_URL, "email": email, **context}
        try:
            post_email(
                kind=template_prefix.replace("/email/", "."),
                to=email,
                template="account/message",
                subject=render_to_string(f"{template_prefix}_subject.txt", known),
                context={
                    "message": render_to_string(f"{template_prefix}_message.txt", known).strip()
                },
                reason=REASON,
                is_secret=True,
            )
        except EmailRefused:
            logger.exception("An e-mail (%s) could not be posted.", template_prefix)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are kept encrypted; the last factor stays where one is required."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Your role needs a second factor, and this is your last one. Set up "
        "another one first.",
        "cannot_generate_recovery_codes": "Recovery codes stand in for a second factor. Set one up first.",
        "incorrect_code": WRONG_CODE,
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether a factor may be removed."""
        return may_remove(authenticator)

    def encrypt(self, text: str) -> str:
        """A secret as it is kept; whoever reads the database alone cannot use it."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A secret as it is used; one that nobody knows when it was kept under a key that is gone."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.exception("A second factor cannot be read: SECRET_KEY has changed.")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 - allauth's
        """A name to begin with."""
        number = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {number + 1}"


def _cipher() -> MultiFernet:
    """Encrypts under the present key; decrypts also under those before it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        Fernet(base64.urlsafe_b64encode(sha256(f"second factor {key}".encode()).digest()))
        for key in keys
    )
