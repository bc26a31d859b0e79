"""The first wordings that companies and authors of testimonials agree to."""

from django.db import migrations

from smes import consents, testimonial_consent


def enter_texts(apps, schema_editor):
    """Enter the wording in each language; where the office has one of its own, it stays."""
    model = apps.get_model("partnership", "ConsentText")
    consents.ship_first_texts(model)
    testimonial_consent.ship_first_texts(model)


class Migration(migrations.Migration):
    dependencies = [("smes", "0004_expressions")]

    operations = [migrations.RunPython(enter_texts, migrations.RunPython.noop)]
