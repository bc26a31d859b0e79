from django.core.management import call_command
from django.db import migrations


def create_table(apps, schema_editor):
    """The table of the shared cache, where the cache is kept in the database."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0007_known_addresses"),
    ]

    operations = [
        migrations.RunPython(create_table, migrations.RunPython.noop),
    ]
