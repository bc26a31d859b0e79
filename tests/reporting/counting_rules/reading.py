"""Reads the cells of an assembled report."""

from datetime import date

from reporting.services import assemble_report

TODAY = date(2020, 1, 1)


def table(partnership, key, today=TODAY):
    data = assemble_report(partnership, today=today)
    return next(table for table in data.tables if table.key == key)


def column(partnership, table_key, key, today=TODAY):
    """The column's values by row, and its total under the key None."""
    found = table(partnership, table_key, today)
    values = {row.key: row.cells[key].value for row in found.rows}
    return {**values, None: found.total[key].value}
