"""The pages of the portal and of each partnership."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from partnership.models import Programme
from reporting.chart_presentation import show_charts
from reporting.overviews import describe_partnership, list_partnerships
from reporting.permissions import can_see_dashboard, reads_everything_of
from reporting.services import get_partnership
from reporting.versions import NO_VERSIONS, versions_of
from reporting.views.downloads import download_links
from reporting.views.errors import explains_errors
from reporting.views.pictures import pictures_of_partnership


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """All partnerships."""
    context = {
        "partnerships": list_partnerships(request.user),
        "programmes": list(Programme.objects.all()),
    }
    return render(request, "partnership/home.html", context)


@require_safe
@explains_errors
def partnership(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Who is in a partnership, where it goes and what it agreed, with its reports."""
    found = get_partnership(slug)
    overview = describe_partnership(found, request.user)
    versions = versions_of(found, request.user)
    pictures = pictures_of_partnership(found, overview.charts)
    context = {
        "overview": overview,
        "charts": show_charts(overview.charts, pictures, found.zero_mark),
        "partnership": found,
        "reports": [
            (link, download_links(link.address), versions.get(link.pk, NO_VERSIONS))
            for link in overview.reports
        ],
        "periods_urls": [
            reverse("periods", args=[slug, document])
            for document, number in Counter(link.address[1] for link in overview.reports).items()
            if number > 1
        ],
        "is_office_reader": reads_everything_of(request.user, found),
        "programmes": [found.programme],
        "may_follow": can_see_dashboard(request.user, found),
        "may_edit": request.user.has_perm("partnership.change_partnership", found),
    }
    return render(request, "partnership/partnership.html", context)
