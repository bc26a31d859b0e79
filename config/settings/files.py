"""Where files are kept, from the environment."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from config.settings.secrets import secret

env = environ.Env()

FOLDERS = {"default": ("MEDIA_ROOT", "media"), "reports": ("REPORTS_ROOT", "reports")}
"""Of each store, the setting that names its folder, and its folder in a bucket."""


def stores() -> dict[str, dict[str, Any]]:
    """The entries of STORAGES for files: folders of the machine, or of the bucket S3_BUCKET."""
    bucket = env.str("S3_BUCKET", default="")
    return folders() if not bucket else _buckets(bucket)


def folders() -> dict[str, dict[str, Any]]:
    """The entries for folders of the machine."""
    backend = "common.stores.folder.FolderStore"
    return {
        name: {"BACKEND": backend, "OPTIONS": {"setting": setting}}
        for name, (setting, _) in FOLDERS.items()
    }


def _buckets(bucket: str) -> dict[str, dict[str, Any]]:
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ImproperlyConfigured(
            'S3_BUCKET is set, and what speaks to the store is not installed. Install the extra "s3" '
            "(requirements/s3.txt), or leave S3_BUCKET empty."
        )
    endpoint: str = env.str("S3_ENDPOINT", default="")
    if endpoint and urlsplit(endpoint).scheme not in ("http", "https"):
        raise ImproperlyConfigured(
            "S3_ENDPOINT is no address: write it as https://host or https://host:port."
        )
    keys = {"access_key": secret("S3_ACCESS_KEY"), "secret_key": secret("S3_SECRET_KEY")}
    if bool(keys["access_key"]) != bool(keys["secret_key"]):
        raise ImproperlyConfigured("Set both S3_ACCESS_KEY and S3_SECRET_KEY, or neither.")
    prefix = Path(env.str("S3_PREFIX", default="").strip("/"))
    options = {
        "bucket": bucket,
        "endpoint": endpoint,
        "region": env.str("S3_REGION", default=""),
        "timeout": env.float("S3_TIMEOUT", default=10),
        **keys,
    }
    return {
        name: {
            "BACKEND": "common.stores.bucket.BucketStore",
            "OPTIONS": {**options, "folder": (prefix / folder).as_posix()},
        }
        for name, (_, folder) in FOLDERS.items()
    }
