"""The life of a report as the office sees it: verdicts of this round, missing ones, and the history."""

from dataclasses import dataclass
from urllib.parse import urlencode

from partnership.models import Membership
from reporting.choices import ReportState, Verdict
from reporting.engine.editions import Edition
from reporting.lifecycle import partners_of
from reporting.models import PartnerVerdict, Report, ReportStep, Snapshot
from reporting.sides import TODAY


@dataclass(frozen=True)
class PartnerLine:
    """A partner and what it said in this round."""

    membership: Membership
    verdicts: list[PartnerVerdict]

    @property
    def has_approved(self) -> bool:
        """Whether it has approved in this round."""
        return any(verdict.verdict == Verdict.APPROVE for verdict in self.verdicts)


@dataclass(frozen=True)
class Stage:
    """A state on the way of a report; where it stands, and what lies behind it."""

    label: str
    is_current: bool
    is_past: bool


@dataclass(frozen=True)
class ShownLife:
    """Everything that the panel of a report's life shows."""

    report: Report
    partners: list[PartnerLine]
    earlier: list[PartnerVerdict]
    steps: list[ReportStep]
    version: Snapshot | None

    @property
    def missing(self) -> list[str]:
        """The partners that have not approved in this round."""
        return [line.membership.shown_name for line in self.partners if not line.has_approved]

    @property
    def changes_url(self) -> str:
        """What changed since the version in force, in the edition that shows most."""
        if self.version is None:
            return ""
        *_, fullest = Edition
        asked = {"from": self.version.number, "to": TODAY, "edition": fullest.value}
        return f"{self.report.compare_url}?{urlencode(asked)}"

    @property
    def stages(self) -> list[Stage]:
        """The way of a report, with the place where it stands."""
        states = list(ReportState)
        here = states.index(ReportState(self.report.state))
        return [
            Stage(state.label, place == here, place < here) for place, state in enumerate(states)
        ]


def describe_life(report: Report) -> ShownLife:
    """The life of a report. Four queries; its partnership must be at hand."""
    rows = report.verdicts.select_related("membership__cluster", "entered_by").order_by("at", "pk")
    verdicts = list(rows)
    now = [verdict for verdict in verdicts if verdict.round == report.round]
    snapshots = Snapshot.objects.without_data().in_force().select_related("submitted_by")
    version = snapshots.filter(report=report).first()
    if version is not None:
        version.report = report  # its name needs it
    return ShownLife(
        report=report,
        partners=[
            PartnerLine(member, [row for row in now if row.membership_id == member.pk])
            for member in partners_of(report)
        ],
        earlier=[verdict for verdict in reversed(verdicts) if verdict.round != report.round],
        steps=list(report.steps.select_related("by").order_by("-at", "-pk")),
        version=version,
    )
