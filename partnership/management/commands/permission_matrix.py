"""Writes what each role may do, from the rules themselves."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from common.access import Action, Policy, policies
from partnership.choices import RoleKind

TARGET = Path("docs", "permissions.md")

INTRODUCTION = """# Who may do what

Written by `manage.py permission_matrix` from the rules in each app's `permissions.py`; a test keeps it up
to date, and another one tries every line of it. Administrators may do everything. What is not named is
refused. “Own partnership” is where somebody has the role, “own cluster” and “own organisation” are those
that they stand for there.
"""


class Command(BaseCommand):
    """``manage.py permission_matrix``: docs/permissions.md as the rules stand now."""

    help = "Write the permission matrix to docs/permissions.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Optionally only print it."""
        parser.add_argument("--print", action="store_true", help="print it instead")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or print."""
        text = describe_permissions()
        if options["print"]:
            self.stdout.write(text, ending="")
            return
        Path(settings.BASE_DIR, TARGET).write_text(text)
        if options["verbosity"]:
            self.stdout.write(str(TARGET))


def describe_permissions() -> str:
    """The matrix as Markdown: a section for each app, a table for each model."""
    parts = [INTRODUCTION]
    for config in apps.get_app_configs():
        governed = [model for model in config.get_models() if model in policies]
        if governed:
            parts.append(f"## {config.verbose_name}\n")
        for model in governed:
            title = str(model._meta.verbose_name_plural)
            parts.append(f"### {title[:1].upper()}{title[1:]}\n\n{_table(policies[model])}")
    return "\n".join(parts)


def _table(policy: Policy) -> str:
    known = [action.value for action in Action]
    named = {action for grants in policy.grants.values() for action in grants}
    actions = [action for action in known if action in named] + sorted(named - set(known))
    lines = [
        "| Role | " + " | ".join(action.replace("_", " ") for action in actions) + " |",
        "| --- |" + " --- |" * len(actions),
    ]
    for role in RoleKind:
        reaches = [policy.reach(role, action) for action in actions]
        if any(reaches):
            cells = " | ".join(reach.words if reach else "–" for reach in reaches)
            lines.append(f"| {role.label} | {cells} |")
    return "\n".join(lines) + "\n"
