from django.db import migrations

from common.migrations import IndexWords


class Migration(migrations.Migration):
    dependencies = [("events", "0006_event_imports"), ("partnership", "0013_words")]

    operations = [
        IndexWords(
            event=("name", "place", "host_event", "reference"),
            registration=("organisation_name",),
            attendee=("name", "email"),
        ),
    ]
