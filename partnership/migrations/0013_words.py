from django.db import migrations

from common.migrations import FoldWords, IndexWords


class Migration(migrations.Migration):
    dependencies = [("partnership", "0012_old_drafts")]

    operations = [
        FoldWords(),
        IndexWords(user=("email", "name"), email=("to_address", "subject")),
    ]
