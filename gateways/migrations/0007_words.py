from django.db import migrations, models

from common.migrations import IndexWords


class Migration(migrations.Migration):
    dependencies = [("gateways", "0006_services"), ("partnership", "0013_words")]

    operations = [
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["country"], name="organisation_by_country"),
        ),
        IndexWords(organisation=("name", "other_names"), contact=("name", "email")),
    ]
