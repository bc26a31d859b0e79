from django.core.management import call_command
from django.db import migrations


def create_table(apps, schema_editor):
    """The table of the shared cache; it is there, too, while the cache is kept elsewhere."""
    alias = schema_editor.connection.alias
    call_command("createcachetable", "portal_cache", database=alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0007_known_addresses"),
    ]

    operations = [
        migrations.RunPython(create_table, migrations.RunPython.noop),
    ]
