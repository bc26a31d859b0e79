"""A reader of an installation: a browser as far as these tests need one."""

import http.client
import json
import ssl
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar


class Stay(urllib.request.HTTPRedirectHandler):
    """Goes nowhere by itself."""

    def redirect_request(self, *_):
        return None


class Reader:
    """Trusts the certificate of the installation and no other."""

    def __init__(self, installation):
        self.ports = installation.ports
        self.context = ssl.create_default_context(
            cafile=str(installation.folder / "secrets" / "tls" / "fullchain.pem")
        )
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(
            Stay,
            urllib.request.HTTPSHandler(context=self.context),
            urllib.request.HTTPCookieProcessor(self.cookies),
        )

    @property
    def origin(self):
        return f"https://localhost:{self.ports['https']}"

    def get(self, path, **headers):
        """The answer; of what is no address on its own, by HTTPS."""
        address = path if "://" in path else self.origin + path
        return self._open(urllib.request.Request(address, headers=headers))

    def post(self, path, data, **headers):
        token = next(cookie.value for cookie in self.cookies if "csrf" in cookie.name)
        body = urllib.parse.urlencode({**data, "csrfmiddlewaretoken": token}).encode()
        headers = {"Origin": self.origin, **headers}
        return self._open(urllib.request.Request(self.origin + path, body, headers))

    def announce(self, path, size):
        """The answer to whoever begins to send something of that size."""
        connection = http.client.HTTPSConnection(
            "localhost", self.ports["https"], context=self.context, timeout=60
        )
        connection.putrequest("POST", path)
        connection.putheader("Content-Length", str(size))
        connection.endheaders()
        response = connection.getresponse()
        body = response.read().decode()
        connection.close()
        return response, body

    def _open(self, request):
        try:
            answer = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return Answer(answer.status, answer.headers, answer.read())


class Answer:
    def __init__(self, status, headers, content):
        self.status, self.headers, self.content = status, headers, content

    @property
    def text(self):
        return self.content.decode()

    def json(self):
        return json.loads(self.content)
