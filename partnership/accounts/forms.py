"""The forms of sign-in and of one's account, in the portal's words."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as code_forms
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html

from common.forms import REQUIRED, sentence_for
from partnership.models import User

ADDRESS = "E-mail address"
INVALID_ADDRESS = "Enter an e-mail address such as name@example.org."
NOT_THE_SAME = "The two passwords are not the same. Type both again."

NO_PASSKEY = "The browser gave no passkey. Press the button again."
UNKNOWN_PASSKEY = "This passkey does not fit. Try again, or use another way to sign in."


class Worded(forms.Form):
    """Labels in place of placeholders; what is missing is told by name."""

    labels: dict[str, str] = {}
    helps: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            if name in self.helps:
                field.help_text = self.helps[name]
            field.widget.attrs.pop("placeholder", None)
            if field.error_messages.get("required") == REQUIRED:
                field.error_messages["required"] = sentence_for(field, str(field.label or name))
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = INVALID_ADDRESS

    def add_error(self, field: str | None, error: Any) -> None:
        """Tell of different passwords in the portal's words."""
        if field == "password2":
            error = NOT_THE_SAME
        super().add_error(field, error)


class SignInForm(Worded, account_forms.LoginForm):
    """E-mail address and password."""

    labels = {
        "login": ADDRESS,
        "password": "Password",
        "remember": "Keep me signed in on this device for two weeks",
    }
    helps = {"password": ""}


class ConfirmPasswordForm(Worded, account_forms.ReauthenticateForm):
    """The password once more, before a grave change."""

    labels = {"password": "Your password"}
    helps = {"password": ""}


class ChangeAddressForm(Worded, account_forms.AddEmailForm):
    """A new e-mail address."""

    labels = {"email": "New e-mail address"}


class ChangePasswordForm(Worded, account_forms.ChangePasswordForm):
    """A new password in place of the present one."""

    labels = {
        "oldpassword": "Your password now",
        "password1": "New password",
        "password2": "New password, again",
    }
    helps = {"oldpassword": ""}


class SetPasswordForm(Worded, account_forms.SetPasswordForm):
    """A first password."""

    labels = {"password1": "New password", "password2": "New password, again"}


class ResetPasswordForm(Worded, account_forms.ResetPasswordForm):
    """The address to which the link to a new password is sent."""

    labels = {"email": ADDRESS}


class NewPasswordForm(Worded, account_forms.ResetPasswordKeyForm):
    """A new password after the old one was forgotten."""

    labels = {"password1": "New password", "password2": "New password, again"}


class CodeForm(Worded, code_forms.AuthenticateForm):
    """A code of the authenticator app, or a recovery code."""

    labels = {"code": "Code"}


class ConfirmCodeForm(Worded, code_forms.ReauthenticateForm):
    """A code once more, before a grave change."""

    labels = {"code": "Code"}


class ActivateAppForm(Worded, app_forms.ActivateTOTPForm):
    """The first code of an authenticator app."""

    labels = {"code": "Code that the app shows"}


class PasskeyGiven(Worded):
    """What a browser answers for a passkey; refused in words about passkeys, not codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in ("required", "invalid"):
            self.fields["credential"].error_messages[kind] = NO_PASSKEY

    def add_error(self, field: str | None, error: Any) -> None:
        """Tell of a passkey that does not fit in words about passkeys."""
        code = getattr(error, "code", None)
        super().add_error(field, UNKNOWN_PASSKEY if code == "incorrect_code" else error)


class PasskeySignInForm(PasskeyGiven, passkey_forms.LoginWebAuthnForm):
    """Sign-in by a passkey alone."""


class PasskeyForm(PasskeyGiven, passkey_forms.AuthenticateWebAuthnForm):
    """A passkey after the password."""


class ConfirmPasskeyForm(PasskeyGiven, passkey_forms.ReauthenticateWebAuthnForm):
    """A passkey once more, before a grave change."""


class AddPasskeyForm(PasskeyGiven, passkey_forms.AddWebAuthnForm):
    """A passkey; its name tells it from the others."""

    labels = {"name": "Name", "passwordless": "Sign in with this passkey alone, without a password"}
    helps = {
        "name": "For example the device that keeps it.",
        "passwordless": "The device then asks for your fingerprint, your face or its PIN.",
    }


class RenamePasskeyForm(Worded, passkey_forms.EditWebAuthnForm):
    """Another name for a passkey."""

    labels = {"name": "Name"}


class NameForm(forms.ModelForm):
    """One's own name."""

    class Meta:
        model = User
        fields = ("name",)
        labels = {"name": "Your name"}
        help_texts = {"name": "As others in your partnerships see it."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["name"].error_messages["required"] = "Enter your name."


class JoinForm(Worded):
    """Name and password of somebody who accepts an invitation and is new here."""

    name = forms.CharField(
        label="Your name",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your name."},
    )
    password1 = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="Password, again",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = password_validators_help_text_html()

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same, and not easily guessed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        password = cleaned.get("password1")
        if password:
            person = User(email=self.email, name=cleaned.get("name", ""))
            try:
                get_adapter().clean_password(password, user=person)
            except forms.ValidationError as error:
                self.add_error("password1", error)
            if "password2" in cleaned and cleaned["password2"] != password:
                self.add_error("password2", NOT_THE_SAME)
        return cleaned
