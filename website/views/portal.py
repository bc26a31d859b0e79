"""The pages of the portal itself: all partnerships."""

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from partnership.models import Programme
from reporting.overviews import list_partnerships
from website.kept_pages import kept_page


@kept_page
@require_safe
def home(request: HttpRequest, number: int = 1) -> HttpResponseBase:
    """All partnerships, or a further page of them; its number is in the path, so that it is kept, too."""
    try:
        page = list_partnerships(request.user, number)
    except InvalidPage as error:
        raise Http404(str(error)) from error
    if number == 1 and "number" in request.resolver_match.captured_kwargs:  # type: ignore[union-attr]
        return redirect("home", permanent=True)  # each page has one address
    context = {
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(number, on_each_side=2, on_ends=1),
        "programmes": list(Programme.objects.all()),
    }
    return render(request, "website/portal.html", context)
