"""The threat model names what proves it: by file and name, so that a reader finds it."""

import ast
import re
from pathlib import Path

from django.conf import settings

MODEL = Path(settings.BASE_DIR, "docs", "threat-model.md")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def threats():
    """The rows of the table of ways in."""
    table = MODEL.read_text(encoding="utf-8").partition("## Ways in")[2].partition("## Limits")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    return rows[2:]  # below the heading and its line


def functions_of(path):
    tree = ast.parse(Path(settings.BASE_DIR, path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_each_threat_has_a_defence_and_tests_that_are_there():
    rows = threats()
    assert len(rows) > 20
    for way, defence, tests in rows:
        assert defence.strip(), way
        named = NAMED.findall(tests)
        assert named, f"No test is named for: {way}"
        # Nothing but tests stands there, so that none is named in another form.
        assert not NAMED.sub("", tests).strip(" ,|"), way
        missing = [f"{path}::{name}" for path, name in named if name not in functions_of(path)]
        assert missing == []


def test_each_limit_of_the_settings_is_told():
    told = MODEL.read_text(encoding="utf-8")
    limits = {name for name in dir(settings) if name.endswith("_RATE_LIMITS")}
    assert {name for name in limits if name not in told} == set()
