"""Smallest valid imports of workbooks."""

import factory
from factory.django import DjangoModelFactory

from exchange.models import WorkbookImport
from tests.factories.partnership import PartnershipFactory, UserFactory


class WorkbookImportFactory(DjangoModelFactory):
    """A workbook that was uploaded, and is removed by now."""

    class Meta:
        model = WorkbookImport

    partnership = factory.SubFactory(PartnershipFactory)
    file_name = "workbook.xlsx"
    uploaded_by = factory.SubFactory(UserFactory)
