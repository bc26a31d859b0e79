from django.db import migrations


def confirm_known_addresses(apps, schema_editor):
    """Whoever could sign in so far goes on doing so: their addresses count as confirmed."""
    User = apps.get_model("partnership", "User")
    EmailAddress = apps.get_model("account", "EmailAddress")
    for person in User.objects.all():
        EmailAddress.objects.get_or_create(
            user=person, email=person.email.lower(), defaults={"verified": True, "primary": True}
        )


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0005_invitation"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.RunPython(confirm_known_addresses, migrations.RunPython.noop),
    ]
