"""A store of S3's kind on loopback, which can be made to fail as real ones do."""

import threading
import time
from contextlib import contextmanager

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

KEYS = {"S3_ACCESS_KEY": "portal", "S3_SECRET_KEY": "known-to-nobody"}
REGION = "eu-west-1"


class _Silent(WSGIRequestHandler):
    def log(self, *arguments):
        pass


class S3Server:
    """``fault`` is asked for each request (method, path) and gives “500”, “403”, “cut”, “silent” or nothing."""

    def __init__(self, silence=0.8):
        self.fault = lambda method, path: None
        self.silence = silence
        self.requests = []
        self._app = DomainDispatcherApplication(create_backend_app)
        self._server = None
        self.port = 0
        self.start()

    def start(self):
        """Listen; after ``stop``, at the same port again."""
        self._server = make_server(
            "127.0.0.1", self.port, self._answer, threaded=True, request_handler=_Silent
        )
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        """Answer nobody any more; what is kept stays."""
        self._server.shutdown()
        self._server.server_close()

    @property
    def endpoint(self):
        return f"http://127.0.0.1:{self.port}"

    def environment(self, bucket):
        """What a portal is told."""
        return {"S3_ENDPOINT": self.endpoint, "S3_BUCKET": bucket, "S3_REGION": REGION, **KEYS}

    @contextmanager
    def failing(self, fault, method=None, part=""):
        """Requests of a method whose path holds a part go wrong."""
        self.fault = lambda found, path: (
            fault if (method is None or found == method) and part in path else None
        )
        try:
            yield
        finally:
            self.fault = lambda method, path: None

    def _answer(self, environ, begin):
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        self.requests.append((method, path, environ.get("HTTP_AUTHORIZATION", "")))
        fault = self.fault(method, path)
        if fault == "silent":
            time.sleep(self.silence)
        elif fault in ("500", "403"):
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            words = {"500": "InternalError", "403": "AccessDenied"}[fault]
            begin(f"{fault} {words}", [("Content-Type", "application/xml")])
            return [f"<Error><Code>{words}</Code><Message>no</Message></Error>".encode()]
        body = self._app(environ, begin)
        if fault == "cut":
            whole = b"".join(body)
            return [whole[: len(whole) // 2]]  # with the length of the whole, told before
        return body
