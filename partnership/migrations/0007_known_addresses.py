from django.db import migrations


def confirm_known_addresses(apps, schema_editor):
    """Whoever could sign in so far goes on doing so: their addresses count as confirmed."""
    User = apps.get_model("partnership", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")
    for person in User.objects.all():
        EmailAddress.objects.get_or_create(
            user=person, email=person.email.lower(), defaults={"verified": True, "primary": True}
        )


def end_sessions(apps, schema_editor):
    """Sessions of before are not in the lists of their owners, so they end: all sign in once more."""
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0006_invitation"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(confirm_known_addresses, migrations.RunPython.noop),
        migrations.RunPython(end_sessions, migrations.RunPython.noop),
    ]
