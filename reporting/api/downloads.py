"""The submitted reports, with all their files."""

from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from reporting.centre import Entry, show_entries
from reporting.filters import SubmittedFilter, submitted_versions
from reporting.models import SnapshotFile
from reporting.permissions import offered_editions


class StoredFileSerializer(serializers.ModelSerializer[SnapshotFile]):
    """A stored file, with the hash to check it by."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = SnapshotFile
        fields = ["edition", "format", "volume", "label", "size", "sha256", "url"]

    def get_url(self, file: SnapshotFile) -> str:
        """Where it is downloaded."""
        return str(self.context["request"].build_absolute_uri(file.get_absolute_url()))


class EntrySerializer(serializers.BaseSerializer[Entry]):
    """A report with its version in force."""

    def to_representation(self, instance: Entry) -> dict[str, Any]:
        """Its address in three parts, the version, and every file of it."""
        report, snapshot = instance.report, instance.version.snapshot
        files = [file for own in instance.editions.values() for file in own]
        return {
            "partnership": report.partnership.slug,
            "document": report.document,
            "report": report.key,
            "title": report.title,
            "version": snapshot.number,
            "code": snapshot.code,
            "submitted_at": snapshot.submitted_at.isoformat(),
            "files": StoredFileSerializer(files, many=True, context=self.context).data,
        }


class DownloadViewSet(GenericViewSet[Any]):
    """Submitted reports, with the filters of the download centre.

    A list costs three queries, however many reports and files there are.
    """

    serializer_class = EntrySerializer

    def list(self, request: Request, **_: Any) -> Response:
        """The versions in force, the latest first."""
        filters = SubmittedFilter(
            request.query_params,
            queryset=submitted_versions(request.user),
            request=request,
            editions=offered_editions(request.user),
        )
        if not filters.is_valid():
            raise ValidationError(filters.errors)
        page = self.paginate_queryset(filters.qs) or []
        entries = show_entries(page, filters.files(), request.user)
        return self.get_paginated_response(self.get_serializer(entries, many=True).data)
