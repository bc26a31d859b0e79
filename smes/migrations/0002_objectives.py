"""The fourteen categories of cooperation objectives.

The seeds use the numbers without printing their list; the labels are worked out from how the
numbers are used, marked so, and can be changed in the admin.
"""

from django.db import migrations

LABELS = {
    1: "Research and development collaboration",
    2: "Technology transfer or joint development",
    3: "Distribution or commercial agreement",
    4: "Licensing agreement",
    5: "Sales agent or local representation",
    6: "Manufacturing or subcontracting",
    7: "Joint venture",
    8: "Establishment and regulatory access",
    9: "Training and exchange of staff",
    10: "Intellectual property advice",
    11: "Access to finance and investors",
    12: "Search for business partners",
    13: "Matchmaking and market information",
    14: "Exchange between clusters, missions and events",
}


def add_objectives(apps, schema_editor):
    objective = apps.get_model("smes", "Objective")
    for number, label in LABELS.items():
        objective.objects.get_or_create(
            number=number, defaults={"label": label, "is_inferred": True}
        )


class Migration(migrations.Migration):
    dependencies = [("smes", "0001_initial")]
    operations = [migrations.RunPython(add_objectives, migrations.RunPython.noop)]
