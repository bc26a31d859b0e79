"""docker-compose.yml and the Dockerfile, read as an engine reads them."""

import json
import re
from functools import cache
from pathlib import Path

import yaml
from dockerfile_parse import DockerfileParser

ROOT = Path(__file__).resolve().parent.parent.parent
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


@cache
def text():
    return (ROOT / "docker-compose.yml").read_text(encoding="utf-8")


def resolved(given):
    """The file with its variables put in; one that is required and missing is an error."""

    def value(match):
        name, kind, rest = match.groups()
        assert given.get(name) or kind == "-", f"{name}: {rest}"
        return given.get(name) or rest

    def put_in(part):
        if isinstance(part, dict):
            return {name: put_in(inner) for name, inner in part.items()}
        if isinstance(part, list):
            return [put_in(inner) for inner in part]
        return VARIABLE.sub(value, part) if isinstance(part, str) else part

    return put_in(yaml.safe_load(text()))


def with_bucket():
    """What the file for a bucket adds to the services."""
    return yaml.safe_load((ROOT / "deployment" / "compose.bucket.yml").read_text(encoding="utf-8"))


def variables():
    """What a person may set in .env."""
    return {match[1] for match in VARIABLE.finditer(text())}


def services():
    return resolved({"PORTAL_HOST": "portal.example"})["services"]


def is_portal(service):
    return "build" in service


@cache
def dockerfile():
    return DockerfileParser(
        str(ROOT / "Dockerfile"), cache_content=True, env_replace=False, build_args={}
    )


def image_environment():
    return dict(dockerfile().envs)


def command_of(service):
    """What is run in the container: its own command, or that of the image."""
    if "entrypoint" in service:
        return service["entrypoint"]
    return service.get("command") or json.loads(dockerfile().cmd)


def check_of(service):
    """The health check as a command."""
    kind, *words = service["healthcheck"]["test"]
    words = [word.replace("$$", "$") for word in words]
    return words if kind == "CMD" else ["sh", "-c", *words]


def text_of_dockerfile():
    return (ROOT / "Dockerfile").read_text(encoding="utf-8")
