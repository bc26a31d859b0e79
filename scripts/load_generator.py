"""Asks for pages at a steady rate, whatever the portal makes of it; for `scripts/bench_load.py`.

Runs in an environment of its own (requirements/load.txt). Reads one order as JSON from standard input and
writes what came of it as JSON: for each kind of page the times of its answers in milliseconds, and errors.
The next request is sent when its time has come, not when the last one was answered: a portal that
stumbles lets requests pile up, and their waiting is counted.
"""

import json
import random
import re
import sys
import time
from collections import defaultdict
from typing import Any
from urllib.parse import urlsplit

from locust import FastHttpUser, constant, task  # type: ignore[import-not-found]
from locust.contrib.fasthttp import FastHttpSession  # type: ignore[import-not-found]
from locust.env import Environment  # type: ignore[import-not-found]

# isort: split
import gevent  # type: ignore[import-untyped]  # after locust, which changes the standard library

ORDER: dict[str, Any] = json.load(sys.stdin)
MOST_AT_ONCE = 1000
THROWN_AWAY = bytearray(1 << 18)
INPUT = re.compile(r"<input\b[^>]*>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


class Visitors(FastHttpUser):
    """All visitors together: one clock that sends each of them on the way."""

    host = ORDER["host"]
    concurrency = MOST_AT_ONCE
    wait_time = constant(0)

    @task
    def send_all(self) -> None:
        """Send visitors at random moments, so many in a second on average, until the time is up."""
        clock = random.Random(ORDER["seed"])  # noqa: S311
        begin, due = gevent.get_hub().loop.now(), 0.0
        sent = []
        while (due := due + clock.expovariate(ORDER["rate"])) < ORDER["seconds"]:
            gevent.get_hub().loop.update_now()
            gevent.sleep(max(begin + due - gevent.get_hub().loop.now(), 0))
            sent.append(gevent.spawn(self.visit, clock.choice(ORDER["targets"]), clock.random()))
        gevent.joinall(sent, timeout=60)
        self.environment.runner.quit()

    def visit(self, target: dict[str, Any], number: float) -> None:
        """One page, or a whole expression of interest."""
        if target["name"] == "expression":
            Applicant(self, number).apply(target["address"], target["market"])
        elif target.get("is_file"):
            self.download(target, ORDER["headers"] | place(number))
        else:
            self.client.get(
                target["address"], name=target["name"], headers=ORDER["headers"] | place(number)
            )

    def download(self, target: dict[str, Any], headers: dict[str, str]) -> None:
        """A file that is read and thrown away: kept in Python, it would take the portal's processor."""
        begin, size, error = time.perf_counter(), 0, None
        try:
            size = read_away(target["address"], headers)
        except (OSError, ValueError) as found:
            error = found
        self.environment.events.request.fire(
            request_type="GET",
            name=target["name"],
            response_time=(time.perf_counter() - begin) * 1000,
            response_length=size,
            exception=error,
            context={},
        )


def read_away(address: str, headers: dict[str, str]) -> int:
    """Bytes of a file; raises ``ValueError`` where the answer is no whole file."""
    parts = urlsplit(ORDER["host"])
    told = {"Host": parts.netloc, "Connection": "close", **headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    with gevent.socket.create_connection((parts.hostname, parts.port), timeout=60) as wire:
        wire.sendall(f"GET {address} HTTP/1.1\r\n{lines}\r\n".encode())
        head = b""
        while b"\r\n\r\n" not in head:
            piece = wire.recv(4096)
            if not piece:
                raise ValueError("The answer broke off.")
            head += piece
        head, _, body = head.partition(b"\r\n\r\n")
        size = len(body)
        while got := wire.recv_into(THROWN_AWAY):
            size += got
    length = re.search(rb"content-length: (\d+)", head.lower())
    if b" 200 " not in head.splitlines()[0] or length is None or int(length[1]) != size:
        raise ValueError(f"No whole file: {head.splitlines()[0]!r}, {size} bytes")
    return size


class Applicant:
    """An SME that types an expression of interest from the first step to the last."""

    def __init__(self, visitors: Visitors, number: float) -> None:
        self.client = FastHttpSession(
            base_url=visitors.host,
            request_event=visitors.environment.events.request,
            user=visitors,
            client_pool=visitors.client.client.clientpool,
        )
        self.headers = ORDER["headers"] | place(number)
        self.number = int(number * 10**9)

    def apply(self, address: str, market: str) -> None:
        """Begin, fill in the four steps, and send."""
        page = self._post("begin", address, {})
        company = {
            "company_name": f"Load {self.number} GmbH",
            "country": "DE",
            "contact_name": "Somebody",
            "email": f"load-{self.number}@applicant.example",
        }
        for step, typed in (
            ("company", company),
            ("markets", {"markets": market}),
            ("wishes", {"seeks": "A distributor."}),
            ("consents", {}),
        ):
            page = self._post(step, page.url, {**ticked(page.text), **typed, "go": "next"})
        sent = self._post("send", page.url, {"send": "1"})
        if not sent.url.endswith("/sent/"):
            raise RuntimeError(f"The expression was not sent: {sent.url}")

    def _post(self, step: str, address: str, data: dict[str, str]) -> Any:
        address = address.removeprefix(str(ORDER["host"]))
        name = f"expression, {step}"
        return self.client.post(address, data=data, name=name, headers=self.headers)


def ticked(page: str) -> dict[str, str]:
    """What a page's form sends by itself, with every box of a consent ticked."""
    inputs = [dict(ATTRIBUTE.findall(each)) for each in INPUT.findall(page)]
    return {
        each["name"]: each.get("value", "on")
        for each in inputs
        if each.get("type") == "hidden" or each.get("name", "").startswith("expression-")
    }


def place(number: float) -> dict[str, str]:
    """Every visitor has an address of their own on the network, as behind a proxy."""
    value = int(number * 2**24)
    return {"X-Forwarded-For": f"10.{value >> 16 & 255}.{value >> 8 & 255}.{value & 255}"}


def main() -> None:
    """Carry out the order."""
    times: dict[str, list[float]] = defaultdict(list)
    errors: dict[str, int] = defaultdict(int)
    sizes = [0]
    environment = Environment(user_classes=[Visitors])
    runner = environment.create_local_runner()

    def note(
        name: str, response_time: float, response_length: int, exception: Any, **_: Any
    ) -> None:
        times[name].append(response_time)
        sizes[0] += response_length or 0
        if exception is not None:
            errors[str(exception)[:200]] += 1

    environment.events.request.add_listener(note)
    runner.start(1, spawn_rate=1)
    runner.greenlet.join()
    failed = {str(each["msg"])[:200]: each["count"] for each in runner.exceptions.values()}
    print(json.dumps({"times": times, "errors": {**errors, **failed}, "bytes": sizes[0]}))


if __name__ == "__main__":
    main()
