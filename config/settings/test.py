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
    database,
    env,
)

MIDDLEWARE = ["tests.turns.one_at_a_time", *MIDDLEWARE]

DEBUG = False
SECRET_KEY = "for-tests-only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# DATABASE_URL runs the suite on PostgreSQL; without it SQLite keeps the data in memory.
DATABASES = {"default": database(env.str("DATABASE_URL", default="sqlite:///:memory:"))}

for folder in (STATIC_ROOT, MEDIA_ROOT, REPORTS_ROOT):
    folder.mkdir()
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # no scan of every static file for each test client

# Kept in memory, so that queries are those of the pages; emptied before each test.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True

LOGGING["root"]["level"] = "ERROR"
LOGGING["loggers"]["django"]["level"] = "ERROR"

MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

# In the memory of the process: no queries beside those that a test counts.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
