"""A level of confidentiality in place of yes and no: what was confidential is hidden from the public."""

from django.db import migrations, models

import common.constraints

MODELS = ("Company", "ClusterCase", "SMECase")


def tables(apps):
    for name in MODELS:
        yield apps.get_model("smes", name)
        yield apps.get_model("smes", f"Historical{name}")


def set_levels(apps, schema_editor):
    for model in tables(apps):
        rows = model._base_manager.filter(is_confidential=True)
        rows.update(confidentiality="hidden from public")


def unset_levels(apps, schema_editor):
    for model in tables(apps):
        rows = model._base_manager.exclude(confidentiality="open")
        rows.update(is_confidential=True)


class Migration(migrations.Migration):
    dependencies = [
        ("gateways", "0002_initial"),
        ("partnership", "0001_initial"),
        ("smes", "0002_objectives"),
    ]

    operations = [
        migrations.AddField(
            model_name="clustercase",
            name="confidentiality",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("hidden from public", "Hidden from the public"),
                    ("hidden from partners", "Hidden from the public and the other partners"),
                ],
                default="open",
                help_text="Where it is hidden, documents keep the row and show a pseudonym such as “SME 07, DE”.",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="company",
            name="confidentiality",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("hidden from public", "Hidden from the public"),
                    ("hidden from partners", "Hidden from the public and the other partners"),
                ],
                default="open",
                help_text="Where it is hidden, documents keep the row and show a pseudonym such as “SME 07, DE”.",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="historicalclustercase",
            name="confidentiality",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("hidden from public", "Hidden from the public"),
                    ("hidden from partners", "Hidden from the public and the other partners"),
                ],
                default="open",
                help_text="Where it is hidden, documents keep the row and show a pseudonym such as “SME 07, DE”.",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="historicalcompany",
            name="confidentiality",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("hidden from public", "Hidden from the public"),
                    ("hidden from partners", "Hidden from the public and the other partners"),
                ],
                default="open",
                help_text="Where it is hidden, documents keep the row and show a pseudonym such as “SME 07, DE”.",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="historicalsmecase",
            name="confidentiality",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("hidden from public", "Hidden from the public"),
                    ("hidden from partners", "Hidden from the public and the other partners"),
                ],
                default="open",
                help_text="Where it is hidden, documents keep the row and show a pseudonym such as “SME 07, DE”.",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="smecase",
            name="confidentiality",
            field=models.CharField(
                choices=[
                    ("open", "Open"),
                    ("hidden from public", "Hidden from the public"),
                    ("hidden from partners", "Hidden from the public and the other partners"),
                ],
                default="open",
                help_text="Where it is hidden, documents keep the row and show a pseudonym such as “SME 07, DE”.",
                max_length=20,
            ),
        ),
        migrations.RunPython(set_levels, unset_levels),
        migrations.RemoveField(
            model_name="clustercase",
            name="is_confidential",
        ),
        migrations.RemoveField(
            model_name="company",
            name="is_confidential",
        ),
        migrations.RemoveField(
            model_name="historicalclustercase",
            name="is_confidential",
        ),
        migrations.RemoveField(
            model_name="historicalcompany",
            name="is_confidential",
        ),
        migrations.RemoveField(
            model_name="historicalsmecase",
            name="is_confidential",
        ),
        migrations.RemoveField(
            model_name="smecase",
            name="is_confidential",
        ),
        migrations.AddConstraint(
            model_name="clustercase",
            constraint=common.constraints.FieldCheck(
                condition=models.Q(
                    ("confidentiality__in", ["open", "hidden from public", "hidden from partners"])
                ),
                field="confidentiality",
                name="cluster_case_confidentiality_known",
                violation_error_message="Choose who must not learn the names: nobody, the public, or the public and the other partners.",
            ),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=common.constraints.FieldCheck(
                condition=models.Q(
                    ("confidentiality__in", ["open", "hidden from public", "hidden from partners"])
                ),
                field="confidentiality",
                name="company_confidentiality_known",
                violation_error_message="Choose who must not learn the names: nobody, the public, or the public and the other partners.",
            ),
        ),
        migrations.AddConstraint(
            model_name="smecase",
            constraint=common.constraints.FieldCheck(
                condition=models.Q(
                    ("confidentiality__in", ["open", "hidden from public", "hidden from partners"])
                ),
                field="confidentiality",
                name="sme_case_confidentiality_known",
                violation_error_message="Choose who must not learn the names: nobody, the public, or the public and the other partners.",
            ),
        ),
    ]
