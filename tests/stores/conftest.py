"""A store on loopback, and a portal that keeps its files there."""

import copy
import uuid

import boto3
import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.db.models import FileField

from tests.stores.server import KEYS, REGION, S3Server


@pytest.fixture(scope="package")
def s3():
    """The server."""
    server = S3Server()
    yield server
    server.stop()


@pytest.fixture
def s3_client(s3):
    """A client of its own, to look behind the portal."""
    return boto3.client(
        "s3",
        endpoint_url=s3.endpoint,
        region_name=REGION,
        aws_access_key_id=KEYS["S3_ACCESS_KEY"],
        aws_secret_access_key=KEYS["S3_SECRET_KEY"],
    )


@pytest.fixture
def bucket(s3_client):
    """The name of an empty bucket."""
    name = f"portal-{uuid.uuid4().hex[:12]}"
    where = {"LocationConstraint": REGION}
    s3_client.create_bucket(Bucket=name, CreateBucketConfiguration=where)
    return name


@pytest.fixture
def in_bucket(s3, bucket, settings, tmp_path, monkeypatch):
    """The portal keeps its files in the bucket; its folders are empty."""
    options = {
        "bucket": bucket,
        "endpoint": s3.endpoint,
        "region": REGION,
        "timeout": 20,
        "access_key": KEYS["S3_ACCESS_KEY"],
        "secret_key": KEYS["S3_SECRET_KEY"],
    }
    kinds = copy.deepcopy(settings.STORAGES)
    for name, folder in (("default", "media"), ("reports", "reports")):
        backend = "common.stores.bucket.BucketStore"
        kinds[name] = {"BACKEND": backend, "OPTIONS": {**options, "folder": f"test/{folder}"}}
    settings.STORAGES = kinds
    settings.MEDIA_ROOT, settings.REPORTS_ROOT = tmp_path / "media", tmp_path / "reports"
    monkeypatch.setattr("common.stores.shared_copies._asked_again_at", 0.0)
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, FileField):
                monkeypatch.setattr(field, "storage", storages["default"])
    return s3
