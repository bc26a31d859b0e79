"""Forms of an SME's page."""

from secrets import token_urlsafe
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gateways.models import Organisation, Service
from smes.models import Expression, Objective
from smes.words import OWNERSHIP, objective_label

LONGEST_MESSAGE = 5000
LONGEST_TEXT = 5000
ROWS = {"rows": 6}


class Plain(forms.Form):
    """A form without a colon after its labels, whose wrong fields say so to screen readers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class MessageForm(Plain):
    """A message; the key tells a double click from a second message."""

    prefix = "message"

    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs=ROWS),
        error_messages={
            "required": _("Write a message."),
            "max_length": _(
                "This message is longer than %(limit_value)d characters (it has %(show_value)d). "
                "Shorten it, or send it as a file."
            ),
        },
    )
    once = forms.CharField(
        max_length=64, required=False, widget=forms.HiddenInput, initial=lambda: token_urlsafe(24)
    )


class FileForm(Plain):
    """A file to be added."""

    prefix = "file"

    file = forms.FileField(
        label=_("Choose a file"),
        help_text=_("PDF, picture (PNG, JPEG) or office document, up to 20 MB."),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("This file is empty. Choose another one."),
            "invalid": _("Choose a file first."),
        },
        max_length=250,
    )


class WithdrawForm(Plain):
    """That somebody is sure, and why."""

    reason = forms.CharField(
        label=_("Why do you withdraw?"),
        help_text=_("You need not say. The partners read it, to do better."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    sure = forms.BooleanField(
        label=_("Yes, I withdraw our expression of interest"),
        error_messages={"required": _("Tick that you want to withdraw. Nothing has changed yet.")},
    )


class AddressForm(Plain):
    """A new address of the contact."""

    email = forms.CharField(
        label=_("New e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Enter the new e-mail address.")},
    )


class LostLinkForm(Plain):
    """What somebody still knows who lost the link."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The one that you gave us."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address such as name@example.org."),
        },
    )
    reference = forms.CharField(
        label=_("Reference"),
        help_text=_("It stands in every e-mail from us, for example ACRONYM-2026-0012."),
        max_length=80,
        error_messages={"required": _("Enter the reference.")},
    )


class ErasureForm(Plain):
    """That somebody has read what goes, and what stays."""

    read = forms.BooleanField(
        label=_("I have read what is erased and what stays"),
        error_messages={"required": _("Tick that you have read it. Nothing is erased yet.")},
    )


LABELS = {
    "company_name": _("Name of the company"),
    "country": _("Country"),
    "city": _("Town"),
    "website": _("Website"),
    "registration_number": _("VAT or register number"),
    "sector": _("Sector"),
    "profile": _("What the company does"),
    "ownership": _("Who stands behind the company"),
    "headcount": _("People employed"),
    "turnover": _("Turnover in EUR"),
    "balance_sheet_total": _("Balance sheet total in EUR"),
    "contact_name": _("Your name"),
    "contact_function": _("Your function"),
    "phone": _("Telephone"),
    "markets": _("Markets"),
    "services": _("Services"),
    "gateways": _("Gateways that you would like to work with"),
    "objectives": _("What it is for"),
    "seeks": _("What you seek"),
}
GROUPS = (
    (
        _("Your company"),
        (
            "company_name",
            "country",
            "city",
            "website",
            "registration_number",
            "sector",
            "profile",
            "ownership",
            "headcount",
            "turnover",
            "balance_sheet_total",
        ),
    ),
    (_("You"), ("contact_name", "contact_function", "phone")),
    (_("Markets and services"), ("markets", "services", "gateways")),
    (_("What you seek"), ("objectives", "seeks")),
)
LINKS = ("markets", "services", "gateways", "objectives")


class CorrectionForm(forms.ModelForm):
    """Everything that an SME sent and may correct; whether it still may, the service decides."""

    required = ("company_name", "country", "contact_name", "markets", "seeks")
    website = forms.URLField(
        label=LABELS["website"], required=False, max_length=200, assume_scheme="https"
    )
    seen_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    class Meta:
        model = Expression
        fields = tuple(LABELS)
        labels = LABELS
        widgets: ClassVar = {
            "profile": forms.Textarea(attrs=ROWS),
            "seeks": forms.Textarea(attrs=ROWS),
            **dict.fromkeys(LINKS, forms.CheckboxSelectMultiple),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.initial["seen_revision"] = self.instance.revision
        for name in self.required:
            self.fields[name].required = True
        for name in ("profile", "seeks"):
            field = forms.CharField(
                label=LABELS[name],
                max_length=LONGEST_TEXT,
                required=name in self.required,
                widget=self.fields[name].widget,
            )
            self.fields[name] = field
        self._offer()

    def _offer(self) -> None:
        """What is offered now, and what was chosen before."""
        expression = self.instance
        home = Q(partnership=expression.partnership_id)
        offered: dict[str, Any] = {
            "markets": expression.partnership.targetmarkets.all(),
            "services": Service.objects.filter(
                home & Q(is_offered=True) | Q(expressions=expression)
            ).distinct(),
            "gateways": Organisation.objects.filter(
                home & Q(offers__is_public=True) | Q(wanted_by=expression)
            ).distinct(),
            "objectives": Objective.objects.all(),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            self.fields[name].help_text = ""
        self.fields["services"].label_from_instance = (  # type: ignore[attr-defined]
            lambda service: service.shown_name
        )
        self.fields["objectives"].label_from_instance = objective_label  # type: ignore[attr-defined]
        self.fields["ownership"].choices = [("", "–"), *OWNERSHIP.items()]  # type: ignore[attr-defined]

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(title, [self[name] for name in names]) for title, names in GROUPS]

    def fields_typed(self) -> dict[str, Any]:
        """What was typed into fields of the expression itself."""
        return {name: self.cleaned_data[name] for name in LABELS if name not in LINKS}

    def links_chosen(self) -> dict[str, Any]:
        """What was chosen of the lists."""
        return {name: self.cleaned_data[name] for name in LINKS}
