"""Verification: is this the file that was submitted? Strangers learn that, and nothing else."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from partnership.models import Programme
from reporting.versions import Verified, find_by_code, normalised, state_of_file


@never_cache
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file; ``?code=`` leads to the code's page, ``?sha256=`` answers here."""
    if code := normalised(request.GET.get("code", "")).replace("/", "")[:64]:
        return redirect("verify_code", code=code)
    return _page(request, sha256=normalised(request.GET.get("sha256", ""))[:200])


@never_cache
@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """What became of the report with this code; every code that is not known gets the same answer."""
    return _page(
        request,
        found=find_by_code(code),
        sha256=normalised(request.GET.get("sha256", ""))[:200],
        is_answer=True,
    )


@never_cache
@require_safe
def verify_file(request: HttpRequest, sha256: str) -> JsonResponse:
    """Whether a file of this SHA-256 was submitted here, and what became of it: no more."""
    state = state_of_file(sha256)
    return JsonResponse({"known": state is not None, "state": state or ""})


def _page(
    request: HttpRequest,
    *,
    found: Verified | None = None,
    sha256: str = "",
    is_answer: bool = False,
) -> HttpResponse:
    state = ""
    if sha256 and found:
        state = found.snapshot.state if sha256 in found.hashes else ""
    elif sha256 and not is_answer:
        state = state_of_file(sha256) or ""
    context = {
        "is_answer": is_answer,
        "found": found,
        "snapshot": found.snapshot if found else None,
        "sha256": sha256,
        "file_state": state,
        # All of them: the one of the report would tell whose it is.
        "programmes": list(Programme.objects.all()),
    }
    status = 404 if is_answer and found is None else 200
    return render(request, "reporting/verify.html", context, status=status)
