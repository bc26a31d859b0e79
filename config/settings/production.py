"""A public installation. Everything that differs between installations comes from the environment.

Required: SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL. The rest has a safe default. What is secret may stand
in a file instead: SECRET_KEY_FILE names it, POSTGRES_PASSWORD_FILE that of the database's password.
"""

from django.core.exceptions import ImproperlyConfigured

from config.observability.errors import report_errors
from config.observability.logs import logging_settings
from config.settings.base import *
from config.settings.base import LOG_LEVEL, STORAGES, database, env
from config.settings.secrets import secret

REQUIRED = {
    "SECRET_KEY": "a long random text",
    "ALLOWED_HOSTS": "the host names of the portal, separated by commas",
    "DATABASE_URL": "postgres://user:password@host:5432/name",
}
missing = [f"{name} ({hint})" for name, hint in REQUIRED.items() if not secret(name)]
if missing:
    raise ImproperlyConfigured("Set in the environment: " + "; ".join(missing) + ".")

DEBUG = False
SECRET_KEY = secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = [key for key in secret("SECRET_KEY_FALLBACKS").split(",") if key]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
hosts = [host.lstrip(".") for host in ALLOWED_HOSTS if host != "*"]
if hosts and not env.str("SITE_URL", default=""):
    SITE_URL = f"https://{hosts[0]}"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

DATABASES = {"default": database(secret("DATABASE_URL"))}
if password := secret("POSTGRES_PASSWORD"):
    DATABASES["default"]["PASSWORD"] = password
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # A server that says nothing is away, and readers and probes are told so.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

if redis := secret("REDIS_URL"):
    CACHES = {
        "default": {
            "BACKEND": "config.caches.PatientRedisCache",
            "LOCATION": redis,
            # A server that says nothing is away; readers are waiting.
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
        }
    }
    SESSION_ENGINE = "partnership.accounts.session_store"

MFA_REQUIRED = env.bool("MFA_REQUIRED", default=True)

# Only behind a proxy that sets or removes these headers itself.
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Which entry of X-Forwarded-For, counted from the end, is the reader's own address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=int(BEHIND_PROXY))
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = env.bool("SESSION_COOKIE_SECURE", default=True)
CSRF_COOKIE_SECURE = env.bool("CSRF_COOKIE_SECURE", default=True)

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Read by the PDF renderer from the disk, not by browsers: not worth the minutes.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    *("jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "tgz", "bz2", "tbz", "xz", "br"),
    *("woff", "woff2", "ttf", "otf", "map"),
)

vars().update(env.email_url_config(secret("EMAIL_URL", "smtp://localhost:25")))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LOGGING = logging_settings(level=LOG_LEVEL, as_json=env.bool("LOG_JSON", default=True))
if env.str("SENTRY_DSN", default=""):
    report_errors(
        dsn=env.str("SENTRY_DSN"),
        environment=env.str("SENTRY_ENVIRONMENT", default="production"),
    )
