"""Table H: key performance indicators."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from partnership.models import Indicator, Measurement
from reporting.engine.cells import Cell, Evidence, Row
from reporting.engine.columns import Column, Kind
from reporting.engine.registries import figures, register, tables
from reporting.engine.tables import Table
from reporting.scope import Scope

NOT_MEASURED = "not measured"


@register(tables)
class IndicatorsTable(Table):
    """One row per indicator: what was promised and what was reached."""

    key = "indicators"
    letter = "H"
    title = "Key performance indicators"
    empty_text = "No indicators are recorded."
    columns = (
        Column("name", "Indicator", Kind.LONG_TEXT, width=32),
        Column("unit", "Unit", width=10),
        Column("baseline", "Baseline", Kind.NUMBER, width=8),
        Column("target", "Target", Kind.NUMBER, width=8),
        Column("reported", "Reported", Kind.NUMBER, width=11),
        Column("of_target", "% of target", Kind.PERCENT, width=9),
        Column("source", "Source", width=22),
    )

    def rows(self, scope: Scope) -> Iterable[Row]:
        """In the partnership's order."""
        for indicator in scope.records.indicators:
            reported, source = reported_value(indicator, scope)
            yield Row(
                str(indicator.pk),
                {
                    "name": Cell(indicator.name),
                    "unit": Cell(indicator.unit),
                    "baseline": _number(indicator.baseline),
                    "target": _number(indicator.target),
                    "reported": reported,
                    "of_target": _share(reported, indicator.target),
                    "source": Cell(source),
                },
            )


def reported_value(indicator: Indicator, scope: Scope) -> tuple[Cell, str]:
    """The figure the indicator names, else its latest measurement in the period; and the source."""
    if indicator.figure in figures:
        value = scope.figure(indicator.figure)
        return value.total, f"Figure: {value.label}"
    for measurement in indicator.measurements.all():
        if scope.period.end is None or measurement.measured_on <= scope.period.end:
            return _measured(indicator, measurement), measurement.source
    return Cell("", printed=NOT_MEASURED), ""


def _measured(indicator: Indicator, measurement: Measurement) -> Cell:
    label = f"{indicator.name}: {measurement.value.normalize():f} {indicator.unit}"
    evidence = Evidence(
        "partnership.measurement",
        measurement.pk,
        "measurement",
        label,
        on=measurement.measured_on,
        source=measurement.source,
    )
    return replace(_number(measurement.value), evidence=(evidence,))


def _number(value: Decimal | None) -> Cell:
    if value is None:
        return Cell("", printed="–")
    return Cell(int(value) if value == value.to_integral_value() else value.normalize())


def _share(reported: Cell, target: Decimal) -> Cell:
    if not isinstance(reported.value, int | Decimal) or not target:
        return Cell("", printed="–")
    return Cell(int((Decimal(reported.value) / target * 100).to_integral_value()))
