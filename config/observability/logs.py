"""The log: one line for each event, as data in production and for people on the own machine.

Knows nothing of Django's settings: the application server sets up the same before they are read.
"""

import logging
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

from config.observability.masking import scrubbed

QUIET = {
    # Each step of each rendering, each table of each font.
    "weasyprint.progress": "WARNING",
    "fontTools": "WARNING",
    "pikepdf": "WARNING",
    # With DEBUG they write whole forms and the values of queries.
    "django.template": "INFO",
    "django.db.backends": "INFO",
    # Tells what is told of each request already, with its number.
    "django.request": "ERROR",
    "django.server": "ERROR",
    "celery.app.trace": "WARNING",
    "celery.worker.strategy": "WARNING",
}


def logging_settings(*, level: str, as_json: bool) -> dict[str, Any]:
    """What ``logging.config.dictConfig`` takes; all loggers, of libraries too, write the same lines."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": "config.observability.logs.formatter", "as_json": as_json}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Its own handler writes to the console only with DEBUG.
            "django": {"handlers": ["console"], "level": level, "propagate": False},
            **{name: {"level": quiet} for name, quiet in QUIET.items()},
            "django.server": {"handlers": [], "level": QUIET["django.server"], "propagate": True},
        },
    }


def formatter(as_json: bool) -> logging.Formatter:
    """Writes records of ``logging`` and of structlog; what is bound to the request or task is added."""
    shared = _shared()
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    last: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if as_json:
        # A traceback without the values of its variables, which may be anything that was typed.
        last += [structlog.processors.format_exc_info, without_personal_data]
        last += [structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        plain = structlog.dev.plain_traceback
        on_screen = structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=plain
        )
        last += [without_personal_data, on_screen]
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=last)


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def without_personal_data(_: Any, __: str, event: EventDict) -> EventDict:
    """Masks what is known by its shape; see :mod:`config.observability.masking`."""
    return {
        name: value if name in {"exc_info", "timestamp", "level", "logger"} else scrubbed(value)
        for name, value in event.items()
    }
