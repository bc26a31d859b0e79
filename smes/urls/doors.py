"""The addresses of the pages of a support case behind each of its doors."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from smes.views import support, support_plan

PAGES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("", "case", support.case),
    ("plan/", "plan", support_plan.plan),
    ("agree/", "agree", support.agree),
    ("steps/<int:number>/", "step", support.step),
    ("log/", "log", support.log),
    ("log/<int:number>/", "entry", support.entry),
    ("files/", "files", support.files),
    ("files/<int:number>/", "sent_file", support.file),
    ("files/<int:number>/remove/", "file_removal", support.file_removal),
    ("messages/", "message", support.message),
    ("survey/", "survey", support_plan.survey),
    ("end/", "end", support.end),
    ("links/", "links", support.links),
)
"""End of the address, end of its name, and view."""

WITHOUT = {
    "support": {"end", "links"},
    "gateway": {"survey", "links"},
    "gateway_own": {"survey", "links"},
    "support_office": {"survey", "agree"},
}
"""Pages that a door does not lead to, by the beginning of its names."""


def behind(door: Callable[..., Any], begin: str, name: str) -> list[URLPattern]:
    """The addresses of the pages behind a door; ``begin`` is how they begin, ``name`` how their names do."""
    return [
        path(f"{begin}{end}", door(view), name=f"{name}_{page}")
        for end, page, view in PAGES
        if page not in WITHOUT[name]
    ]
