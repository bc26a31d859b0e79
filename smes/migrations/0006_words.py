from django.db import migrations

from common.migrations import IndexWords


class Migration(migrations.Migration):
    dependencies = [("smes", "0005_consent_texts"), ("partnership", "0013_words")]

    operations = [
        IndexWords(
            company=("sector",),
            expression=("reference", "company_name", "contact_name", "email"),
            smecase=("reference",),
            supportcase=("title",),
            workstep=("title",),
            outcome=("partner_name",),
        ),
    ]
