"""Finds the modules that declare figures, tables, charts, documents, writers, checks and kinds of work."""

import pkgutil
from importlib import import_module

PACKAGES = ("figures", "tables", "charts", "documents", "writers", "checks", "jobs.kinds")


def load_all() -> None:
    """Import every module of those packages, in the order of their names."""
    for name in PACKAGES:
        package = import_module(f"reporting.{name}")
        for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
            import_module(f"{package.__name__}.{module}")
