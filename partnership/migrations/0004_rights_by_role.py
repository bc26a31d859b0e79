from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("partnership", "0003_keep_access"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="historicaluser",
            name="is_staff",
        ),
        migrations.RemoveField(
            model_name="user",
            name="groups",
        ),
        migrations.RemoveField(
            model_name="user",
            name="is_staff",
        ),
        migrations.RemoveField(
            model_name="user",
            name="user_permissions",
        ),
    ]
