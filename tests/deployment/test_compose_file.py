"""What holds for every service of docker-compose.yml, beyond its schema."""

import re
from pathlib import Path

import pytest

from tests.deployment import compose

ROOT = compose.ROOT
ENDS_BY_ITSELF = {"migrate", "backup"}
REQUIRED = {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"}
SECRET = re.compile(r"KEY|PASSWORD|TOKEN|_URL|DSN")
WITHOUT_SECRETS = {
    "DATABASE_URL": "the password stands in a file of its own",
    "REDIS_URL": "has none: only the portal's own services are on its network",
    "BACKUP_KEY": "a public key, which only writes",
    "SENTRY_DSN": "lets somebody report errors, and nothing else",
    "SITE_URL": "an address of the portal",
}

each = pytest.mark.parametrize("name", sorted(compose.services()))


@pytest.fixture
def service(name):
    return compose.services()[name]


@each
def test_it_has_no_rights_that_it_does_not_need(service):
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert "privileged" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"])
    assert any(line.startswith("/tmp:size=") for line in service["tmpfs"])


@each
def test_it_cannot_take_the_machine_for_itself(service):
    limits = service["deploy"]["resources"]["limits"]
    assert float(limits["cpus"]) <= 2
    assert re.fullmatch(r"\d+[MG]", limits["memory"])
    assert limits["pids"] > 0
    options = service["logging"]["options"]
    assert re.fullmatch(r"\d+m", options["max-size"])
    assert int(options["max-file"]) > 1


@each
def test_it_is_watched_and_started_again_unless_it_ends_by_itself(name, service):
    if name in ENDS_BY_ITSELF:
        assert service["restart"] == "no"
        assert "healthcheck" not in service
    else:
        assert service["restart"] == "unless-stopped"
        check = service["healthcheck"]
        assert {"test", "interval", "timeout", "retries", "start_period"} <= set(check)
    assert re.fullmatch(r"\d+[sm]", service["stop_grace_period"])


@each
def test_its_image_is_one_and_the_same_tomorrow(service):
    if not compose.is_portal(service):
        assert re.fullmatch(r"[a-z]+:\d+\.\d+(\.\d+)?-(bookworm|trixie)", service["image"])


@each
def test_what_is_kept_has_a_name_and_what_is_mounted_from_here_is_not_written(service):
    volumes = compose.resolved({"PORTAL_HOST": "x"})["volumes"]
    for mount in service.get("volumes", []):
        source, _, target = mount.partition(":")
        if source.startswith("."):
            assert target.endswith(":ro")
            assert source.startswith("./secrets/") or (ROOT / source).exists()
        else:
            assert source in volumes


@each
def test_no_secret_stands_in_it(service):
    for name, value in service.get("environment", {}).items():
        if name.endswith("_FILE") and str(value).startswith("/run/secrets/"):
            assert value.removeprefix("/run/secrets/") in service["secrets"]
        elif SECRET.search(name):
            assert name in WITHOUT_SECRETS
    assert not re.search(r"://[^/@\s]*:[^/@\s]*@", str(service))


@each
def test_the_settings_read_what_it_is_given_and_get_what_they_need(name, service):
    if not compose.is_portal(service):
        return
    given = {
        key.removesuffix("_FILE") if str(value).startswith("/run/secrets/") else key
        for key, value in service["environment"].items()
    }
    assert given <= read_by_the_settings()
    assert given >= REQUIRED
    assert Path(compose.image_environment()["VAR_DIR"]) == Path("/srv/var")


def read_by_the_settings():
    """Names that ask the environment for something, wherever the settings are."""
    sources = [*(ROOT / "config" / "settings").glob("*.py"), ROOT / "config" / "gunicorn.py"]
    calls = r"(?:env\.\w+|secret|environ\.get)\(\s*\"(\w+)\""
    return {name for path in sources for name in re.findall(calls, path.read_text())}


def test_every_secret_is_written_by_the_script_that_prepares():
    files = {s["file"] for s in compose.resolved({"PORTAL_HOST": "x"})["secrets"].values()}
    script = (ROOT / "scripts" / "prepare.py").read_text()
    for file in files:
        assert f'write(keys / "{Path(file).name}"' in script
    assert "secrets" in (ROOT / ".dockerignore").read_text().split()
    assert "/secrets/" in (ROOT / ".gitignore").read_text().split()


def test_what_can_be_set_is_described():
    manual = (ROOT / "docs" / "operations.md").read_text()
    missing = {name for name in compose.variables() if f"`{name}`" not in manual}
    assert missing == set()


def test_the_proxy_reaches_the_portal_alone():
    networks = {name: set(s["networks"]) for name, s in compose.services().items()}
    assert networks["proxy"] == {"front"}
    assert {name for name, on in networks.items() if "front" in on} == {"proxy", "web"}
    assert networks["db"] == networks["redis"] == {"inside"}
    assert compose.resolved({"PORTAL_HOST": "x"})["networks"]["inside"] == {"internal": True}
    assert [name for name, s in compose.services().items() if "ports" in s] == ["proxy"]


def test_every_queue_has_workers_of_its_own_and_there_is_one_clock():
    services = compose.services()
    served = {
        name: s["command"][s["command"].index("--queues") + 1]
        for name, s in services.items()
        if "worker" in compose.command_of(s)
    }
    assert served == {"worker-short": "short", "worker-long": "long"}
    clocks = [name for name, s in services.items() if "beat" in compose.command_of(s)]
    assert clocks == ["beat"]
    assert services["beat"]["deploy"]["replicas"] == 1
    assert "--beat" not in compose.text()


def test_nginx_and_the_portal_are_the_same_user():
    """It sends what the portal has written."""
    user = compose.services()["proxy"]["user"]
    assert {s["user"] for s in compose.services().values() if compose.is_portal(s)} == {user}
    instructions = {step["instruction"]: step["value"] for step in compose.dockerfile().structure}
    assert instructions["USER"] == user
    assert f"--uid {user.partition(':')[0]} " in compose.text_of_dockerfile()


def test_the_database_is_as_old_as_the_programs_that_back_it_up():
    """Debian 12 has PostgreSQL 15."""
    services = compose.services()
    assert services["db"]["image"].startswith("postgres:15.")
    assert compose.dockerfile().baseimage.endswith("-bookworm")


def test_with_a_bucket_everything_that_runs_the_portal_is_told_of_it():
    added = compose.with_bucket()
    portal = {name for name, service in compose.services().items() if compose.is_portal(service)}
    assert set(added["services"]) == portal
    for service in added["services"].values():
        names = {name.removesuffix("_FILE") for name in service["environment"]}
        assert {"S3_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY"} <= names <= read_by_the_settings()
        assert set(service["secrets"]) == set(added["secrets"])
