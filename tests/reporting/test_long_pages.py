"""The page of a report with very many rows: it stays small, and says where the others are."""

import pytest

from tests.factories import ReportFactory, SMECaseFactory

pytestmark = pytest.mark.django_db


def page(client, count, settings):
    settings.PAGE_ROWS = 3
    report = ReportFactory(is_public=True)
    SMECaseFactory.create_batch(count, partnership=report.partnership)
    return client.get(report.get_absolute_url()).content.decode()


def test_it_shows_the_first_rows_and_records_and_counts_all(client, settings):
    shown = page(client, 5, settings)
    table = shown.partition('id="table-sme_cases"')[2].partition("</section>")[0]
    assert table.count("<tr>") == 2 + 3 + 1  # two of the head, and the total
    assert "The first 3 rows. 2 more are in the files" in table
    panel = shown.partition('id="e-sme_cases-total-number"')[2].partition("</section>")[0]
    assert panel.count("<li>") == 3
    assert "These are the first. 2 more are in the files with evidence" in panel
    assert ": 5</h2>" in panel


def test_of_few_rows_nothing_is_left_out(client, settings):
    assert "left-out" not in page(client, 3, settings)


def test_files_show_all(client, settings):
    settings.PAGE_ROWS = 3
    report = ReportFactory(is_public=True)
    SMECaseFactory.create_batch(5, partnership=report.partnership)
    address = f"{report.get_absolute_url()}download/html/"
    text = b"".join(client.get(address).streaming_content).decode()
    assert text.partition('id="table-sme_cases"')[2].partition("</section>")[0].count("<tr>") == 8
    assert "left-out" not in text.partition("<body")[2]
