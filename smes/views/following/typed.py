"""Nothing that was typed is lost, even where the link that it came by counts no longer."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from common.links import LinkHasExpired
from smes.limits import is_too_often
from smes.models import Expression

View = Callable[..., HttpResponseBase]


def gives_back(*names: str) -> Callable[[View], View]:
    """Show what was typed into these fields where the link has been replaced or has expired (410)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except LinkHasExpired:
                typed = [request.POST[name] for name in names if request.POST.get(name)]
                if request.method != "POST" or not typed:
                    raise
                return render(request, "smes/following/unsent.html", {"typed": typed}, status=410)

        return answer

    return decorate


def writes_too_often(request: HttpRequest, expression: Expression) -> bool:
    """Whether more was sent for an expression than people type; counts the present request."""
    return is_too_often(request, "write", key=str(expression.pk))
