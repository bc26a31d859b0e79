"""One cluster of a test's own, and one portal in it."""

from contextlib import closing

import psycopg2
import psycopg2.extras
import pytest

from tests.faults.portal import Portal
from tests.faults.servers import Postgres, Redis


@pytest.fixture(scope="package")
def cluster():
    made = Postgres()
    yield made
    made.remove()


@pytest.fixture(scope="package")
def redis_server(tmp_path_factory):
    made = Redis(tmp_path_factory.mktemp("redis"))
    yield made
    made.kill()


@pytest.fixture(scope="package")
def world(cluster, redis_server, tmp_path_factory):
    """A portal on both, and the addresses in it; nothing runs yet."""
    portal = Portal(
        tmp_path_factory.mktemp("portal"),
        DATABASE_URL=cluster.create("portal"),
        REDIS_URL=redis_server.address,
        EMAIL_URL="consolemail://",
    )
    portal.addresses = portal.play("schema", "fill:48")
    yield portal
    portal.end()


@pytest.fixture
def portal(world):
    """The same; what a test started ends with it."""
    yield world
    world.end()


@pytest.fixture
def ask(cluster):
    """Rows of a query, whatever the portal says of itself."""

    def rows(query, *arguments):
        with closing(psycopg2.connect(cluster.address("portal"))) as database:
            database.autocommit = True
            with database.cursor() as cursor:
                cursor.execute(query, arguments)
                return cursor.fetchall() if cursor.description else []

    return rows
