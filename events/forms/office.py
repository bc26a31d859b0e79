"""Forms of those who run an event: the list, decisions, invitations, delegations."""

from typing import Any

from django import forms

from events.choices import RegistrationState
from events.exceptions import ReasonIsMissing
from events.models import Delegation, Event, Registration
from events.services.invitations import MOST_AT_ONCE, Pasted, read_pasted
from events.services.registrations import require_reason
from gateways.choices import Side
from partnership.choices import Language

SHOWN = [state for state in RegistrationState if state != RegistrationState.UNCONFIRMED]
DECISIONS = (
    (RegistrationState.CONFIRMED.value, "Confirm"),
    (RegistrationState.WAITING_LIST.value, "Put on the waiting list"),
    (RegistrationState.DECLINED.value, "Decline"),
    (RegistrationState.CANCELLED.value, "Cancel"),
)


class ListForm(forms.Form):
    """What the list is narrowed down to."""

    q = forms.CharField(label="Search", required=False, max_length=100)
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "All"), *[(state.value, state.label) for state in SHOWN]],
    )
    side = forms.ChoiceField(label="Side", required=False, choices=[("", "All"), *Side.choices])

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)


class DecisionForm(forms.Form):
    """A decision on the registrations chosen."""

    chosen = forms.ModelMultipleChoiceField(
        queryset=Registration.objects.none(),
        error_messages={"required": "Choose at least one registration."},
    )
    decision = forms.ChoiceField(
        label="Decision",
        choices=DECISIONS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you decide."},
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed to decline; the registrants read it, also where you cancel.",
    )

    def __init__(self, data: Any = None, *, event: Event, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.fields["chosen"].queryset = Registration.objects.sent().filter(event=event)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Who declines says why."""
        told = super().clean() or self.cleaned_data
        try:
            require_reason(told.get("decision", ""), told.get("reason", ""))
        except ReasonIsMissing as error:
            self.add_error("reason", str(error))
        return told


class InvitationsForm(forms.Form):
    """A pasted list of people to invite."""

    people = forms.CharField(
        label="People",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One per line: “Name <name@example.org>” or the address alone. "
        "Addresses from a spreadsheet can be pasted as they are.",
        error_messages={"required": "Paste at least one address."},
    )
    language = forms.ChoiceField(label="Language of the invitation", choices=Language.choices)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)

    def clean_people(self) -> Pasted:
        """The people; lines that nobody can read are told, so that they can be mended."""
        pasted = read_pasted(self.cleaned_data["people"])
        if pasted.unread:
            lines = "; ".join(f"“{line[:80]}”" for line in pasted.unread[:5])
            raise forms.ValidationError(
                f"No e-mail address is found in: {lines}. Mend or delete it."
            )
        if len(pasted.people) > MOST_AT_ONCE:
            raise forms.ValidationError(f"Paste {MOST_AT_ONCE} people at most at once.")
        return pasted


class AssignForm(forms.Form):
    """Registrations that travel with a delegation."""

    chosen = forms.ModelMultipleChoiceField(
        queryset=Registration.objects.none(),
        error_messages={"required": "Choose at least one registration."},
    )
    delegation = forms.ModelChoiceField(
        label="Delegation",
        queryset=Delegation.objects.none(),
        required=False,
        empty_label="No delegation",
    )

    def __init__(self, data: Any = None, *, event: Event, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.fields["chosen"].queryset = Registration.objects.confirmed().filter(event=event)  # type: ignore[attr-defined]
        self.fields["delegation"].queryset = event.delegations.all()  # type: ignore[attr-defined]
