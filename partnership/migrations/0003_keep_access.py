from django.db import migrations


def keep_access(apps, schema_editor):
    """Give whoever had rights in the office, which held everywhere, a role in each partnership."""
    User = apps.get_model("partnership", "User")
    Role = apps.get_model("partnership", "Role")
    Partnership = apps.get_model("partnership", "Partnership")
    Permission = apps.get_model("auth", "Permission")
    for person in User.objects.filter(is_staff=True, is_superuser=False):
        rights = Permission.objects.filter(user=person) | Permission.objects.filter(
            group__user=person
        )
        names = set(rights.values_list("codename", flat=True))
        if any(name.startswith(("add_", "change_", "delete_")) for name in names):
            kind = "coordinator"
        elif names:
            kind = "project officer"
        else:
            continue
        for partnership in Partnership.objects.all():
            Role.objects.create(person=person, kind=kind, partnership=partnership)


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0002_roles"),
    ]

    operations = [
        migrations.RunPython(keep_access, migrations.RunPython.noop),
    ]
