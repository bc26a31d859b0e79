from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import common.constraints
import common.currencies
import common.fields
import common.files
import common.models
import smes.models.expressions
import smes.models.outcomes
import smes.models.support
from common.migrations import CreateModels


class Migration(migrations.Migration):
    dependencies = [
        ("gateways", "0006_services"),
        ("partnership", "0012_old_drafts"),
        ("smes", "0003_confidentiality"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Expression",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(editable=False, null=True)),
                        (
                            "reference",
                            models.CharField(
                                blank=True,
                                editable=False,
                                help_text="Given when it is sent, for example BIOXCLUSTERS-2026-0012.",
                                max_length=80,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Sent, address not confirmed"),
                                    ("confirmed", "Received"),
                                    ("under review", "Under review"),
                                    ("selected", "Selected"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Withdrawn"),
                                    ("work plan agreed", "Work plan agreed"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("fr", "French"), ("de", "German")],
                                default="en",
                                max_length=5,
                            ),
                        ),
                        ("link_version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "revision",
                            models.PositiveIntegerField(
                                default=0,
                                editable=False,
                                help_text="Counts what was saved, so that two tabs notice.",
                            ),
                        ),
                        (
                            "company_name",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name of the company"
                            ),
                        ),
                        ("country", django_countries.fields.CountryField(blank=True, max_length=2)),
                        ("city", models.CharField(blank=True, max_length=120, verbose_name="town")),
                        ("website", models.URLField(blank=True)),
                        (
                            "registration_number",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="VAT or register number"
                            ),
                        ),
                        ("sector", models.CharField(blank=True, max_length=120)),
                        (
                            "profile",
                            models.TextField(blank=True, verbose_name="what the company does"),
                        ),
                        (
                            "ownership",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        "autonomous",
                                        "No other enterprise holds 25 % or more of us, nor we of another",
                                    ),
                                    (
                                        "consolidated",
                                        "We have partners or a group; the figures include them",
                                    ),
                                    (
                                        "not consolidated",
                                        "We have partners or a group; the figures are ours alone",
                                    ),
                                    ("public", "Public bodies hold 25 % or more of us"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "headcount",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="people employed"
                            ),
                        ),
                        (
                            "turnover",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=16, null=True
                            ),
                        ),
                        (
                            "balance_sheet_total",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=16, null=True
                            ),
                        ),
                        (
                            "figures_year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="year of the figures"
                            ),
                        ),
                        (
                            "contact_name",
                            models.CharField(blank=True, max_length=200, verbose_name="contact"),
                        ),
                        (
                            "contact_function",
                            models.CharField(blank=True, max_length=120, verbose_name="function"),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="e-mail address"
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=40, verbose_name="telephone"),
                        ),
                        ("seeks", models.TextField(blank=True, verbose_name="what it seeks")),
                        (
                            "eligibility",
                            models.CharField(
                                choices=[
                                    ("unchecked", "Not checked yet"),
                                    ("eligible", "Eligible"),
                                    ("not eligible", "Not eligible"),
                                ],
                                default="unchecked",
                                max_length=20,
                            ),
                        ),
                        (
                            "eligibility_note",
                            models.TextField(blank=True, verbose_name="why eligible or not"),
                        ),
                        (
                            "decision_reason",
                            models.TextField(
                                blank=True,
                                help_text="The letter tells it to the company, so write it for the company.",
                            ),
                        ),
                        (
                            "saved_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last typed in",
                            ),
                        ),
                        (
                            "submitted_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="sent"
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="confirmed"
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="decided"
                            ),
                        ),
                        (
                            "told_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="decision sent"
                            ),
                        ),
                        (
                            "moved_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="in this state since",
                            ),
                        ),
                        (
                            "cluster",
                            models.ForeignKey(
                                blank=True,
                                help_text="The member of the consortium that takes care of it.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="expressions",
                                to="partnership.cluster",
                                verbose_name="home cluster",
                            ),
                        ),
                        (
                            "company",
                            models.ForeignKey(
                                blank=True,
                                help_text="The company in the partnership’s directory.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="expressions",
                                to="smes.company",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "gateways",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Organisations that the company would like to work with.",
                                related_name="wanted_by",
                                to="gateways.organisation",
                            ),
                        ),
                        (
                            "markets",
                            models.ManyToManyField(
                                blank=True,
                                related_name="expressions",
                                to="partnership.targetmarket",
                            ),
                        ),
                        (
                            "member_of",
                            models.ForeignKey(
                                blank=True,
                                help_text="The cluster that the company says it belongs to.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="partnership.cluster",
                                verbose_name="member of",
                            ),
                        ),
                        (
                            "objectives",
                            models.ManyToManyField(
                                blank=True, related_name="expressions", to="smes.objective"
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="partnership.partnership",
                            ),
                        ),
                        (
                            "responsible",
                            models.ForeignKey(
                                blank=True,
                                help_text="Who takes care of it.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="expressions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "services",
                            models.ManyToManyField(
                                blank=True, related_name="expressions", to="gateways.service"
                            ),
                        ),
                        (
                            "typed",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                editable=False,
                                help_text="By step: when it was saved last and from which tab, and what fits no field yet.",
                            ),
                        ),
                        (
                            "reminded_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                null=True,
                                verbose_name="reminded of the draft",
                            ),
                        ),
                        (
                            "sign_in_asked_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                help_text="The SME wants a sign-in; it is invited once its company is in the directory.",
                                null=True,
                                verbose_name="sign-in asked for",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "expression of interest",
                        "verbose_name_plural": "expressions of interest",
                        "ordering": ["-submitted_at", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["partnership", "state"], name="expression_by_state"
                            )
                        ],
                        "constraints": [
                            common.constraints.FieldUnique(
                                condition=models.Q(("number__isnull", False)),
                                field="number",
                                fields=("partnership", "number"),
                                name="expression_number_unique",
                                violation_error_message="Another expression of interest has this number.",
                            ),
                            common.constraints.FieldUnique(
                                condition=models.Q(("reference", ""), _negated=True),
                                field="reference",
                                fields=("reference",),
                                name="expression_reference_unique",
                                violation_error_message="Another expression of interest has this reference.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "draft",
                                            "submitted",
                                            "confirmed",
                                            "under review",
                                            "selected",
                                            "declined",
                                            "withdrawn",
                                            "work plan agreed",
                                        ],
                                    )
                                ),
                                field="state",
                                name="expression_state_known",
                                violation_error_message="This is no state of an expression of interest.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("state__in", ["draft", "withdrawn"]),
                                    models.Q(
                                        models.Q(("reference", ""), _negated=True),
                                        ("number__isnull", False),
                                        ("submitted_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                field="reference",
                                name="expression_sent_has_reference",
                                violation_error_message="An expression of interest that was sent has a reference.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("state__in", ["draft", "withdrawn"]),
                                    models.Q(("email", ""), _negated=True),
                                    _connector="OR",
                                ),
                                field="email",
                                name="expression_sent_has_address",
                                violation_error_message="Enter an e-mail address that we can answer to.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    models.Q(("state", "declined"), _negated=True),
                                    models.Q(("decision_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                field="decision_reason",
                                name="expression_declined_has_reason",
                                violation_error_message="Say why it is declined; the company will read it.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    models.Q(("eligibility", "not eligible"), _negated=True),
                                    models.Q(("eligibility_note", ""), _negated=True),
                                    _connector="OR",
                                ),
                                field="eligibility_note",
                                name="expression_not_eligible_has_reason",
                                violation_error_message="Say why it is not eligible.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("eligibility__in", ["unchecked", "eligible", "not eligible"])
                                ),
                                field="eligibility",
                                name="expression_eligibility_known",
                                violation_error_message="Choose eligible, not eligible, or not checked yet.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("ownership", ""),
                                    (
                                        "ownership__in",
                                        [
                                            "autonomous",
                                            "consolidated",
                                            "not consolidated",
                                            "public",
                                        ],
                                    ),
                                    _connector="OR",
                                ),
                                field="ownership",
                                name="expression_ownership_known",
                                violation_error_message="Choose one of the answers.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("turnover", None), ("turnover__gte", 0), _connector="OR"
                                ),
                                field="turnover",
                                name="expression_turnover_not_negative",
                                violation_error_message="A turnover cannot be below zero.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("balance_sheet_total", None),
                                    ("balance_sheet_total__gte", 0),
                                    _connector="OR",
                                ),
                                field="balance_sheet_total",
                                name="expression_balance_sheet_total_not_negative",
                                violation_error_message="A balance sheet total cannot be below zero.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("company", "Your company"),
                                    ("markets", "Markets and services"),
                                    ("wishes", "What you seek"),
                                ],
                                default="wishes",
                                max_length=20,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("line", "A line of text"),
                                    ("text", "A longer text"),
                                    ("yes or no", "Yes or no"),
                                    ("one of", "One of several"),
                                    ("several of", "Any of several"),
                                    ("number", "A number"),
                                    ("day", "A day"),
                                ],
                                default="line",
                                max_length=20,
                            ),
                        ),
                        (
                            "text",
                            models.CharField(
                                help_text="The question as the SME reads it.", max_length=250
                            ),
                        ),
                        (
                            "text_fr",
                            models.CharField(
                                blank=True,
                                help_text="Leave empty to show the English text.",
                                max_length=250,
                                verbose_name="text in French",
                            ),
                        ),
                        (
                            "text_de",
                            models.CharField(
                                blank=True,
                                help_text="Leave empty to show the English text.",
                                max_length=250,
                                verbose_name="text in German",
                            ),
                        ),
                        ("help", models.CharField(blank=True, max_length=250, verbose_name="hint")),
                        (
                            "help_fr",
                            models.CharField(
                                blank=True,
                                help_text="Leave empty to show the English text.",
                                max_length=250,
                                verbose_name="hint in French",
                            ),
                        ),
                        (
                            "help_de",
                            models.CharField(
                                blank=True,
                                help_text="Leave empty to show the English text.",
                                max_length=250,
                                verbose_name="hint in German",
                            ),
                        ),
                        (
                            "choices",
                            common.fields.LinesField(
                                blank=True,
                                default=list,
                                help_text="One answer per line, for the kinds that offer a choice.",
                            ),
                        ),
                        (
                            "choices_fr",
                            common.fields.LinesField(
                                blank=True,
                                default=list,
                                help_text="In the same order; leave empty to show the English ones.",
                                verbose_name="choices in French",
                            ),
                        ),
                        (
                            "choices_de",
                            common.fields.LinesField(
                                blank=True,
                                default=list,
                                help_text="In the same order; leave empty to show the English ones.",
                                verbose_name="choices in German",
                            ),
                        ),
                        (
                            "is_required",
                            models.BooleanField(default=False, verbose_name="must be answered"),
                        ),
                        (
                            "is_asked",
                            models.BooleanField(
                                default=True,
                                help_text="Untick to stop asking; answers are kept.",
                                verbose_name="asked now",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="Order, lowest first."
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="partnership.partnership",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["step", "position", "pk"],
                        "constraints": [
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "line",
                                            "text",
                                            "yes or no",
                                            "one of",
                                            "several of",
                                            "number",
                                            "day",
                                        ],
                                    )
                                ),
                                field="kind",
                                name="question_kind_known",
                                violation_error_message="Choose one of the kinds of answer.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(("step__in", ["company", "markets", "wishes"])),
                                field="step",
                                name="question_step_known",
                                violation_error_message="Choose one of the steps of the form.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    models.Q(("kind__in", ["one of", "several of"]), _negated=True),
                                    models.Q(("choices", ""), _negated=True),
                                    _connector="OR",
                                ),
                                field="choices",
                                name="question_has_choices",
                                violation_error_message="List the answers to choose from, one per line.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        ("value", models.TextField(blank=True)),
                        (
                            "expression",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="smes.expression",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="smes.question",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["question__step", "question__position", "pk"],
                        "constraints": [
                            common.constraints.FieldUnique(
                                field="question",
                                fields=("expression", "question"),
                                name="answer_once",
                                violation_error_message="This question is answered already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Criterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        ("label", models.CharField(max_length=120)),
                        (
                            "explanation",
                            models.TextField(blank=True, help_text="What reviewers look for."),
                        ),
                        (
                            "weight",
                            models.PositiveSmallIntegerField(
                                help_text="In relation to the other criteria; they need not make 100.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                            ),
                        ),
                        (
                            "highest",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="Scores go from 0 to this one.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="highest score",
                            ),
                        ),
                        (
                            "is_used",
                            models.BooleanField(
                                default=True,
                                help_text="Untick to leave it out of new reviews; scores are kept.",
                                verbose_name="used",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="Order, lowest first."
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="partnership.partnership",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "criteria",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            common.constraints.FieldCheck(
                                condition=models.Q(("weight__gte", 1), ("weight__lte", 100)),
                                field="weight",
                                name="criterion_weight_within_limits",
                                violation_error_message="Enter a weight from 1 to 100.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(("highest__gte", 1), ("highest__lte", 100)),
                                field="highest",
                                name="criterion_highest_within_limits",
                                violation_error_message="Enter a highest score from 1 to 100.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExpressionConsent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "given_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="given"
                            ),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
                        ),
                        (
                            "expression",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="consents",
                                to="smes.expression",
                            ),
                        ),
                        (
                            "text",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="expression_consents",
                                to="partnership.consenttext",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "consent of a company",
                        "verbose_name_plural": "consents of companies",
                        "ordering": ["given_at", "pk"],
                        "constraints": [
                            common.constraints.FieldUnique(
                                condition=models.Q(("withdrawn_at", None)),
                                field="text",
                                fields=("expression", "text"),
                                name="expression_consent_given_once",
                                violation_error_message="The company has agreed to this version already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExpressionFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "file",
                            common.files.PrivateFileField(
                                max_length=250,
                                storage=common.files.private_files,
                                upload_to=smes.models.expressions.expression_file_path,
                                validators=[common.files.validate_document],
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name of the file")),
                        (
                            "size",
                            models.PositiveBigIntegerField(
                                default=0, editable=False, help_text="In bytes."
                            ),
                        ),
                        ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("SME", "The company"),
                                    ("partner", "The partnership"),
                                    ("gateway", "The gateway"),
                                ],
                                default="SME",
                                max_length=10,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="expression_files",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "expression",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="smes.expression",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "file of an expression",
                        "verbose_name_plural": "files of expressions",
                        "ordering": ["pk"],
                        "constraints": [
                            common.constraints.FieldUnique(
                                condition=models.Q(("sha256", ""), _negated=True),
                                field="file",
                                fields=("expression", "sha256"),
                                name="expression_file_once",
                                violation_error_message="This very file is there already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExpressionMessage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("SME", "The company"),
                                    ("partner", "The partnership"),
                                    ("gateway", "The gateway"),
                                ],
                                max_length=10,
                                verbose_name="from",
                            ),
                        ),
                        ("text", models.TextField(max_length=5000)),
                        (
                            "at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="when"
                            ),
                        ),
                        (
                            "read_by_sme_at",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        (
                            "read_by_partner_at",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        (
                            "once",
                            models.CharField(
                                blank=True,
                                editable=False,
                                help_text="Tells a double click from a message.",
                                max_length=64,
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="expression_messages",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "expression",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="messages",
                                to="smes.expression",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "message",
                        "ordering": ["at", "pk"],
                        "constraints": [
                            common.constraints.FieldUnique(
                                condition=models.Q(("once", ""), _negated=True),
                                field="text",
                                fields=("expression", "once"),
                                name="expression_message_once",
                                violation_error_message="This message was sent already.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(("text", ""), _negated=True),
                                field="text",
                                name="expression_message_has_text",
                                violation_error_message="Write a message.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExpressionStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "from_state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Sent, address not confirmed"),
                                    ("confirmed", "Received"),
                                    ("under review", "Under review"),
                                    ("selected", "Selected"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Withdrawn"),
                                    ("work plan agreed", "Work plan agreed"),
                                ],
                                max_length=20,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Sent, address not confirmed"),
                                    ("confirmed", "Received"),
                                    ("under review", "Under review"),
                                    ("selected", "Selected"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Withdrawn"),
                                    ("work plan agreed", "Work plan agreed"),
                                ],
                                max_length=20,
                                verbose_name="to",
                            ),
                        ),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("SME", "The company"),
                                    ("partner", "The partnership"),
                                    ("gateway", "The gateway"),
                                ],
                                max_length=10,
                                verbose_name="side",
                            ),
                        ),
                        (
                            "at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="when"
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty where the company took the step itself.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="expression_steps",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "expression",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="smes.expression",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "step of an expression",
                        "verbose_name_plural": "steps of expressions",
                        "ordering": ["-at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Handover",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("offered", "Waiting for the gateway"),
                                    ("asked back", "The gateway asks back"),
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined by the gateway"),
                                    ("recalled", "Taken back"),
                                ],
                                default="offered",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        (
                            "message",
                            models.TextField(blank=True, help_text="What you ask of the gateway."),
                        ),
                        ("answer", models.TextField(blank=True, editable=False)),
                        (
                            "answered_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="answered"
                            ),
                        ),
                        (
                            "sent_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="sent",
                            ),
                        ),
                        (
                            "reminded_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="reminded"
                            ),
                        ),
                        ("link_version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                help_text="Who is asked; the person gets a private link by e-mail.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="handovers",
                                to="gateways.contact",
                            ),
                        ),
                        (
                            "expression",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="handovers",
                                to="smes.expression",
                            ),
                        ),
                        (
                            "market",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="partnership.targetmarket",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="gateways.organisation",
                                verbose_name="gateway",
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="handovers",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-sent_at", "-pk"],
                        "constraints": [
                            common.constraints.FieldUnique(
                                condition=models.Q(
                                    ("state__in", ["offered", "asked back", "accepted"])
                                ),
                                field="organisation",
                                fields=("expression", "organisation", "market"),
                                name="handover_once",
                                violation_error_message="The expression is with this gateway already.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    models.Q(
                                        ("state__in", ["asked back", "declined"]), _negated=True
                                    ),
                                    models.Q(("answer", ""), _negated=True),
                                    _connector="OR",
                                ),
                                field="answer",
                                name="handover_answer_has_words",
                                violation_error_message="Write what you want to know, or why you decline.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "offered",
                                            "asked back",
                                            "accepted",
                                            "declined",
                                            "recalled",
                                        ],
                                    )
                                ),
                                field="state",
                                name="handover_state_known",
                                violation_error_message="This is no state of a handover.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupportCase",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "confidentiality",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("hidden from public", "Hidden from the public"),
                                    (
                                        "hidden from partners",
                                        "Hidden from the public and the other partners",
                                    ),
                                ],
                                default="open",
                                help_text="Where it is hidden, documents keep the row and show a pseudonym such as “SME 07, DE”.",
                                max_length=20,
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                help_text="In a few words, what the support is for.", max_length=200
                            ),
                        ),
                        (
                            "aim",
                            models.TextField(
                                blank=True, help_text="What shall be different afterwards."
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planning", "Work plan to be agreed"),
                                    ("running", "Under way"),
                                    ("completed", "Completed"),
                                    ("stopped", "Stopped"),
                                ],
                                default="planning",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        (
                            "plan_version",
                            models.PositiveIntegerField(
                                default=1,
                                editable=False,
                                help_text="Both sides agree to one version of the work plan.",
                            ),
                        ),
                        (
                            "sme_agreed_version",
                            models.PositiveIntegerField(default=0, editable=False),
                        ),
                        (
                            "sme_agreed_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                null=True,
                                verbose_name="agreed by the SME",
                            ),
                        ),
                        (
                            "gateway_agreed_version",
                            models.PositiveIntegerField(default=0, editable=False),
                        ),
                        (
                            "gateway_agreed_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                null=True,
                                verbose_name="agreed by the gateway",
                            ),
                        ),
                        (
                            "started_on",
                            models.DateField(blank=True, null=True, verbose_name="began"),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended")),
                        (
                            "ended_because",
                            models.TextField(blank=True, verbose_name="why it was stopped"),
                        ),
                        ("link_version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "cluster",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="support_cases",
                                to="partnership.cluster",
                                verbose_name="home cluster",
                            ),
                        ),
                        (
                            "company",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="support_cases",
                                to="smes.company",
                            ),
                        ),
                        (
                            "expression",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty for support that began without an expression of interest.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="support_cases",
                                to="smes.expression",
                            ),
                        ),
                        (
                            "handover",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="support_case",
                                to="smes.handover",
                            ),
                        ),
                        (
                            "market",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="support_cases",
                                to="partnership.targetmarket",
                            ),
                        ),
                        (
                            "objectives",
                            models.ManyToManyField(
                                blank=True, related_name="support_cases", to="smes.objective"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="support_cases_given",
                                to="gateways.organisation",
                                verbose_name="gateway or expert",
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="partnership.partnership",
                            ),
                        ),
                        (
                            "services",
                            models.ManyToManyField(
                                blank=True, related_name="support_cases", to="gateways.service"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-created_at", "-pk"],
                        "constraints": [
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    (
                                        "confidentiality__in",
                                        ["open", "hidden from public", "hidden from partners"],
                                    )
                                ),
                                field="confidentiality",
                                name="support_case_confidentiality_known",
                                violation_error_message="Choose who must not learn the names: nobody, the public, or the public and the other partners.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("state__in", ["planning", "running", "completed", "stopped"])
                                ),
                                field="state",
                                name="support_case_state_known",
                                violation_error_message="This is no state of a support case.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("ended_on", None),
                                    ("started_on", None),
                                    ("ended_on__gte", models.F("started_on")),
                                    _connector="OR",
                                ),
                                field="ended_on",
                                name="support_case_ends_after_start",
                                violation_error_message="The support cannot end before it began.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    models.Q(("state", "stopped"), _negated=True),
                                    models.Q(("ended_because", ""), _negated=True),
                                    _connector="OR",
                                ),
                                field="ended_because",
                                name="support_case_stopped_has_reason",
                                violation_error_message="Say why the support was stopped.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outcome",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("meeting", "Meeting with a possible partner"),
                                    ("request", "Request for an order or an offer"),
                                    ("contract", "Contract of sale or distribution"),
                                    ("office", "Office, branch or role abroad"),
                                    ("agreement", "Cooperation agreement"),
                                    ("NDA", "Non-disclosure agreement"),
                                    ("MTA", "Material transfer agreement"),
                                    ("project", "Joint project"),
                                    ("turnover", "Turnover in the market"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="How many of the same kind, for example 3 meetings.",
                                validators=[
                                    django.core.validators.MaxValueValidator(
                                        1000, "Enter 1000 or less."
                                    )
                                ],
                            ),
                        ),
                        (
                            "description",
                            models.TextField(
                                help_text="A sentence or two: what, with whom, since when."
                            ),
                        ),
                        (
                            "happened_on",
                            models.DateField(blank=True, null=True, verbose_name="day"),
                        ),
                        (
                            "partner_name",
                            models.CharField(
                                blank=True,
                                help_text="The partner’s name, as the company typed it.",
                                max_length=200,
                            ),
                        ),
                        (
                            "value",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=16, null=True
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                help_text="ISO code, for example EUR.",
                                max_length=3,
                                validators=[common.currencies.validate_currency],
                            ),
                        ),
                        (
                            "evidence",
                            models.CharField(
                                choices=[
                                    ("declared", "Declared"),
                                    ("confirmed", "Confirmed by the company"),
                                    ("documented", "Documented"),
                                ],
                                default="declared",
                                editable=False,
                                max_length=20,
                                verbose_name="evidence level",
                            ),
                        ),
                        (
                            "declared_by",
                            models.CharField(
                                choices=[
                                    ("SME", "The company"),
                                    ("partner", "The partnership"),
                                    ("gateway", "The gateway"),
                                ],
                                default="partner",
                                max_length=10,
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="confirmed"
                            ),
                        ),
                        (
                            "disputed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="disputed"
                            ),
                        ),
                        (
                            "dispute",
                            models.TextField(
                                blank=True,
                                editable=False,
                                verbose_name="what the company says against it",
                            ),
                        ),
                        (
                            "document_file",
                            common.files.PrivateFileField(
                                blank=True,
                                help_text="What proves it, for example the contract, as PDF, picture or office document.",
                                max_length=250,
                                storage=common.files.private_files,
                                upload_to=smes.models.outcomes.outcome_document_path,
                                validators=[common.files.validate_document],
                                verbose_name="document",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="outcomes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                blank=True,
                                help_text="Where the partner is in the directory.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcomes",
                                to="gateways.organisation",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="smes.supportcase",
                            ),
                        ),
                        (
                            "answered_wording",
                            models.CharField(
                                blank=True,
                                editable=False,
                                help_text="Digest of what the company confirmed or disputed.",
                                max_length=64,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["case", "happened_on", "pk"],
                        "constraints": [
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "meeting",
                                            "request",
                                            "contract",
                                            "office",
                                            "agreement",
                                            "NDA",
                                            "MTA",
                                            "project",
                                            "turnover",
                                        ],
                                    )
                                ),
                                field="kind",
                                name="outcome_kind_known",
                                violation_error_message="Choose one of the kinds of outcome.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(("number__gte", 1)),
                                field="number",
                                name="outcome_number_positive",
                                violation_error_message="Enter 1 or more.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("value", None), ("value__gte", 0), _connector="OR"
                                ),
                                field="value",
                                name="outcome_value_not_negative",
                                violation_error_message="A value cannot be below zero.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("value", None),
                                    models.Q(("currency", ""), _negated=True),
                                    _connector="OR",
                                ),
                                field="currency",
                                name="outcome_value_has_currency",
                                violation_error_message="Say in which currency, for example EUR.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    models.Q(("kind", "turnover"), _negated=True),
                                    ("value__isnull", False),
                                    _connector="OR",
                                ),
                                field="value",
                                name="outcome_turnover_has_value",
                                violation_error_message="Enter the turnover.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("evidence", "declared"),
                                    ("confirmed_at__isnull", False),
                                    _connector="OR",
                                ),
                                field="evidence",
                                name="outcome_confirmed_has_moment",
                                violation_error_message="Only the company can confirm an outcome.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    models.Q(("evidence", "documented"), _negated=True),
                                    models.Q(("document_file", ""), _negated=True),
                                    _connector="OR",
                                ),
                                field="document_file",
                                name="outcome_documented_has_document",
                                violation_error_message="A documented outcome needs its document.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("confirmed_at", None), ("disputed_at", None), _connector="OR"
                                ),
                                field="evidence",
                                name="outcome_confirmed_or_disputed",
                                violation_error_message="An outcome is confirmed or disputed, not both.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutcomeRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="After the end of the support; empty where the company was asked in between.",
                                null=True,
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due")),
                        (
                            "asked_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="asked"
                            ),
                        ),
                        (
                            "reminded_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="reminded"
                            ),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="answered"
                            ),
                        ),
                        ("link_version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="smes.supportcase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "question about outcomes",
                        "verbose_name_plural": "questions about outcomes",
                        "ordering": ["due_on", "pk"],
                        "constraints": [
                            common.constraints.FieldUnique(
                                field="months",
                                fields=("case", "months"),
                                name="outcome_request_once",
                                violation_error_message="The company is asked once after so many months.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "Asked for"),
                                    ("done", "Done"),
                                    ("conflict of interest", "Barred by a conflict of interest"),
                                ],
                                default="asked",
                                max_length=30,
                            ),
                        ),
                        (
                            "conflict",
                            models.TextField(
                                blank=True,
                                help_text="What binds the reviewer to the company.",
                                verbose_name="conflict of interest",
                            ),
                        ),
                        ("comment", models.TextField(blank=True)),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                        (
                            "done_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="done"
                            ),
                        ),
                        (
                            "reminded_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="reminded"
                            ),
                        ),
                        (
                            "expression",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reviews",
                                to="smes.expression",
                            ),
                        ),
                        (
                            "reviewer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "declared_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                help_text="When the reviewer declared to have no conflict of interest.",
                                null=True,
                                verbose_name="no conflict declared",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["expression", "pk"],
                        "constraints": [
                            common.constraints.FieldUnique(
                                field="reviewer",
                                fields=("expression", "reviewer"),
                                name="review_once",
                                violation_error_message="This reviewer is asked already.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    models.Q(("state", "conflict of interest"), _negated=True),
                                    models.Q(("conflict", ""), _negated=True),
                                    _connector="OR",
                                ),
                                field="conflict",
                                name="review_conflict_has_words",
                                violation_error_message="Say what the conflict of interest is.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("state__in", ["asked", "done", "conflict of interest"])
                                ),
                                field="state",
                                name="review_state_known",
                                violation_error_message="This is no state of a review.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    models.Q(("state", "done"), _negated=True),
                                    ("done_at__isnull", False),
                                    _connector="OR",
                                ),
                                field="state",
                                name="review_done_has_moment",
                                violation_error_message="A review that is done has the moment when it was done.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    models.Q(("state", "done"), _negated=True),
                                    ("declared_at__isnull", False),
                                    _connector="OR",
                                ),
                                field="state",
                                name="review_done_after_declaration",
                                violation_error_message="Declare first whether you have a conflict of interest.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Satisfaction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "overall",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Choose 1 to 5."),
                                    django.core.validators.MaxValueValidator(5, "Choose 1 to 5."),
                                ]
                            ),
                        ),
                        (
                            "gateway_rating",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Choose 1 to 5."),
                                    django.core.validators.MaxValueValidator(5, "Choose 1 to 5."),
                                ],
                                verbose_name="help of the gateway",
                            ),
                        ),
                        (
                            "cluster_rating",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Choose 1 to 5."),
                                    django.core.validators.MaxValueValidator(5, "Choose 1 to 5."),
                                ],
                                verbose_name="help of the cluster",
                            ),
                        ),
                        ("would_recommend", models.BooleanField(blank=True, null=True)),
                        ("comment", models.TextField(blank=True)),
                        (
                            "answered_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="answered",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="smes.supportcase",
                            ),
                        ),
                        (
                            "timing",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Choose 1 to 5."),
                                    django.core.validators.MaxValueValidator(5, "Choose 1 to 5."),
                                ],
                                verbose_name="keeping to the plan",
                            ),
                        ),
                        (
                            "usefulness",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Choose 1 to 5."),
                                    django.core.validators.MaxValueValidator(5, "Choose 1 to 5."),
                                ],
                                verbose_name="use of the results",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "satisfaction survey",
                        "ordering": ["-answered_at", "-pk"],
                        "constraints": [
                            common.constraints.FieldUnique(
                                field="case",
                                fields=("case",),
                                name="satisfaction_once",
                                violation_error_message="The company has answered the survey already.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(("overall__gte", 1), ("overall__lte", 5)),
                                field="overall",
                                name="satisfaction_overall_within_scale",
                                violation_error_message="Choose 1 to 5.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("gateway_rating", None),
                                    models.Q(
                                        ("gateway_rating__gte", 1), ("gateway_rating__lte", 5)
                                    ),
                                    _connector="OR",
                                ),
                                field="gateway_rating",
                                name="satisfaction_gateway_rating_within_scale",
                                violation_error_message="Choose 1 to 5.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("cluster_rating", None),
                                    models.Q(
                                        ("cluster_rating__gte", 1), ("cluster_rating__lte", 5)
                                    ),
                                    _connector="OR",
                                ),
                                field="cluster_rating",
                                name="satisfaction_cluster_rating_within_scale",
                                violation_error_message="Choose 1 to 5.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("usefulness", None),
                                    models.Q(("usefulness__gte", 1), ("usefulness__lte", 5)),
                                    _connector="OR",
                                ),
                                field="usefulness",
                                name="satisfaction_usefulness_within_scale",
                                violation_error_message="Choose 1 to 5.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("timing", None),
                                    models.Q(("timing__gte", 1), ("timing__lte", 5)),
                                    _connector="OR",
                                ),
                                field="timing",
                                name="satisfaction_timing_within_scale",
                                violation_error_message="Choose 1 to 5.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Score",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        ("value", models.PositiveSmallIntegerField()),
                        (
                            "criterion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="smes.criterion",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="scores",
                                to="smes.review",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["criterion__position", "pk"],
                        "constraints": [
                            common.constraints.FieldUnique(
                                field="criterion",
                                fields=("review", "criterion"),
                                name="score_once",
                                violation_error_message="This criterion has a score already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupportContact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="day"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("meeting", "Meeting"),
                                    ("call", "Call"),
                                    ("e-mail", "E-mail"),
                                    ("visit", "Visit"),
                                    ("work", "Work done"),
                                ],
                                default="call",
                                max_length=20,
                            ),
                        ),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("SME", "The company"),
                                    ("partner", "The partnership"),
                                    ("gateway", "The gateway"),
                                ],
                                max_length=10,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "hours",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                help_text="Work of the gateway or the cluster, for example 1.5.",
                                max_digits=6,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        Decimal("0"), "Hours cannot be below zero."
                                    )
                                ],
                            ),
                        ),
                        ("note", models.TextField()),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="support_contacts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="smes.supportcase",
                            ),
                        ),
                        (
                            "is_internal",
                            models.BooleanField(
                                default=False,
                                help_text="A note between the gateway and the partnership.",
                                verbose_name="not shown to the company",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "contact in a support case",
                        "verbose_name_plural": "contacts in support cases",
                        "ordering": ["-on", "-pk"],
                        "constraints": [
                            common.constraints.FieldCheck(
                                condition=models.Q(("hours__gte", 0), ("hours__lte", 1000)),
                                field="hours",
                                name="support_contact_hours_within_limits",
                                violation_error_message="Enter hours from 0 to 1000.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    models.Q(("party", "SME"), _negated=True),
                                    ("is_internal", False),
                                    _connector="OR",
                                ),
                                field="is_internal",
                                name="support_contact_of_sme_is_not_internal",
                                violation_error_message="The company can read what it wrote itself.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupportFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "file",
                            common.files.PrivateFileField(
                                max_length=250,
                                storage=common.files.private_files,
                                upload_to=smes.models.support.support_file_path,
                                validators=[common.files.validate_document],
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name of the file")),
                        (
                            "size",
                            models.PositiveBigIntegerField(
                                default=0, editable=False, help_text="In bytes."
                            ),
                        ),
                        ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("SME", "The company"),
                                    ("partner", "The partnership"),
                                    ("gateway", "The gateway"),
                                ],
                                max_length=10,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="support_files",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="smes.supportcase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "file of a support case",
                        "verbose_name_plural": "files of support cases",
                        "ordering": ["pk"],
                        "constraints": [
                            common.constraints.FieldUnique(
                                condition=models.Q(("sha256", ""), _negated=True),
                                field="file",
                                fields=("case", "sha256"),
                                name="support_file_once",
                                violation_error_message="This very file is there already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Testimonial",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "function",
                            models.CharField(
                                blank=True,
                                help_text="The function, for example managing director.",
                                max_length=120,
                                verbose_name="who speaks",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(
                                help_text="Where the text is sent for approval.",
                                max_length=254,
                                verbose_name="e-mail address",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("fr", "French"), ("de", "German")],
                                default="en",
                                max_length=5,
                            ),
                        ),
                        (
                            "original",
                            models.TextField(
                                blank=True,
                                help_text="Empty as long as its author has not written it.",
                                verbose_name="as received",
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                blank=True,
                                help_text="Shorten or translate it; its author approves the words before anybody sees them.",
                                verbose_name="as published",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "Received"),
                                    ("to approve", "Waiting for its author"),
                                    ("approved", "Approved by its author"),
                                    ("withdrawn", "Withdrawn by its author"),
                                ],
                                default="received",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("approved_text", models.TextField(blank=True, editable=False)),
                        (
                            "approved_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="approved"
                            ),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="withdrawn"
                            ),
                        ),
                        ("in_report", models.BooleanField(default=True, verbose_name="in reports")),
                        (
                            "in_newsletter",
                            models.BooleanField(default=True, verbose_name="in newsletters"),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="Order, lowest first."
                            ),
                        ),
                        ("link_version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="testimonials",
                                to="smes.supportcase",
                            ),
                        ),
                        (
                            "company",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="testimonials",
                                to="smes.company",
                            ),
                        ),
                        (
                            "consent_text",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="testimonials",
                                to="partnership.consenttext",
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="partnership.partnership",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "constraints": [
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["received", "to approve", "approved", "withdrawn"],
                                    )
                                ),
                                field="state",
                                name="testimonial_state_known",
                                violation_error_message="This is no state of a testimonial.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    models.Q(("state", "approved"), _negated=True),
                                    models.Q(
                                        models.Q(("approved_text", ""), _negated=True),
                                        ("approved_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                field="text",
                                name="testimonial_approved_has_text",
                                violation_error_message="Only its author approves a testimonial.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("description", models.TextField(blank=True)),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("SME", "The company"),
                                    ("partner", "The partnership"),
                                    ("gateway", "The gateway"),
                                ],
                                default="gateway",
                                max_length=10,
                                verbose_name="who does it",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("started", "Under way"),
                                    ("done", "Done"),
                                    ("dropped", "Dropped"),
                                ],
                                default="planned",
                                max_length=20,
                            ),
                        ),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="done")),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="Order, lowest first."
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="%(class)ss",
                                to="smes.supportcase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "step of a work plan",
                        "verbose_name_plural": "steps of work plans",
                        "ordering": ["position", "pk"],
                        "constraints": [
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("state__in", ["planned", "started", "done", "dropped"])
                                ),
                                field="state",
                                name="work_step_state_known",
                                violation_error_message="Choose planned, under way, done or dropped.",
                            ),
                            common.constraints.FieldCheck(
                                condition=models.Q(
                                    ("done_on", None), ("state", "done"), _connector="OR"
                                ),
                                field="done_on",
                                name="work_step_done_on_when_done",
                                violation_error_message="Only a step that is done has a day on which it was done.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAnswer",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        ("value", models.TextField(blank=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "expression",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.expression",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.question",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical answer",
                        "verbose_name_plural": "historical answers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCriterion",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        ("label", models.CharField(max_length=120)),
                        (
                            "explanation",
                            models.TextField(blank=True, help_text="What reviewers look for."),
                        ),
                        (
                            "weight",
                            models.PositiveSmallIntegerField(
                                help_text="In relation to the other criteria; they need not make 100.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                            ),
                        ),
                        (
                            "highest",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="Scores go from 0 to this one.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(100),
                                ],
                                verbose_name="highest score",
                            ),
                        ),
                        (
                            "is_used",
                            models.BooleanField(
                                default=True,
                                help_text="Untick to leave it out of new reviews; scores are kept.",
                                verbose_name="used",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="Order, lowest first."
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.partnership",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical criterion",
                        "verbose_name_plural": "historical criteria",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalExpression",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(editable=False, null=True)),
                        (
                            "reference",
                            models.CharField(
                                blank=True,
                                editable=False,
                                help_text="Given when it is sent, for example BIOXCLUSTERS-2026-0012.",
                                max_length=80,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Sent, address not confirmed"),
                                    ("confirmed", "Received"),
                                    ("under review", "Under review"),
                                    ("selected", "Selected"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Withdrawn"),
                                    ("work plan agreed", "Work plan agreed"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("fr", "French"), ("de", "German")],
                                default="en",
                                max_length=5,
                            ),
                        ),
                        ("link_version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "revision",
                            models.PositiveIntegerField(
                                default=0,
                                editable=False,
                                help_text="Counts what was saved, so that two tabs notice.",
                            ),
                        ),
                        (
                            "company_name",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name of the company"
                            ),
                        ),
                        ("country", django_countries.fields.CountryField(blank=True, max_length=2)),
                        ("city", models.CharField(blank=True, max_length=120, verbose_name="town")),
                        ("website", models.URLField(blank=True)),
                        (
                            "registration_number",
                            models.CharField(
                                blank=True, max_length=40, verbose_name="VAT or register number"
                            ),
                        ),
                        ("sector", models.CharField(blank=True, max_length=120)),
                        (
                            "profile",
                            models.TextField(blank=True, verbose_name="what the company does"),
                        ),
                        (
                            "ownership",
                            models.CharField(
                                blank=True,
                                choices=[
                                    (
                                        "autonomous",
                                        "No other enterprise holds 25 % or more of us, nor we of another",
                                    ),
                                    (
                                        "consolidated",
                                        "We have partners or a group; the figures include them",
                                    ),
                                    (
                                        "not consolidated",
                                        "We have partners or a group; the figures are ours alone",
                                    ),
                                    ("public", "Public bodies hold 25 % or more of us"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "headcount",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="people employed"
                            ),
                        ),
                        (
                            "turnover",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=16, null=True
                            ),
                        ),
                        (
                            "balance_sheet_total",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=16, null=True
                            ),
                        ),
                        (
                            "figures_year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="year of the figures"
                            ),
                        ),
                        (
                            "contact_name",
                            models.CharField(blank=True, max_length=200, verbose_name="contact"),
                        ),
                        (
                            "contact_function",
                            models.CharField(blank=True, max_length=120, verbose_name="function"),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True, max_length=254, verbose_name="e-mail address"
                            ),
                        ),
                        (
                            "phone",
                            models.CharField(blank=True, max_length=40, verbose_name="telephone"),
                        ),
                        ("seeks", models.TextField(blank=True, verbose_name="what it seeks")),
                        (
                            "eligibility",
                            models.CharField(
                                choices=[
                                    ("unchecked", "Not checked yet"),
                                    ("eligible", "Eligible"),
                                    ("not eligible", "Not eligible"),
                                ],
                                default="unchecked",
                                max_length=20,
                            ),
                        ),
                        (
                            "eligibility_note",
                            models.TextField(blank=True, verbose_name="why eligible or not"),
                        ),
                        (
                            "decision_reason",
                            models.TextField(
                                blank=True,
                                help_text="The letter tells it to the company, so write it for the company.",
                            ),
                        ),
                        (
                            "saved_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last typed in",
                            ),
                        ),
                        (
                            "submitted_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="sent"
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="confirmed"
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="decided"
                            ),
                        ),
                        (
                            "told_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="decision sent"
                            ),
                        ),
                        (
                            "moved_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="in this state since",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "cluster",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The member of the consortium that takes care of it.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.cluster",
                                verbose_name="home cluster",
                            ),
                        ),
                        (
                            "company",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The company in the partnership’s directory.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.company",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "member_of",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The cluster that the company says it belongs to.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.cluster",
                                verbose_name="member of",
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.partnership",
                            ),
                        ),
                        (
                            "responsible",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Who takes care of it.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reminded_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                null=True,
                                verbose_name="reminded of the draft",
                            ),
                        ),
                        (
                            "sign_in_asked_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                help_text="The SME wants a sign-in; it is invited once its company is in the directory.",
                                null=True,
                                verbose_name="sign-in asked for",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical expression of interest",
                        "verbose_name_plural": "historical expressions of interest",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalExpression_gateways",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "expression",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.expression",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="smes.historicalexpression",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="gateways.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalExpression_gateways",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalExpression_markets",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "expression",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.expression",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="smes.historicalexpression",
                            ),
                        ),
                        (
                            "targetmarket",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.targetmarket",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalExpression_markets",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalExpression_objectives",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "expression",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.expression",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="smes.historicalexpression",
                            ),
                        ),
                        (
                            "objective",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.objective",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalExpression_objectives",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalExpression_services",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "expression",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.expression",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="smes.historicalexpression",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="gateways.service",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalExpression_services",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalExpressionConsent",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "given_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="given"
                            ),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "expression",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.expression",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "text",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.consenttext",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical consent of a company",
                        "verbose_name_plural": "historical consents of companies",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalExpressionFile",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "file",
                            models.TextField(
                                max_length=250, validators=[common.files.validate_document]
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name of the file")),
                        (
                            "size",
                            models.PositiveBigIntegerField(
                                default=0, editable=False, help_text="In bytes."
                            ),
                        ),
                        ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("SME", "The company"),
                                    ("partner", "The partnership"),
                                    ("gateway", "The gateway"),
                                ],
                                default="SME",
                                max_length=10,
                                verbose_name="from",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "expression",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.expression",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical file of an expression",
                        "verbose_name_plural": "historical files of expressions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalExpressionMessage",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("SME", "The company"),
                                    ("partner", "The partnership"),
                                    ("gateway", "The gateway"),
                                ],
                                max_length=10,
                                verbose_name="from",
                            ),
                        ),
                        ("text", models.TextField(max_length=5000)),
                        (
                            "at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="when"
                            ),
                        ),
                        (
                            "read_by_sme_at",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        (
                            "read_by_partner_at",
                            models.DateTimeField(blank=True, editable=False, null=True),
                        ),
                        (
                            "once",
                            models.CharField(
                                blank=True,
                                editable=False,
                                help_text="Tells a double click from a message.",
                                max_length=64,
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "expression",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.expression",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical message",
                        "verbose_name_plural": "historical messages",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalExpressionStep",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "from_state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Sent, address not confirmed"),
                                    ("confirmed", "Received"),
                                    ("under review", "Under review"),
                                    ("selected", "Selected"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Withdrawn"),
                                    ("work plan agreed", "Work plan agreed"),
                                ],
                                max_length=20,
                                verbose_name="from",
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("submitted", "Sent, address not confirmed"),
                                    ("confirmed", "Received"),
                                    ("under review", "Under review"),
                                    ("selected", "Selected"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Withdrawn"),
                                    ("work plan agreed", "Work plan agreed"),
                                ],
                                max_length=20,
                                verbose_name="to",
                            ),
                        ),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("SME", "The company"),
                                    ("partner", "The partnership"),
                                    ("gateway", "The gateway"),
                                ],
                                max_length=10,
                                verbose_name="side",
                            ),
                        ),
                        (
                            "at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="when"
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty where the company took the step itself.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "expression",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.expression",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical step of an expression",
                        "verbose_name_plural": "historical steps of expressions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalHandover",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("offered", "Waiting for the gateway"),
                                    ("asked back", "The gateway asks back"),
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined by the gateway"),
                                    ("recalled", "Taken back"),
                                ],
                                default="offered",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        (
                            "message",
                            models.TextField(blank=True, help_text="What you ask of the gateway."),
                        ),
                        ("answer", models.TextField(blank=True, editable=False)),
                        (
                            "answered_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="answered"
                            ),
                        ),
                        (
                            "sent_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="sent",
                            ),
                        ),
                        (
                            "reminded_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="reminded"
                            ),
                        ),
                        ("link_version", models.PositiveIntegerField(default=1, editable=False)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Who is asked; the person gets a private link by e-mail.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="gateways.contact",
                            ),
                        ),
                        (
                            "expression",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.expression",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "market",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.targetmarket",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="gateways.organisation",
                                verbose_name="gateway",
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical handover",
                        "verbose_name_plural": "historical handovers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalOutcome",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("meeting", "Meeting with a possible partner"),
                                    ("request", "Request for an order or an offer"),
                                    ("contract", "Contract of sale or distribution"),
                                    ("office", "Office, branch or role abroad"),
                                    ("agreement", "Cooperation agreement"),
                                    ("NDA", "Non-disclosure agreement"),
                                    ("MTA", "Material transfer agreement"),
                                    ("project", "Joint project"),
                                    ("turnover", "Turnover in the market"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="How many of the same kind, for example 3 meetings.",
                                validators=[
                                    django.core.validators.MaxValueValidator(
                                        1000, "Enter 1000 or less."
                                    )
                                ],
                            ),
                        ),
                        (
                            "description",
                            models.TextField(
                                help_text="A sentence or two: what, with whom, since when."
                            ),
                        ),
                        (
                            "happened_on",
                            models.DateField(blank=True, null=True, verbose_name="day"),
                        ),
                        (
                            "partner_name",
                            models.CharField(
                                blank=True,
                                help_text="The partner’s name, as the company typed it.",
                                max_length=200,
                            ),
                        ),
                        (
                            "value",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=16, null=True
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(
                                blank=True,
                                help_text="ISO code, for example EUR.",
                                max_length=3,
                                validators=[common.currencies.validate_currency],
                            ),
                        ),
                        (
                            "evidence",
                            models.CharField(
                                choices=[
                                    ("declared", "Declared"),
                                    ("confirmed", "Confirmed by the company"),
                                    ("documented", "Documented"),
                                ],
                                default="declared",
                                editable=False,
                                max_length=20,
                                verbose_name="evidence level",
                            ),
                        ),
                        (
                            "declared_by",
                            models.CharField(
                                choices=[
                                    ("SME", "The company"),
                                    ("partner", "The partnership"),
                                    ("gateway", "The gateway"),
                                ],
                                default="partner",
                                max_length=10,
                            ),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="confirmed"
                            ),
                        ),
                        (
                            "disputed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="disputed"
                            ),
                        ),
                        (
                            "dispute",
                            models.TextField(
                                blank=True,
                                editable=False,
                                verbose_name="what the company says against it",
                            ),
                        ),
                        (
                            "document_file",
                            models.TextField(
                                blank=True,
                                help_text="What proves it, for example the contract, as PDF, picture or office document.",
                                max_length=250,
                                validators=[common.files.validate_document],
                                verbose_name="document",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Where the partner is in the directory.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="gateways.organisation",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.supportcase",
                            ),
                        ),
                        (
                            "answered_wording",
                            models.CharField(
                                blank=True,
                                editable=False,
                                help_text="Digest of what the company confirmed or disputed.",
                                max_length=64,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical outcome",
                        "verbose_name_plural": "historical outcomes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalOutcomeRequest",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="After the end of the support; empty where the company was asked in between.",
                                null=True,
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due")),
                        (
                            "asked_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="asked"
                            ),
                        ),
                        (
                            "reminded_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="reminded"
                            ),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="answered"
                            ),
                        ),
                        ("link_version", models.PositiveIntegerField(default=1, editable=False)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.supportcase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical question about outcomes",
                        "verbose_name_plural": "historical questions about outcomes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalQuestion",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "step",
                            models.CharField(
                                choices=[
                                    ("company", "Your company"),
                                    ("markets", "Markets and services"),
                                    ("wishes", "What you seek"),
                                ],
                                default="wishes",
                                max_length=20,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("line", "A line of text"),
                                    ("text", "A longer text"),
                                    ("yes or no", "Yes or no"),
                                    ("one of", "One of several"),
                                    ("several of", "Any of several"),
                                    ("number", "A number"),
                                    ("day", "A day"),
                                ],
                                default="line",
                                max_length=20,
                            ),
                        ),
                        (
                            "text",
                            models.CharField(
                                help_text="The question as the SME reads it.", max_length=250
                            ),
                        ),
                        (
                            "text_fr",
                            models.CharField(
                                blank=True,
                                help_text="Leave empty to show the English text.",
                                max_length=250,
                                verbose_name="text in French",
                            ),
                        ),
                        (
                            "text_de",
                            models.CharField(
                                blank=True,
                                help_text="Leave empty to show the English text.",
                                max_length=250,
                                verbose_name="text in German",
                            ),
                        ),
                        ("help", models.CharField(blank=True, max_length=250, verbose_name="hint")),
                        (
                            "help_fr",
                            models.CharField(
                                blank=True,
                                help_text="Leave empty to show the English text.",
                                max_length=250,
                                verbose_name="hint in French",
                            ),
                        ),
                        (
                            "help_de",
                            models.CharField(
                                blank=True,
                                help_text="Leave empty to show the English text.",
                                max_length=250,
                                verbose_name="hint in German",
                            ),
                        ),
                        (
                            "choices",
                            common.fields.LinesField(
                                blank=True,
                                default=list,
                                help_text="One answer per line, for the kinds that offer a choice.",
                            ),
                        ),
                        (
                            "choices_fr",
                            common.fields.LinesField(
                                blank=True,
                                default=list,
                                help_text="In the same order; leave empty to show the English ones.",
                                verbose_name="choices in French",
                            ),
                        ),
                        (
                            "choices_de",
                            common.fields.LinesField(
                                blank=True,
                                default=list,
                                help_text="In the same order; leave empty to show the English ones.",
                                verbose_name="choices in German",
                            ),
                        ),
                        (
                            "is_required",
                            models.BooleanField(default=False, verbose_name="must be answered"),
                        ),
                        (
                            "is_asked",
                            models.BooleanField(
                                default=True,
                                help_text="Untick to stop asking; answers are kept.",
                                verbose_name="asked now",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="Order, lowest first."
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.partnership",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical question",
                        "verbose_name_plural": "historical questions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalReview",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "Asked for"),
                                    ("done", "Done"),
                                    ("conflict of interest", "Barred by a conflict of interest"),
                                ],
                                default="asked",
                                max_length=30,
                            ),
                        ),
                        (
                            "conflict",
                            models.TextField(
                                blank=True,
                                help_text="What binds the reviewer to the company.",
                                verbose_name="conflict of interest",
                            ),
                        ),
                        ("comment", models.TextField(blank=True)),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                        (
                            "done_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="done"
                            ),
                        ),
                        (
                            "reminded_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="reminded"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "expression",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.expression",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reviewer",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "declared_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                help_text="When the reviewer declared to have no conflict of interest.",
                                null=True,
                                verbose_name="no conflict declared",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical review",
                        "verbose_name_plural": "historical reviews",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSatisfaction",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "overall",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Choose 1 to 5."),
                                    django.core.validators.MaxValueValidator(5, "Choose 1 to 5."),
                                ]
                            ),
                        ),
                        (
                            "gateway_rating",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Choose 1 to 5."),
                                    django.core.validators.MaxValueValidator(5, "Choose 1 to 5."),
                                ],
                                verbose_name="help of the gateway",
                            ),
                        ),
                        (
                            "cluster_rating",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Choose 1 to 5."),
                                    django.core.validators.MaxValueValidator(5, "Choose 1 to 5."),
                                ],
                                verbose_name="help of the cluster",
                            ),
                        ),
                        ("would_recommend", models.BooleanField(blank=True, null=True)),
                        ("comment", models.TextField(blank=True)),
                        (
                            "answered_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="answered",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.supportcase",
                            ),
                        ),
                        (
                            "timing",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Choose 1 to 5."),
                                    django.core.validators.MaxValueValidator(5, "Choose 1 to 5."),
                                ],
                                verbose_name="keeping to the plan",
                            ),
                        ),
                        (
                            "usefulness",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1, "Choose 1 to 5."),
                                    django.core.validators.MaxValueValidator(5, "Choose 1 to 5."),
                                ],
                                verbose_name="use of the results",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical satisfaction survey",
                        "verbose_name_plural": "historical satisfaction surveys",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalScore",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        ("value", models.PositiveSmallIntegerField()),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "criterion",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.criterion",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.review",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical score",
                        "verbose_name_plural": "historical scores",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSupportCase",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "confidentiality",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("hidden from public", "Hidden from the public"),
                                    (
                                        "hidden from partners",
                                        "Hidden from the public and the other partners",
                                    ),
                                ],
                                default="open",
                                help_text="Where it is hidden, documents keep the row and show a pseudonym such as “SME 07, DE”.",
                                max_length=20,
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                help_text="In a few words, what the support is for.", max_length=200
                            ),
                        ),
                        (
                            "aim",
                            models.TextField(
                                blank=True, help_text="What shall be different afterwards."
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planning", "Work plan to be agreed"),
                                    ("running", "Under way"),
                                    ("completed", "Completed"),
                                    ("stopped", "Stopped"),
                                ],
                                default="planning",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        (
                            "plan_version",
                            models.PositiveIntegerField(
                                default=1,
                                editable=False,
                                help_text="Both sides agree to one version of the work plan.",
                            ),
                        ),
                        (
                            "sme_agreed_version",
                            models.PositiveIntegerField(default=0, editable=False),
                        ),
                        (
                            "sme_agreed_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                null=True,
                                verbose_name="agreed by the SME",
                            ),
                        ),
                        (
                            "gateway_agreed_version",
                            models.PositiveIntegerField(default=0, editable=False),
                        ),
                        (
                            "gateway_agreed_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                null=True,
                                verbose_name="agreed by the gateway",
                            ),
                        ),
                        (
                            "started_on",
                            models.DateField(blank=True, null=True, verbose_name="began"),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended")),
                        (
                            "ended_because",
                            models.TextField(blank=True, verbose_name="why it was stopped"),
                        ),
                        ("link_version", models.PositiveIntegerField(default=1, editable=False)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "cluster",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.cluster",
                                verbose_name="home cluster",
                            ),
                        ),
                        (
                            "company",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.company",
                            ),
                        ),
                        (
                            "expression",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty for support that began without an expression of interest.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.expression",
                            ),
                        ),
                        (
                            "handover",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.handover",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "market",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.targetmarket",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="gateways.organisation",
                                verbose_name="gateway or expert",
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.partnership",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical support case",
                        "verbose_name_plural": "historical support cases",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSupportCase_objectives",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="smes.historicalsupportcase",
                            ),
                        ),
                        (
                            "objective",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.objective",
                            ),
                        ),
                        (
                            "supportcase",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.supportcase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalSupportCase_objectives",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSupportCase_services",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="smes.historicalsupportcase",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="gateways.service",
                            ),
                        ),
                        (
                            "supportcase",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.supportcase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "HistoricalSupportCase_services",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSupportContact",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "on",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="day"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("meeting", "Meeting"),
                                    ("call", "Call"),
                                    ("e-mail", "E-mail"),
                                    ("visit", "Visit"),
                                    ("work", "Work done"),
                                ],
                                default="call",
                                max_length=20,
                            ),
                        ),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("SME", "The company"),
                                    ("partner", "The partnership"),
                                    ("gateway", "The gateway"),
                                ],
                                max_length=10,
                                verbose_name="entered by",
                            ),
                        ),
                        (
                            "hours",
                            models.DecimalField(
                                decimal_places=2,
                                default=Decimal("0"),
                                help_text="Work of the gateway or the cluster, for example 1.5.",
                                max_digits=6,
                                validators=[
                                    django.core.validators.MinValueValidator(
                                        Decimal("0"), "Hours cannot be below zero."
                                    )
                                ],
                            ),
                        ),
                        ("note", models.TextField()),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.supportcase",
                            ),
                        ),
                        (
                            "is_internal",
                            models.BooleanField(
                                default=False,
                                help_text="A note between the gateway and the partnership.",
                                verbose_name="not shown to the company",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical contact in a support case",
                        "verbose_name_plural": "historical contacts in support cases",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSupportFile",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "file",
                            models.TextField(
                                max_length=250, validators=[common.files.validate_document]
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name of the file")),
                        (
                            "size",
                            models.PositiveBigIntegerField(
                                default=0, editable=False, help_text="In bytes."
                            ),
                        ),
                        ("sha256", models.CharField(blank=True, editable=False, max_length=64)),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("SME", "The company"),
                                    ("partner", "The partnership"),
                                    ("gateway", "The gateway"),
                                ],
                                max_length=10,
                                verbose_name="from",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.supportcase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical file of a support case",
                        "verbose_name_plural": "historical files of support cases",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalTestimonial",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        (
                            "function",
                            models.CharField(
                                blank=True,
                                help_text="The function, for example managing director.",
                                max_length=120,
                                verbose_name="who speaks",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(
                                help_text="Where the text is sent for approval.",
                                max_length=254,
                                verbose_name="e-mail address",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("fr", "French"), ("de", "German")],
                                default="en",
                                max_length=5,
                            ),
                        ),
                        (
                            "original",
                            models.TextField(
                                blank=True,
                                help_text="Empty as long as its author has not written it.",
                                verbose_name="as received",
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                blank=True,
                                help_text="Shorten or translate it; its author approves the words before anybody sees them.",
                                verbose_name="as published",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "Received"),
                                    ("to approve", "Waiting for its author"),
                                    ("approved", "Approved by its author"),
                                    ("withdrawn", "Withdrawn by its author"),
                                ],
                                default="received",
                                editable=False,
                                max_length=20,
                            ),
                        ),
                        ("approved_text", models.TextField(blank=True, editable=False)),
                        (
                            "approved_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="approved"
                            ),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="withdrawn"
                            ),
                        ),
                        ("in_report", models.BooleanField(default=True, verbose_name="in reports")),
                        (
                            "in_newsletter",
                            models.BooleanField(default=True, verbose_name="in newsletters"),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="Order, lowest first."
                            ),
                        ),
                        ("link_version", models.PositiveIntegerField(default=1, editable=False)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "company",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.company",
                            ),
                        ),
                        (
                            "consent_text",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.consenttext",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "partnership",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="partnership.partnership",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.supportcase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical testimonial",
                        "verbose_name_plural": "historical testimonials",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalWorkStep",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="entered",
                            ),
                        ),
                        (
                            "updated_at",
                            common.models.ChangedAtField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="last changed",
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("description", models.TextField(blank=True)),
                        (
                            "party",
                            models.CharField(
                                choices=[
                                    ("SME", "The company"),
                                    ("partner", "The partnership"),
                                    ("gateway", "The gateway"),
                                ],
                                default="gateway",
                                max_length=10,
                                verbose_name="who does it",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("started", "Under way"),
                                    ("done", "Done"),
                                    ("dropped", "Dropped"),
                                ],
                                default="planned",
                                max_length=20,
                            ),
                        ),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="done")),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="Order, lowest first."
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="smes.supportcase",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical step of a work plan",
                        "verbose_name_plural": "historical steps of work plans",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ]
        ),
        migrations.AddField(
            model_name="company",
            name="ownership",
            field=models.CharField(
                blank=True,
                choices=[
                    (
                        "autonomous",
                        "No other enterprise holds 25 % or more of us, nor we of another",
                    ),
                    ("consolidated", "We have partners or a group; the figures include them"),
                    ("not consolidated", "We have partners or a group; the figures are ours alone"),
                    ("public", "Public bodies hold 25 % or more of us"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="company",
            name="registration_number",
            field=models.CharField(
                blank=True,
                help_text="Tells companies of like names apart, and finds those entered twice.",
                max_length=40,
                verbose_name="VAT or register number",
            ),
        ),
        migrations.AddField(
            model_name="historicalcompany",
            name="ownership",
            field=models.CharField(
                blank=True,
                choices=[
                    (
                        "autonomous",
                        "No other enterprise holds 25 % or more of us, nor we of another",
                    ),
                    ("consolidated", "We have partners or a group; the figures include them"),
                    ("not consolidated", "We have partners or a group; the figures are ours alone"),
                    ("public", "Public bodies hold 25 % or more of us"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="historicalcompany",
            name="registration_number",
            field=models.CharField(
                blank=True,
                help_text="Tells companies of like names apart, and finds those entered twice.",
                max_length=40,
                verbose_name="VAT or register number",
            ),
        ),
        migrations.AddField(
            model_name="historicalsmecase",
            name="drafted",
            field=models.TextField(
                blank=True,
                editable=False,
                help_text="Made of the outcomes; a description that differs was edited, and is kept.",
                verbose_name="description as drafted",
            ),
        ),
        migrations.AddField(
            model_name="smecase",
            name="drafted",
            field=models.TextField(
                blank=True,
                editable=False,
                help_text="Made of the outcomes; a description that differs was edited, and is kept.",
                verbose_name="description as drafted",
            ),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=common.constraints.FieldCheck(
                condition=models.Q(
                    ("ownership", ""),
                    ("ownership__in", ["autonomous", "consolidated", "not consolidated", "public"]),
                    _connector="OR",
                ),
                field="ownership",
                name="company_ownership_known",
                violation_error_message="Choose one of the answers.",
            ),
        ),
        migrations.AddField(
            model_name="historicalsmecase",
            name="support_case",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                help_text="The support that it came of; number, steps and status follow from there.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="smes.supportcase",
            ),
        ),
        migrations.AddField(
            model_name="smecase",
            name="support_case",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="The support that it came of; number, steps and status follow from there.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sme_cases",
                to="smes.supportcase",
            ),
        ),
        migrations.AddConstraint(
            model_name="smecase",
            constraint=common.constraints.FieldUnique(
                condition=models.Q(("support_case__isnull", False)),
                field="type",
                fields=("support_case", "type"),
                name="sme_case_of_support_unique",
                violation_error_message="The support case has a case of this type already.",
            ),
        ),
    ]
