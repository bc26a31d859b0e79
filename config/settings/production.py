"""A public installation. Everything that differs between installations comes from the environment.

Required: SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL. The rest has a safe default.
"""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *
from config.settings.base import database, env

REQUIRED = {
    "SECRET_KEY": "a long random text",
    "ALLOWED_HOSTS": "the host names of the portal, separated by commas",
    "DATABASE_URL": "postgres://user:password@host:5432/name",
}
missing = [f"{name} ({hint})" for name, hint in REQUIRED.items() if not env.str(name, default="")]
if missing:
    raise ImproperlyConfigured("Set in the environment: " + "; ".join(missing) + ".")

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
hosts = [host.lstrip(".") for host in ALLOWED_HOSTS if host != "*"]
if hosts and not env.str("SITE_URL", default=""):
    SITE_URL = f"https://{hosts[0]}"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

DATABASES = {"default": database(env.str("DATABASE_URL"))}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

if env.str("REDIS_URL", default=""):
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": env.str("REDIS_URL"),
        }
    }

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
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Read by the PDF renderer from the disk, not by browsers: not worth the minutes.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    *("jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "tgz", "bz2", "tbz", "xz", "br"),
    *("woff", "woff2", "ttf", "otf", "map"),
)

vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
