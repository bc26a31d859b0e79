"""What changed between two versions of a report, or since a version."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from common.sheets import CSV
from reporting.compared import show_comparison
from reporting.comparison.lines import as_csv
from reporting.engine.editions import Edition
from reporting.exceptions import UnknownVersion
from reporting.models import Report
from reporting.models.periods import FINAL_KEY
from reporting.permissions import readable_editions
from reporting.sides import Side, choose_side, compare_sides, list_sides, usual_sides
from reporting.views.errors import explains_errors
from reporting.views.reports import asked_edition, find_with_periods, record_addresses


@dataclass(frozen=True)
class Asked:
    """What is to be compared, and what else could be; without both sides there is nothing yet."""

    report: Report
    edition: Edition
    sides: list[Side]
    before: Side | None
    after: Side | None

    @property
    def query(self) -> dict[str, str]:
        """The address's own words for it."""
        named = {"from": self.before, "to": self.after}
        chosen = {name: side.token for name, side in named.items() if side is not None}
        return chosen if self.edition is Edition.PUBLIC else {**chosen, "edition": self.edition}


@require_safe
@explains_errors
def compare(
    request: HttpRequest, slug: str, document: str, key: str = FINAL_KEY
) -> HttpResponseBase:
    """What changed from one version to another or today; ``show=all`` shows what did not, too."""
    asked = _asked(request, slug, document, key)
    everything = request.GET.get("show") == "all"
    comparison = None
    if asked.before and asked.after:
        comparison = show_comparison(
            compare_sides(asked.before, asked.after, asked.edition, with_same=everything),
            record_addresses(request.user, asked.report.partnership),
            everything=everything,
        )
    return render(
        request, "reporting/compare.html", _context(request, asked, comparison, everything)
    )


@require_safe
@explains_errors
def changes(
    request: HttpRequest, slug: str, document: str, key: str = FINAL_KEY
) -> HttpResponseBase:
    """Every change as CSV."""
    asked = _asked(request, slug, document, key)
    if asked.before is None or asked.after is None:
        raise UnknownVersion("There is nothing to compare yet: no version was submitted.")
    content = as_csv(compare_sides(asked.before, asked.after, asked.edition))
    response = HttpResponse(content, content_type=CSV)
    sides = [side.token.replace(":", "-") for side in (asked.before, asked.after)]
    kind = [] if asked.edition is Edition.PUBLIC else [asked.edition.value]
    name = "-".join([*asked.report.address, "changes", *sides, *kind])
    response["Content-Disposition"] = str(content_disposition_header(True, f"{name}.csv"))
    response["Cache-Control"] = "private, no-store"
    return response


def _asked(request: HttpRequest, slug: str, document: str, key: str) -> Asked:
    report, periods = find_with_periods(request.user, slug, document, key)
    edition = asked_edition(request, report)
    sides = list_sides(report, periods, edition, request.user)
    usual = usual_sides(sides)
    before, after = usual or (None, None)
    if "from" in request.GET:
        before = choose_side(sides, request.GET["from"])
        after = after or sides[0]
    if "to" in request.GET:
        after = choose_side(sides, request.GET["to"])
    return Asked(report, edition, sides, before, after if before else None)


def _context(
    request: HttpRequest, asked: Asked, comparison: Any, everything: bool
) -> dict[str, Any]:
    address = reverse("compare", args=asked.report.address)
    editions = readable_editions(request.user, asked.report)
    all_changes = reverse("compare_csv", args=asked.report.address)
    return {
        "asked": asked,
        "comparison": comparison,
        "everything": everything,
        "report": asked.report,
        "partnership": asked.report.partnership,
        "programmes": [asked.report.partnership.programme],
        "editions": [edition.value for edition in editions] if len(editions) > 1 else [],
        "csv_url": f"{all_changes}?{urlencode(asked.query)}",
        "other_url": f"{address}?{urlencode(asked.query | ({} if everything else {'show': 'all'}))}",
    }
