"""Forms of review, selection and handing over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from gateways.models import Contact
from partnership.models import Cluster, Partnership, TargetMarket, User
from smes.choices import CompanyCategory, Eligibility, HandoverState, Stage
from smes.models import Criterion, Expression, Handover, Review
from smes.services.handovers import gateways_for
from smes.services.letters import LONGEST_OPENING
from smes.services.people import clusters_of, possible_reviewers, staff_of

NOT_A_CHOICE = {"invalid_choice": "“%(value)s” is none of the choices. Choose one from the list."}
GONE = {"invalid_choice": "This one cannot be chosen any more. Choose another one."}
DAY = {"invalid": "Enter a day such as 2026-06-24."}
RECEIVED_ALL, CHOSEN_ALL, LATE = "all received", "all selected", "standing still"
GROUPS = (
    (RECEIVED_ALL, "Everything received"),
    (CHOSEN_ALL, "Everything selected so far"),
    (LATE, "Standing still for too long"),
)


def _text(label: str, *, rows: int = 3, most: int = 3000, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "max_length": f"Keep it below {most} letters; these are %(show_value)s.",
            **options.pop("error_messages", {}),
        },
        **options,
    )


class PlainForm(forms.Form):
    """A form without colons after its labels; ``name`` keeps the ids of several on a page apart."""

    name = "form"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", auto_id=f"{self.name}_%s", **kwargs)


# Lists -------------------------------------------------------------------------------------------


class ListForm(PlainForm):
    """What the list of expressions is narrowed down to."""

    name = "list"

    q = forms.CharField(
        label="Search",
        max_length=200,
        required=False,
        error_messages={"max_length": "Search for at most 200 letters."},
    )
    stage = forms.ChoiceField(
        label="Stage",
        required=False,
        choices=[("", "All"), *GROUPS, *Stage.choices],
        error_messages=NOT_A_CHOICE,
    )
    market = forms.ModelChoiceField(
        TargetMarket.objects.none(), required=False, empty_label="All", error_messages=GONE
    )
    cluster = forms.ModelChoiceField(
        Cluster.objects.none(),
        label="Home cluster",
        required=False,
        empty_label="All",
        error_messages=GONE,
    )
    responsible = forms.ModelChoiceField(
        User.objects.none(), required=False, empty_label="All", error_messages=GONE
    )
    category = forms.ChoiceField(
        label="SME category",
        required=False,
        choices=[("", "All"), *CompanyCategory.choices],
        error_messages=NOT_A_CHOICE,
    )

    def __init__(self, data: Any = None, *, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["market"].queryset = TargetMarket.objects.filter(partnership=partnership).in_order()
        fields["cluster"].queryset = clusters_of(partnership)
        fields["responsible"].queryset = staff_of(partnership.pk)


# One expression ----------------------------------------------------------------------------------


class ExpressionForm(PlainForm):
    """A form about one expression."""

    def __init__(self, data: Any = None, *, expression: Expression, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.expression = expression
        self.prepare()

    def prepare(self) -> None:
        """Fill in what the form can choose from."""

    def fill(self, **values: Any) -> None:
        """Show what is kept now."""
        for name, value in values.items():
            self.fields[name].initial = value


class EligibilityForm(ExpressionForm):
    """A person's verdict on the checklist."""

    name = "check"

    eligibility = forms.ChoiceField(
        label="Verdict", choices=Eligibility.choices, error_messages=NOT_A_CHOICE
    )
    note = _text("Note", required=False, help_text="Needed where it is not eligible.")

    def prepare(self) -> None:
        """Show the verdict that is kept."""
        self.fill(eligibility=self.expression.eligibility, note=self.expression.eligibility_note)


class AssignForm(ExpressionForm):
    """Which member takes care of it, and who there."""

    name = "assign"

    cluster = forms.ModelChoiceField(
        Cluster.objects.none(),
        label="Home cluster",
        required=False,
        empty_label="Nobody yet",
        error_messages=GONE,
    )
    responsible = forms.ModelChoiceField(
        User.objects.none(), required=False, empty_label="Nobody yet", error_messages=GONE
    )

    def prepare(self) -> None:
        """Members of the partnership and people with a role in it."""
        fields: dict[str, Any] = self.fields
        fields["cluster"].queryset = clusters_of(self.expression.partnership)
        fields["responsible"].queryset = staff_of(self.expression.partnership_id)
        home = self.expression.cluster_id or self.expression.member_of_id
        self.fill(cluster=home, responsible=self.expression.responsible_id)


class BeginForm(ExpressionForm):
    """Nothing but the button."""

    name = "begin"


class AskForm(ExpressionForm):
    """Who is asked for a review, and until when."""

    name = "ask"

    reviewer = forms.ModelChoiceField(
        User.objects.none(),
        empty_label="Choose a person",
        error_messages={"required": "Choose who is asked.", **GONE},
    )
    due_on = forms.DateField(
        label="Until",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages=DAY,
    )

    def prepare(self) -> None:
        """Everybody who can be asked and was not."""
        fields: dict[str, Any] = self.fields
        fields["reviewer"].queryset = possible_reviewers(self.expression)


class ReviewForm(ExpressionForm):
    """Which of the reviews of an expression."""

    name = "unask"

    review = forms.ModelChoiceField(
        Review.objects.none(), error_messages={"required": "Choose a review.", **GONE}
    )

    def prepare(self) -> None:
        """The reviews of the expression."""
        fields: dict[str, Any] = self.fields
        fields["review"].queryset = Review.objects.filter(expression=self.expression)


class DecideForm(ExpressionForm):
    """Selected or declined, and why."""

    name = "decide"

    decision = forms.ChoiceField(
        choices=[("select", "Select"), ("decline", "Decline")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose to select or to decline.", **NOT_A_CHOICE},
    )
    reason = _text(
        "Reason, as the company will read it",
        required=False,
        help_text="Needed to decline. Write it in the language of the company.",
    )

    def clean(self) -> dict[str, Any]:
        """Declining needs a reason."""
        return needs_reason(self)


class TakeBackForm(ExpressionForm):
    """Why a decision is taken back."""

    name = "take-back"

    reason = _text(
        "Why the decision is taken back",
        rows=2,
        error_messages={"required": "Say why the decision is taken back."},
    )


def needs_reason(form: forms.Form) -> dict[str, Any]:
    """What was typed; an error where a company would be declined without a word."""
    typed = form.cleaned_data
    if typed.get("decision") == "decline" and not (typed.get("reason") or "").strip():
        form.add_error("reason", "Say why it is declined; the company will read it.")
    return typed


class HandOverForm(ExpressionForm):
    """Which gateway is asked, whom there, for which market."""

    name = "hand-over"

    market = forms.ModelChoiceField(
        TargetMarket.objects.none(),
        empty_label="Choose a market",
        error_messages={"required": "Choose the market.", **GONE},
    )
    contact = forms.ModelChoiceField(
        Contact.objects.none(),
        label="Gateway and contact",
        empty_label="Choose a contact",
        error_messages={"required": "Choose whom at the gateway you ask.", **GONE},
        help_text="Gateways that offer what the company wants stand first. Only contacts with an "
        "e-mail address are listed; others are entered in the office.",
    )
    message = _text(
        "Message to the gateway",
        required=False,
        help_text="What you ask of it. The company’s own words are on the page that it opens.",
    )

    def prepare(self) -> None:
        """Wanted markets first; contacts by gateway, the fitting gateways first."""
        fields: dict[str, Any] = self.fields
        wanted = self.expression.markets.in_order()
        everywhere = TargetMarket.objects.filter(partnership=self.expression.partnership_id)
        fields["market"].queryset = wanted if wanted else everywhere.in_order()
        gateways = list(gateways_for(self.expression))
        contacts = Contact.objects.filter(organisation__in=gateways).exclude(email="")
        fields["contact"].queryset = contacts.select_related("organisation")
        fields["contact"].choices = [
            ("", "Choose a contact"),
            *self._groups(gateways, list(contacts.order_by("position", "pk"))),
        ]

    @staticmethod
    def _groups(gateways: list[Any], contacts: list[Contact]) -> list[tuple[str, Any]]:
        found = []
        for gateway in gateways:
            own = [(row.pk, _named(row)) for row in contacts if row.organisation_id == gateway.pk]
            fitting = f" – {gateway.fitting} fitting offer{'s' * (gateway.fitting != 1)}"
            if own:
                found.append((f"{gateway.name}{fitting if gateway.fitting else ''}", own))
        return found


def _named(contact: Contact) -> str:
    return f"{contact.name}, {contact.function}" if contact.function else contact.name


class HandoverForm(ExpressionForm):
    """Which of the handovers of an expression, and what is answered."""

    name = "handover"

    handover = forms.ModelChoiceField(
        Handover.objects.none(), error_messages={"required": "Choose a gateway.", **GONE}
    )
    text = _text("Your answer", required=False, most=5000)

    def prepare(self) -> None:
        """The handovers of the expression."""
        fields: dict[str, Any] = self.fields
        fields["handover"].queryset = self.expression.handovers.all()


# Reviews -----------------------------------------------------------------------------------------


class DeclarationForm(PlainForm):
    """Whether a reviewer has a conflict of interest."""

    name = "declaration"

    has_conflict = forms.ChoiceField(
        label="Does anything bind you to this company?",
        choices=[
            ("no", "No. I have no conflict of interest."),
            ("yes", "Yes, I have a conflict of interest."),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Answer yes or no.", **NOT_A_CHOICE},
    )
    conflict = _text(
        "What binds you to the company",
        rows=2,
        required=False,
        help_text="Only where you have a conflict. The coordinator reads it.",
    )

    def clean(self) -> dict[str, Any]:
        """A conflict has words."""
        typed = self.cleaned_data
        if typed.get("has_conflict") == "yes" and not (typed.get("conflict") or "").strip():
            self.add_error("conflict", "Say in a few words what binds you to the company.")
        return typed


class LateConflictForm(PlainForm):
    """A conflict of interest that a reviewer notices on reading."""

    name = "late"

    conflict = _text(
        "What binds you to the company",
        rows=2,
        error_messages={"required": "Say in a few words what binds you to the company."},
        help_text="You will not see the expression any more, and your scores do not count.",
    )


class ScoresForm(PlainForm):
    """A score for each criterion, and a comment; a draft may leave scores out."""

    name = "scores"

    comment = _text("Comment", rows=5, required=False, help_text="For the coordinator.")

    def __init__(
        self,
        data: Any = None,
        *,
        criteria: Sequence[Criterion],
        review: Review,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.criteria = criteria
        known = {score.criterion_id: score.value for score in review.scores.all()}
        comment = self.fields.pop("comment")
        for row in criteria:
            self.fields[f"score-{row.pk}"] = self._score(row, known.get(row.pk))
        self.fields["comment"] = comment
        comment.initial = review.comment

    @staticmethod
    def _score(criterion: Criterion, initial: int | None) -> forms.IntegerField:
        limits = f"Enter a whole number from 0 to {criterion.highest}."
        return forms.IntegerField(
            label=criterion.label,
            required=False,
            min_value=0,
            max_value=criterion.highest,
            initial=initial,
            help_text=f"0 to {criterion.highest}, weight {criterion.weight}. {criterion.explanation}".strip(),
            error_messages={"invalid": limits, "min_value": limits, "max_value": limits},
        )

    def scores(self) -> dict[Criterion, int | None]:
        """Criterion and score, as typed."""
        return {row: self.cleaned_data.get(f"score-{row.pk}") for row in self.criteria}

    def score_fields(self) -> list[Any]:
        """The fields of the scores."""
        return [self[f"score-{row.pk}"] for row in self.criteria]


# Batches -----------------------------------------------------------------------------------------


class BatchForm(PlainForm):
    """Several expressions, one decision."""

    name = "batch"

    chosen = forms.ModelMultipleChoiceField(
        Expression.objects.none(),
        error_messages={
            "required": "Choose at least one expression.",
            "invalid_choice": "One of these is not under review any more. Look at the list again.",
        },
    )
    decision = forms.ChoiceField(
        choices=[("select", "Select"), ("decline", "Decline")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose to select or to decline.", **NOT_A_CHOICE},
    )
    reason = _text(
        "Reason, as each of these companies will read it",
        required=False,
        help_text="Needed to decline. To give each its own reason, decide on its page.",
    )

    def __init__(self, data: Any = None, *, rows: QuerySet, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["chosen"].queryset = rows

    def clean(self) -> dict[str, Any]:
        """Declining needs a reason."""
        return needs_reason(self)


class LettersForm(PlainForm):
    """Which companies are told, and the first paragraph of all their letters."""

    name = "letters"

    chosen = forms.ModelMultipleChoiceField(
        Expression.objects.none(),
        error_messages={
            "required": "Choose at least one letter.",
            "invalid_choice": "One of these companies was told by now, or its decision was taken back. "
            "Look at the list again.",
        },
    )
    opening = _text(
        "Opening paragraph",
        rows=4,
        most=LONGEST_OPENING,
        required=False,
        help_text="The same in every letter of this batch, exactly as you type it; leave it empty for "
        "none. It is not translated.",
    )

    def __init__(self, data: Any = None, *, rows: QuerySet, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["chosen"].queryset = rows

    def clean_opening(self) -> str:
        """One kind of line end, so that preview and letter are the same to the letter."""
        return one_line_end(self.cleaned_data["opening"])


def one_line_end(typed: str) -> str:
    """A text with the line ends that browsers send turned into one kind."""
    return typed.replace("\r\n", "\n").strip()


# The gateway -------------------------------------------------------------------------------------


class AnswerForm(PlainForm):
    """What a gateway says."""

    name = "answer"

    answer = forms.ChoiceField(
        label="Your answer",
        choices=[
            (HandoverState.ACCEPTED, "We accept: we support this company."),
            (HandoverState.ASKED_BACK, "We have a question first."),
            (HandoverState.DECLINED, "We decline."),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the answers.", **NOT_A_CHOICE},
    )
    text = _text(
        "Your question, or why you decline",
        most=5000,
        required=False,
        help_text="The partnership reads it; a question and its answer are read by the company, too.",
    )

    def clean(self) -> dict[str, Any]:
        """Questions and refusals have words."""
        typed = self.cleaned_data
        if not (typed.get("text") or "").strip():
            if typed.get("answer") == HandoverState.ASKED_BACK:
                self.add_error("text", "Write what you want to know.")
            if typed.get("answer") == HandoverState.DECLINED:
                self.add_error(
                    "text", "Say in a few words why, so that we can find a better gateway."
                )
        return typed
