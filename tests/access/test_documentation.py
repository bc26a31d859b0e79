"""The permission matrix in docs/ is that of the program."""

from pathlib import Path

from django.conf import settings

from partnership.management.commands.permission_matrix import TARGET, describe_permissions


def test_the_matrix_in_the_documentation_is_up_to_date():
    written = Path(settings.BASE_DIR, TARGET).read_text()
    assert written == describe_permissions(), "Run manage.py permission_matrix."


def test_a_line_tells_role_and_reach():
    written = Path(settings.BASE_DIR, TARGET).read_text()
    companies = written.partition("### Companies\n")[2].partition("###")[0]
    assert "| Project officer | own partnership | – | – | – |" in companies
