"""The steps of an expression of interest."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from gateways.models import Organisation, Service
from partnership.models import Cluster, TargetMarket
from smes.choices import Ownership
from smes.consents import AskedConsent, texts_in_force
from smes.form_steps import CONSENT_MISSING, FormStep
from smes.forms.fields import PEOPLE, TOO_MANY, Amount, Count, Line, LongText
from smes.forms.steps import Group, StepForm, names_of
from smes.models import Expression, Objective
from smes.services.drafts import StepEntries
from smes.words import OBJECTIVES, OWNERSHIP, objective_label

NOT_OFFERED = _("One of these is no longer offered. Look at what is chosen now.")


def _line(label: Any, most: int, *, hint: Any = "", **attrs: str) -> Line:
    return Line(
        label=label,
        max_length=most,
        required=False,
        help_text=hint,
        widget=forms.TextInput(attrs=attrs),
    )


def _amount(label: Any, hint: Any = "") -> Amount:
    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})
    return Amount(label=label, required=False, widget=widget, help_text=hint)


def _in_words(name: str) -> Callable[[Expression], str]:
    """How an amount is read."""

    def read(expression: Expression) -> str:
        amount = getattr(expression, name)
        if amount is None:
            return ""
        places = 0 if amount == int(amount) else 2
        return f"{number_format(amount, places, use_l10n=True, force_grouping=True)} €"

    return read


class CompanyForm(StepForm):
    """Who the company is, and whom to answer."""

    step = FormStep.COMPANY
    groups = (
        Group(
            _("The company"),
            ("company_name", "country", "city", "website", "member_of"),
        ),
        Group(_("Whom do we answer?"), ("contact_name", "contact_function", "email", "phone")),
        Group(
            _("Size of the company"),
            ("headcount", "turnover", "balance_sheet_total", "figures_year", "ownership"),
            _(
                "Of the last closed year. It tells whether you are an SME under the European definition, "
                "which many programmes ask for. You can leave it for later."
            ),
            is_folded=True,
        ),
        Group(
            _("More about the company"),
            ("sector", "profile", "registration_number"),
            is_folded=True,
        ),
    )
    company_name = _line(_("Name of the company"), 200, autocomplete="organization")
    city = _line(_("Town"), 120, autocomplete="address-level2")
    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": _("Enter an address such as www.example.org.")},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
    )
    contact_name = _line(_("Your name"), 200, autocomplete="name")
    contact_function = _line(_("Your function"), 120, autocomplete="organization-title")
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_("We send you a link to confirm it, and later our answer."),
        error_messages={"invalid": _("Enter an e-mail address such as name@example.org.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = Line(
        label=_("Telephone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "short"}
        ),
    )
    headcount = Count(
        label=_("People employed"),
        required=False,
        help_text=_("As full-time posts; two halves are one."),
        error_messages={"invalid": PEOPLE, "max_value": TOO_MANY},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    turnover = _amount(_("Turnover in euro"))
    balance_sheet_total = _amount(_("Balance sheet total in euro"))
    figures_year = Count(
        label=_("Year of the figures"),
        required=False,
        most=9999,
        error_messages={
            "invalid": _("Enter a year, such as 2025."),
            "max_value": _("Enter a year, such as 2025."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    ownership = forms.ChoiceField(
        label=_("Who stands behind the company?"),
        required=False,
        help_text=_(
            "Universities, and towns of fewer than 5,000 people, do not count as public bodies."
        ),
        choices=list(OWNERSHIP.items()),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the answers.")},
    )
    sector = _line(_("Sector"), 120)
    profile = LongText(
        label=_("What does the company do?"),
        required=False,
        max_length=3000,
        help_text=_("Two or three sentences."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    registration_number = _line(_("VAT or register number"), 40)

    readers: ClassVar[dict[str, Callable[[Expression], str]]] = {
        "country": lambda row: str(row.country.name or ""),
        "member_of": lambda row: row.member_of.short_name if row.member_of else "",
        "turnover": _in_words("turnover"),
        "balance_sheet_total": _in_words("balance_sheet_total"),
        "ownership": lambda row: str(OWNERSHIP[Ownership(row.ownership)]) if row.ownership else "",
    }

    class Meta(StepForm.Meta):
        field_classes: ClassVar[dict[str, Any]] = {"website": Line}
        fields = (
            "company_name",
            "country",
            "city",
            "website",
            "member_of",
            "contact_name",
            "contact_function",
            "email",
            "phone",
            "headcount",
            "turnover",
            "balance_sheet_total",
            "figures_year",
            "ownership",
            "sector",
            "profile",
            "registration_number",
        )

    def prepare(self) -> None:
        """Offer the members of the consortium, and all countries in the language of the page."""
        self.fields["country"] = forms.ChoiceField(
            label=_("Country"),
            choices=[("", _("Choose a country")), *countries],
            required=False,
            widget=forms.Select(attrs={"autocomplete": "country"}),
            error_messages={"invalid_choice": _("Choose a country of the list.")},
        )
        members = Q(
            memberships__partnership=self.expression.partnership_id, memberships__left_on=None
        )
        rows = Cluster.objects.filter(members | Q(pk=self.expression.member_of_id))
        self.fields["member_of"] = OwnChoice(
            rows.distinct().order_by("short_name"),
            label=_("Member of one of our clusters?"),
            empty_label=_("No, or not sure"),
            read=lambda row: row.short_name,
        )

    def clean_country(self) -> str:
        """The code of a country."""
        return str(self.cleaned_data["country"] or "")

    def clean_figures_year(self) -> int | None:
        """A year that can have closed."""
        year: int | None = self.cleaned_data["figures_year"]
        latest = timezone.localdate().year
        if year is not None and not latest - 20 <= year <= latest:
            raise forms.ValidationError(
                _("Enter a year from %(first)s to %(last)s."),
                params={"first": latest - 20, "last": latest},
            )
        return year

    @property
    def decision(self) -> Any:
        """The SME category of what is kept."""
        return self.expression.sme_decision


class OwnChoice(forms.ModelChoiceField):
    """One record of the partnership, named in the language of the page."""

    def __init__(self, queryset: Any, *, read: Callable[[Any], str], **kwargs: Any) -> None:
        self.read = read
        kwargs.setdefault("required", False)
        super().__init__(queryset, error_messages={"invalid_choice": NOT_OFFERED}, **kwargs)

    def label_from_instance(self, obj: Model) -> str:
        """The record in words."""
        return self.read(obj)


class OwnChoices(forms.ModelMultipleChoiceField):
    """Several records of the partnership, named in the language of the page."""

    def __init__(self, queryset: Any, *, read: Callable[[Any], str], **kwargs: Any) -> None:
        self.read = read
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        messages = {"invalid_choice": NOT_OFFERED, "invalid_pk_value": NOT_OFFERED}
        super().__init__(queryset, required=False, error_messages=messages, **kwargs)

    def label_from_instance(self, obj: Model) -> str:
        """The record in words."""
        return self.read(obj)


def _market(market: Any) -> str:
    """A market in the language of the page, where its label is no more than its country's name."""
    code = market.country.code
    if (get_language() or "en").startswith("en") or not code:
        return str(market.label)
    return str(market.country.name)


def _service(service: Any) -> str:
    return str(service.shown_name)


class MarketsForm(StepForm):
    """Where the company wants to go, and what would help."""

    step = FormStep.MARKETS
    links = ("markets", "services", "gateways")
    groups = (
        Group("", ("markets", "services")),
        Group(
            _("Do you know already with whom?"),
            ("gateways",),
            _(
                "These organisations work with us in our markets. Leave it empty to have us find one."
            ),
            is_folded=True,
        ),
    )
    readers: ClassVar[dict[str, Callable[[Expression], str]]] = {
        "markets": lambda row: names_of(row.markets.all(), _market),
        "services": lambda row: names_of(row.services.all(), _service),
        "gateways": lambda row: names_of(row.gateways.all(), str),
    }

    class Meta(StepForm.Meta):
        fields = ("markets", "services", "gateways")

    def prepare(self) -> None:
        """Offer what the partnership offers now, and what was chosen before."""
        home = self.expression.partnership_id
        chosen = Q(expressions=self.expression)
        self.fields["markets"] = OwnChoices(
            TargetMarket.objects.filter(partnership=home).order_by("position", "pk"),
            label=_("Where do you want to go?"),
            read=_market,
        )
        services = Service.objects.filter(Q(is_offered=True) | chosen, partnership=home)
        self.fields["services"] = OwnChoices(
            services.distinct().order_by("position", "name"),
            label=_("What would help you?"),
            help_text=_(
                "As many as you like. If you are not sure, leave it empty: we will talk about it."
            ),
            read=_service,
        )
        offers = Q(offers__is_public=True, offers__service__is_offered=True)
        gateways = Organisation.objects.filter(
            offers | Q(wanted_by=self.expression), partnership=home
        )
        self.fields["gateways"] = OwnChoices(
            gateways.distinct().order_by("name"), label=_("Organisations"), read=str
        )
        for name in ("services", "gateways"):
            field: Any = self.fields[name]
            if not field.queryset.exists():
                del self.fields[name]


class WishesForm(StepForm):
    """What the company seeks, in its own words, with files."""

    step = FormStep.WISHES
    links = ("objectives",)
    groups = (
        Group("", ("seeks",)),
        Group(_("Which kinds of cooperation?"), ("objectives",), is_folded=True),
    )
    seeks = LongText(
        label=_("What do you seek?"),
        required=False,
        max_length=5000,
        help_text=_(
            "For example a distributor for a medical device, a partner for a research project, or advice on "
            "approval. A few sentences do."
        ),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    readers: ClassVar[dict[str, Callable[[Expression], str]]] = {
        "objectives": lambda row: names_of(row.objectives.all(), objective_label),  # type: ignore[arg-type]
    }

    class Meta(StepForm.Meta):
        fields = ("seeks", "objectives")

    def prepare(self) -> None:
        """Offer the objectives that a company can have."""
        self.fields["objectives"] = OwnChoices(
            Objective.objects.filter(number__in=OBJECTIVES).order_by("number"),
            label=_("Kinds of cooperation"),
            read=objective_label,
        )


class ConsentsForm(StepForm):
    """What the company agrees to."""

    step = FormStep.CONSENTS

    class Meta(StepForm.Meta):
        fields = ()

    def prepare(self) -> None:
        """A tick for each text in force, in the language of the page."""
        self.asked: list[AskedConsent] = texts_in_force((get_language() or "en").split("-")[0])
        given = set(
            self.expression.consents.filter(withdrawn_at=None).values_list(
                "text__key", "text__version"
            )
        )
        for asked in self.asked:
            is_required = asked.kind.is_required
            field: Any = forms.BooleanField(required=is_required)
            field.label = asked.kind.label
            field.error_messages["required"] = CONSENT_MISSING
            field.asked = asked
            self.fields[asked.text.key] = field
            self.initial[asked.text.key] = (asked.text.key, asked.text.version) in given

    @property
    def shown_groups(self) -> list[Any]:
        """None: the page shows each text with its tick."""
        return []

    def entries(self) -> StepEntries:
        """Which texts are agreed to."""
        return StepEntries(
            consents={asked.text: bool(self.raw(asked.text.key)) for asked in self.asked}
        )

    def rows(self) -> list[tuple[str, str]]:
        """Each text with the answer to it."""
        return [
            (
                str(asked.kind.label),
                str(_("Yes")) if self.initial[asked.text.key] else str(_("No")),
            )
            for asked in self.asked
        ]


FORMS: dict[FormStep, type[StepForm]] = {
    form.step: form for form in (CompanyForm, MarketsForm, WishesForm, ConsentsForm)
}
"""The form of each step that asks something."""


class AddressForm(forms.Form):
    """An e-mail address to send something to."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        error_messages={
            "required": _("Enter an e-mail address."),
            "invalid": _("Enter an e-mail address such as name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
