"""The application server: ``gunicorn --config python:config.gunicorn config.wsgi``.

Its log is that of the portal, and it writes no access log of its own: that would hold private links and
addresses of readers. Each request is told by the portal.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from config.observability.logs import logging_settings

bind = os.environ.get("BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
accesslog = None
# Nobody steers the server from outside, and its folder may be one that cannot be written.
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
logconfig_dict: dict[str, Any] = logging_settings(
    level=os.environ.get("LOG_LEVEL", "INFO"),
    as_json=os.environ.get("LOG_JSON", "true").lower() in ("1", "true", "yes", "on"),
)
logconfig_dict["loggers"]["gunicorn.error"] = {"handlers": [], "level": "INFO", "propagate": True}
logconfig_dict["loggers"]["gunicorn.access"] = {
    "handlers": [],
    "level": "ERROR",
    "propagate": False,
}

if os.environ.get("METRICS_TOKEN") or os.environ.get("METRICS_TOKEN_FILE"):
    # The processes of this server add up their numbers here; told before the library is loaded.
    os.environ.setdefault(
        "PROMETHEUS_MULTIPROC_DIR", str(Path(tempfile.gettempdir(), f"metrics-{os.getpid()}"))
    )


def on_starting(server: Any) -> None:
    """Numbers of processes of an earlier start would be counted for ever."""
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir(parents=True)


def child_exit(server: Any, worker: Any) -> None:
    """What a process counted stays counted when it ends; what it held is let go."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    """The numbers go with the server."""
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        shutil.rmtree(folder, ignore_errors=True)
