"""Errors are sent to a server of Sentry's kind, where the settings name one; nothing personal goes with them."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.observability.masking import masked_path, scrub, scrubbed

MISSING = (
    "SENTRY_DSN is set, but errors cannot be sent: sentry-sdk is not installed. Install the extra "
    '"errors" (requirements/errors.txt), or leave SENTRY_DSN empty.'
)

OFF = {"mode": "off"}
NOTHING: Any = {
    "user_info": False,
    "cookies": OFF,
    "http_headers": {"request": OFF},
    "http_bodies": [],
    "url_query_params": OFF,
    "database_query_data": False,
    "queues": False,
    "stack_frame_variables": False,
}
"""What the library may collect by itself."""


def report_errors(*, dsn: str, environment: str, release: str = "") -> None:
    """Send what fails from now on. Raises ``ImproperlyConfigured`` where that is not possible."""
    try:
        import sentry_sdk
    except ImportError as error:
        raise ImproperlyConfigured(MISSING) from error
    try:
        sentry_sdk.init(
            dsn=dsn,
            environment=environment,
            release=release or None,
            data_collection=NOTHING,
            max_request_body_size="never",
            max_breadcrumbs=20,
            before_send=without_personal_data,
            before_breadcrumb=plain_breadcrumb,
            traces_sample_rate=0.0,
            send_client_reports=False,
        )
    except sentry_sdk.utils.BadDsn as error:
        raise ImproperlyConfigured(
            "SENTRY_DSN is no address that errors can be sent to."
        ) from error


def without_personal_data(event: Any, hint: Any = None) -> Any:
    """What is sent of an error: where it happened and under which number, not to whom or with what."""
    request = event.pop("request", None) or {}
    person = (event.pop("user", None) or {}).get("id")
    event.pop("extra", None)
    event.pop("server_name", None)
    kept = {
        "request": {"method": request.get("method", ""), "url": _masked(request.get("url", ""))},
        "user": {"id": str(person)} if person is not None else {},
    }
    return {
        **_cleaned(event),
        **{name: part for name, part in kept.items() if part and any(part.values())},
    }


def plain_breadcrumb(crumb: Any, hint: Any = None) -> Any:
    """What came before, by kind and level; without its words, which may be anything."""
    kept = {
        name: crumb[name] for name in ("type", "category", "level", "timestamp") if name in crumb
    }
    return {**kept, "message": scrub(str(crumb.get("message") or ""))}


def _cleaned(event: dict[str, Any]) -> dict[str, Any]:
    left_alone = {"timestamp", "event_id", "exception", "breadcrumbs", "sdk", "contexts", "modules"}
    cleaned = {name: part if name in left_alone else scrubbed(part) for name, part in event.items()}
    for value in (cleaned.get("exception") or {}).get("values") or []:
        value["value"] = scrub(str(value.get("value") or ""))
        for frame in (value.get("stacktrace") or {}).get("frames") or []:
            frame.pop("vars", None)
    if "transaction" in cleaned:
        cleaned["transaction"] = masked_path(str(cleaned["transaction"]))
    return cleaned


def _masked(url: str) -> str:
    scheme, _, rest = url.partition("://")
    host, _, path = rest.partition("/")
    return f"{scheme}://{host}{masked_path(f'/{path}')}" if host else ""
