"""No process keeps what another one would need: whatever changes stands in database, cache or store."""

import ast
from pathlib import Path

from django.conf import settings

APPS = (
    *("common", "config", "events", "exchange", "gateways", "partnership", "reporting", "smes"),
    "website",
)
MUTATORS = {
    *("append", "add", "update", "pop", "popitem", "setdefault", "clear", "extend", "insert"),
    *("remove", "discard", "appendleft"),
}

REMEMBERED = {
    # Functions of what they are given, or of files of the program: no record, no setting, no moment.
    "common/emblem.py": {"emblem_png"},
    "common/lettering.py": {"_advances", "_known_signs"},
    "common/pdf/numbers.py": {"_number_font"},
    "common/pdf/rendering.py": {"_styles"},
    "common/spelling.py": {"_alike", "_is_folded", "_plain", "sql_folding"},
    "common/stores/bucket.py": {"_session"},
    "events/importing/words.py": {"_countries"},
    "events/time_zones.py": {"zones_by_country"},
    "exchange/backups/manifest.py": {"app_version"},
    "reporting/engine/encoding.py": {"_hashed"},
    "reporting/engine/pictures/atlas.py": {
        *("_arc", "_atlas", "_small_countries", "centre_of", "has_shape"),
    },
    "reporting/evidence.py": {"_entered"},
    "reporting/pictures.py": {"draw_picture"},
    "reporting/program.py": {"program_version"},
    "reporting/seeding/versions.py": {"_pdf"},
    "reporting/states.py": {"_statement", "_whole_statement", "path_to_partnership"},
    "reporting/writers/html.py": {"_static_text"},
    "smes/sme_definition.py": {"decide"},
}

CHANGED = {
    # Filled while the modules are loaded, and never again.
    "common/access.py": {"policies"},
    "common/admin/waiting.py": {"waiting_kinds"},
    # What a process knows of itself, or may forget at any time; each with the reason.
    "common/charts.py": {"_drawn_in"},  # in which process the drawing library was started
    "common/stores/shared_copies.py": {"_asked_again_at"},  # nobody waits for a store twice
    "config/celery.py": {"_next_sign"},  # when this worker gives its next sign of life
    "partnership/mail/bell.py": {"_silent_until"},  # nobody waits for a queue twice
    "reporting/prepared.py": {"_prepared"},  # what a connection knows, gone with it
}


def modules():
    for app in APPS:
        for path in sorted(Path(settings.BASE_DIR, app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(settings.BASE_DIR).as_posix(), ast.parse(path.read_text())


def names_of_module(tree):
    """What is bound at the top of a module by an assignment."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if isinstance(node, ast.Assign | ast.AnnAssign):
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def changed_in_functions(tree):
    """Names of the module that one of its functions binds anew or changes."""
    own = set(names_of_module(tree))
    functions = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    for function in functions:
        arguments = {
            argument.arg for argument in ast.walk(function) if isinstance(argument, ast.arg)
        }
        bound = {
            node.id
            for node in ast.walk(function)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        declared = {
            name
            for node in ast.walk(function)
            if isinstance(node, ast.Global)
            for name in node.names
        }
        yield from declared
        visible = own - arguments - (bound - declared)
        for node in ast.walk(function):
            yield from visible & changed_by(node)


def changed_by(node):
    """The name that a node changes what is behind: by an item, or by a method that changes."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        return {node.value.id} if isinstance(node.value, ast.Name) else set()
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        of = node.func.value
        if node.func.attr in MUTATORS and isinstance(of, ast.Name):
            return {of.id}
    return set()


def test_no_module_keeps_what_changes():
    found = {path: set(changed_in_functions(tree)) for path, tree in modules()}
    assert {path: names for path, names in found.items() if names} == CHANGED


def remembering(tree):
    """Functions whose answers a process keeps for as long as it lives."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                of = decorator.func if isinstance(decorator, ast.Call) else decorator
                if getattr(of, "id", "") in ("cache", "lru_cache"):
                    yield node.name


def test_what_processes_remember_depends_on_the_program_alone():
    found = {path: set(remembering(tree)) for path, tree in modules()}
    assert {path: names for path, names in found.items() if names} == REMEMBERED
