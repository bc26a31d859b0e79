"""What a partnership has reached: agreements, charts, reports and their files."""

from collections import Counter

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override

from partnership.models import Partnership
from reporting.chart_presentation import show_charts
from reporting.overviews import describe_partnership
from reporting.permissions import can_see_dashboard, reads_everything_of
from reporting.versions import NO_VERSIONS, versions_of
from reporting.views.downloads import download_links
from reporting.views.pictures import pictures_of_partnership
from website.views.errors import of_partnership


@of_partnership
def results(request: HttpRequest, partnership: Partnership) -> HttpResponseBase:
    """The reports that somebody may read, and what stands behind them; reports are in English."""
    with override(settings.LANGUAGE_CODE):
        overview = describe_partnership(partnership, request.user)
        versions = versions_of(partnership, request.user)
        pictures = pictures_of_partnership(partnership, overview.charts)
        charts = show_charts(overview.charts, pictures, partnership.zero_mark)
    context = {
        "partnership": partnership,
        "overview": overview,
        "charts": charts,
        "reports": [
            (link, download_links(link.address), versions.get(link.pk, NO_VERSIONS))
            for link in overview.reports
        ],
        "periods_urls": [
            reverse("periods", args=[partnership.slug, document])
            for document, number in Counter(link.address[1] for link in overview.reports).items()
            if number > 1
        ],
        "is_office_reader": reads_everything_of(request.user, partnership),
        "may_follow": can_see_dashboard(request.user, partnership),
        "may_edit": request.user.has_perm("partnership.change_partnership", partnership),
    }
    return render(request, "website/results.html", context)
