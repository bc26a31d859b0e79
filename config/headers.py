"""What every answer tells browsers about the portal, whatever page or file it is."""

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

NEVER_USED = (
    *("accelerometer", "autoplay", "display-capture"),
    *("encrypted-media", "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer"),
    *(
        "microphone",
        "midi",
        "payment",
        "picture-in-picture",
        "serial",
        "usb",
        "xr-spatial-tracking",
    ),
)
USED = ("camera", "fullscreen", "publickey-credentials-create", "publickey-credentials-get")
"""By the portal's own pages: codes on badges, passkeys."""

HEADERS = {
    # Nobody else's page may load what the portal sends, and its pages load nothing of anybody else.
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": ", ".join(
        [f"{name}=()" for name in NEVER_USED] + [f"{name}=(self)" for name in USED]
    ),
    # Where the policy's reports go, see config.observability.policy.
    "Reporting-Endpoints": 'csp="/csp-report/"',
    "X-Permitted-Cross-Domain-Policies": "none",
}


class SecurityHeaders:
    """Adds the headers of which Django knows nothing; a view may have set one already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer with its headers."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class NoNullCharacters:
    """There is nothing at an address that holds a null character, which PostgreSQL refuses to look for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on the request; the API answers in its own way."""
        if "\0" in request.path_info and not request.path_info.startswith("/api/"):
            raise Http404
        return self.get_response(request)
