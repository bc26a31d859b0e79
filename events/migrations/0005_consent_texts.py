"""The first wordings that registrants for events agree to."""

from django.db import migrations

from events import consents


def enter_texts(apps, schema_editor):
    """Enter the wording in each language; where the office has one of its own, it stays."""
    consents.ship_first_texts(apps.get_model("partnership", "ConsentText"))


class Migration(migrations.Migration):
    dependencies = [("events", "0004_matchmaking"), ("smes", "0005_consent_texts")]

    operations = [migrations.RunPython(enter_texts, migrations.RunPython.noop)]
