"""Three editions: what was the office's is the agency's; and the evidence annex.

Files of submitted versions, their names, hashes and frozen content stay as they are: only the key that
they are found by changes.
"""

from django.db import migrations, models


def rename_edition(apps, before, after):
    for name in ("SnapshotFile", "RenderedFile"):
        rows = apps.get_model("reporting", name)._base_manager.filter(edition=before)
        rows.update(edition=after)
    snapshots = apps.get_model("reporting", "Snapshot")._base_manager
    for pk in snapshots.values_list("pk", flat=True).order_by("pk"):
        data = snapshots.values_list("data", flat=True).get(pk=pk)
        if before in data:
            renamed = {after if key == before else key: shown for key, shown in data.items()}
            snapshots.filter(pk=pk).update(data=renamed)


def office_to_agency(apps, schema_editor):
    rename_edition(apps, "office", "agency")


def agency_to_office(apps, schema_editor):
    rename_edition(apps, "agency", "office")


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0001_initial"),
        ("reporting", "0004_job"),
    ]

    operations = [
        migrations.RunPython(office_to_agency, agency_to_office),
        migrations.RemoveConstraint(
            model_name="renderedfile",
            name="rendered_file_unique",
        ),
        migrations.AddField(
            model_name="historicalreport",
            name="has_annex",
            field=models.BooleanField(
                default=False,
                help_text="The submitted PDF and Word files then list the records behind every figure.",
                verbose_name="print the evidence annex",
            ),
        ),
        migrations.AddField(
            model_name="renderedfile",
            name="has_annex",
            field=models.BooleanField(default=False, verbose_name="with evidence annex"),
        ),
        migrations.AddField(
            model_name="report",
            name="has_annex",
            field=models.BooleanField(
                default=False,
                help_text="The submitted PDF and Word files then list the records behind every figure.",
                verbose_name="print the evidence annex",
            ),
        ),
        migrations.AddConstraint(
            model_name="renderedfile",
            constraint=models.UniqueConstraint(
                fields=("partnership", "document", "edition", "format", "has_annex"),
                name="rendered_file_unique",
            ),
        ),
    ]
