"""The test suite: fast, quiet, and nothing written outside a temporary folder."""

import atexit
import os
import shutil
import tempfile

os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="portal-test-")
atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from config.settings.base import *  # noqa: E402
from config.settings.base import (  # noqa: E402
    LOGGING,
    MEDIA_ROOT,
    MIDDLEWARE,
    REPORTS_ROOT,
    STATIC_ROOT,
    VAR_DIR,
    database,
    env,
)

MIDDLEWARE = ["tests.reading.reading_changes_nothing", *MIDDLEWARE]
DEBUG = False
SECRET_KEY = "for-tests-only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Servers for tests, which make databases and queues of their own there.
TEST_POSTGRES_URL = env.str("TEST_POSTGRES_URL", default="postgres://root@127.0.0.1:5432/postgres")
TEST_REDIS_URL = env.str("TEST_REDIS_URL", default="redis://127.0.0.1:6379/9")
# TEST_DATABASE=postgresql runs the suite there; otherwise SQLite keeps the data in memory.
ON_POSTGRESQL = env.str("TEST_DATABASE", default="sqlite") == "postgresql"
DATABASES = {"default": database(TEST_POSTGRES_URL if ON_POSTGRESQL else "sqlite:///:memory:")}

for folder in (STATIC_ROOT, MEDIA_ROOT, REPORTS_ROOT):
    folder.mkdir()
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # no scan of every static file for each test client

CELERY_BROKER_TRANSPORT_OPTIONS = {}
if ON_POSTGRESQL:
    # As in production: cache and queue in Redis, on a server that the tests start for each process.
    REDIS_SOCKET = f"{VAR_DIR}/redis.sock"
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"unix://{REDIS_SOCKET}",
        }
    }
    CELERY_BROKER_URL = f"redis+socket://{REDIS_SOCKET}"
    # What a test has written need not outlive a power cut.
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}
else:
    # Kept in memory, so that queries are those of the pages; emptied before each test.
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    CELERY_BROKER_URL = "memory://"
    # The requests of a browser share one connection.
    MIDDLEWARE = ["tests.turns.one_at_a_time", *MIDDLEWARE]
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True

LOGGING["root"]["level"] = "ERROR"
LOGGING["loggers"]["django"]["level"] = "ERROR"

MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
