"""`make demo`: prepares the portal, starts it with a worker and says where it is. PORT chooses another port."""

from __future__ import annotations  # old Pythons get a message, not a traceback

import os
import signal
import socket
import sys
import time
from types import FrameType

from environment import VENV_PYTHON, SetupError, say
from processes import Child, start, stop, wait_for_any
from setup import prepare_portal

HOST = "127.0.0.1"


def main() -> None:
    port = chosen_port()
    sign_ins = prepare_portal()
    children: list[Child] = []
    try:
        children.append(start_server(port))
        children.append(start_worker())
        wait_for(children[0], port)
        say(f"\n{sign_ins}\n\nThe portal runs at http://{HOST}:{port}/ – Ctrl-C stops it.")
        wait_for_any(children)
    finally:
        stop(children)


def start_server(port: int) -> Child:
    command = (VENV_PYTHON, "manage.py", "runserver", "--noreload", f"{HOST}:{port}")
    return start("server", command)


def start_worker() -> Child:
    """One worker, which also looks at the clock for whatever is done regularly."""
    command = (VENV_PYTHON, "-m", "celery", "--quiet", "--app", "config", "worker")
    options = ("--beat", "--without-gossip", "--without-mingle")
    # It looks for work every few seconds, which nobody wants to read who tries the portal.
    quiet = {"LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING")}
    return start("worker", (*command, *options, "--loglevel", "WARNING"), **quiet)


def chosen_port() -> int:
    """PORT, or 8000. An occupied port is reported before the long work, not after it."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SetupError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise SetupError(
                f"Port {port} cannot be used ({error.strerror}). "
                f"Choose another: make demo PORT={port + 1}"
            ) from None
    return port


def wait_for(server: Child, port: int) -> None:
    """Returns when the server answers."""
    deadline = time.monotonic() + 30
    while not server.has_ended:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        if time.monotonic() > deadline:
            raise SetupError("The server did not answer within 30 seconds.")
        time.sleep(0.1)
    raise SetupError("The server did not start; see the lines above.")


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupt)
    try:
        main()
    except SetupError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        say("\nStopped.")
