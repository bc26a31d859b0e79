"""The download centre."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnership.models import Programme
from reporting.centre import show_entries
from reporting.filters import SubmittedFilter, submitted_versions
from reporting.permissions import offered_editions

PAGE_SIZE = 20


@require_safe
def downloads(request: HttpRequest) -> HttpResponse:
    """Every submitted report that the reader may have, with all its files."""
    filters = SubmittedFilter(
        request.GET,
        queryset=submitted_versions(request.user),
        request=request,
        editions=offered_editions(request.user),
    )
    is_valid = filters.is_valid()
    context = {
        "form": filters.form,
        "has_editions": len(offered_editions(request.user)) > 1,
        "is_filtered": any(request.GET.get(name) for name in filters.filters),
        "programmes": list(Programme.objects.all()),
    }
    if is_valid:
        page = Paginator(filters.qs, PAGE_SIZE).get_page(request.GET.get("page"))
        entries = show_entries(list(page.object_list), filters.files(), request.user)
        context |= {"page": page, "entries": entries}
    return render(request, "reporting/centre.html", context, status=200 if is_valid else 400)
