"""Where browsers report what the content security policy refused, and what others send there."""

import json

import pytest
from django.test import Client

from tests.config.observed import log  # noqa: F401
from tests.config.test_metrics import METRICS, TOKEN, number

pytestmark = pytest.mark.django_db

ADDRESS = "/csp-report/"
FORMER = {
    "csp-report": {
        "document-uri": "https://portal.example/expressions/1.1~abcdef~ghi_jkl/check/?name=Ada",
        "referrer": "https://portal.example/secret/",
        "violated-directive": "script-src-elem",
        "effective-directive": "script-src-elem",
        "blocked-uri": "https://evil.example/x.js?cookie=1",
        "line-number": 7,
        "script-sample": "alert('ada@example.org')",
    }
}
PRESENT = [
    {
        "type": "csp-violation",
        "body": {
            "documentURL": "https://portal.example/partnerships/med-tech/",
            "effectiveDirective": "style-src-attr",
            "blockedURL": "inline",
            "sourceFile": "https://portal.example/static/portal/site.js",
            "lineNumber": 3,
        },
    },
    {"type": "deprecation", "body": {"id": "x"}},
]


def send(client, content, content_type="application/csp-report", **more):
    data = content if isinstance(content, (bytes, str)) else json.dumps(content)
    return client.post(ADDRESS, data, content_type=content_type, **more)


def test_pages_tell_browsers_where_to_report(client):
    headers = client.get("/").headers
    assert f"report-uri {ADDRESS}" in headers["Content-Security-Policy"]
    assert "report-to csp" in headers["Content-Security-Policy"]
    assert headers["Reporting-Endpoints"] == f'csp="{ADDRESS}"'


def test_both_kinds_of_reports_are_noted_without_what_is_secret(log):  # noqa: F811
    client = Client(enforce_csrf_checks=True)
    assert send(client, FORMER).status_code == 204
    assert send(client, PRESENT, "application/reports+json").status_code == 204
    kept = ("directive", "page", "blocked", "source", "at_line")
    assert [tuple(line[name] for name in kept) for line in log.named("portal.policy")] == [
        ("script-src-elem", "/expressions/…/check/", "https://evil.example", "", 7),
        ("style-src-attr", "/partnerships/med-tech/", "inline", "/static/portal/site.js", 3),
    ]
    everything = "\n".join(log.texts)
    for secret in ("ghi_jkl", "Ada", "ada@", "cookie", "alert"):
        assert secret not in everything


def test_reports_are_counted_by_what_was_broken(client, settings):
    settings.METRICS_TOKEN = "a-long-token"
    invented = {"csp-report": {"effective-directive": "x" * 5000, "blocked-uri": "eval"}}
    assert send(client, FORMER).status_code == 204
    assert send(client, invented).status_code == 204
    text = client.get(METRICS, headers=TOKEN).text
    assert number(text, 'portal_policy_violations_total{directive="script-src-elem"}') >= 1
    assert number(text, 'portal_policy_violations_total{directive="other"}') >= 1
    assert "xxxxx" not in text


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        ("<html>", "text/html", 415),
        ("a=b", "application/x-www-form-urlencoded", 415),
        ("no json", "application/csp-report", 400),
        ("[" * 10_000, "application/reports+json", 400),
        ("7", "application/json", 400),
        ('{"csp-report": []}', "application/json", 400),
        ("[7]", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b" " * 16 * 1024 + b"{}", "application/json", 413),
    ],
)
def test_what_is_no_report_is_refused_and_leaves_nothing(
    client,
    log,  # noqa: F811
    content,
    content_type,
    status,
):
    assert send(client, content, content_type).status_code == status
    assert log.named("portal.policy") == []


@pytest.mark.parametrize(
    "report",
    [
        {"document-uri": "http://[bad/", "blocked-uri": "http://[bad/", "line-number": "7"},
        {"document-uri": ["x"], "blocked-uri": {"a": 1}, "line-number": -1},
        {"effective-directive": ["script-src"], "blocked-uri": "a\r\nSet-Cookie: b=1"},
        {},
    ],
)
def test_nothing_in_a_report_is_believed(client, log, report):  # noqa: F811
    assert send(client, {"csp-report": report}).status_code == 204
    (line,) = log.named("portal.policy")
    assert line["at_line"] == 0
    assert not {"\r", "\n"} & set("".join(log.texts))


def test_of_many_reports_in_one_message_a_few_are_noted(client, log):  # noqa: F811
    many = [{"type": "csp-violation", "body": {"effectiveDirective": "img-src"}}] * 100
    assert send(client, many, "application/reports+json").status_code == 204
    assert len(log.named("portal.policy")) == 10


def test_a_flood_of_reports_is_thrown_away(client, log, settings):  # noqa: F811
    settings.POLICY_RATE_LIMITS = {"report": "2/m/ip,3/h/key"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def sent_from(place):
        return send(client, FORMER, headers={"X-Forwarded-For": place})

    answers = [sent_from("192.0.2.1") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [204, 204, 429]
    assert answers[2].headers["Retry-After"] == "60"
    # Many places together have a limit, too.
    last = [sent_from(f"192.0.2.{place}").status_code for place in range(2, 8)]
    assert last[-1] == 429
    assert len(log.named("portal.policy")) <= 3


@pytest.mark.parametrize("method", ["get", "put", "delete", "head"])
def test_reports_are_sent_and_nothing_is_read(client, method):
    assert getattr(client, method)(ADDRESS).status_code == 405
