"""One record of each kind in each place, seen from a partnership, one of its clusters and two contacts.

Places: ``own`` is of the cluster or organisation that somebody stands for, ``near`` of another one in the
same partnership, ``hidden`` is such a one that is hidden from partners, ``foreign`` is of another
partnership, and ``shared`` of none.
"""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model

from partnership.models import Partnership
from tests import factories as make

HIDDEN = "hidden from partners"


@dataclass
class World:
    """People by role, and records by model and place."""

    people: dict[str, Any] = field(default_factory=dict)
    records: dict[tuple[str, str], Model] = field(default_factory=dict)

    def add(self, place: str, *records: Model) -> None:
        """Keep records under their models and the place."""
        for record in records:
            self.records[record._meta.label, place] = record

    def of(self, label: str) -> dict[str, Model]:
        """The records of a model by place."""
        return {place: record for (model, place), record in self.records.items() if model == label}


@dataclass
class Home:
    """A partnership with a cluster, an organisation beyond Europe and a company of the cluster."""

    partnership: Partnership
    membership: Any
    market: Any

    @property
    def cluster(self) -> Any:
        """The member."""
        return self.membership.cluster


def build_world() -> World:
    """The whole of it, in some hundred rows."""
    world = World()
    ours, theirs = _partnership(), _partnership()
    near = Home(ours.partnership, make.MembershipFactory(partnership=ours.partnership), ours.market)
    gateway = _organisation(ours)
    company = _company(ours)
    world.people = {
        "coordinator": _person(ours, "coordinator"),
        "partner": _person(ours, "partner", cluster=ours.cluster),
        "project officer": _person(ours, "project officer"),
        "gateway contact": make.UserFactory(),
        "SME contact": make.UserFactory(),
        "nobody": make.UserFactory(),
    }
    for role, organisation in (("gateway contact", gateway), ("SME contact", company)):
        person = world.people[role]
        make.ContactFactory(organisation=organisation, person=person, name="Signs in")
    _add_consortium(world, ours, near, theirs)
    _add_all(world, "own", ours, gateway, company)
    _add_all(world, "near", near, _organisation(ours), _company(near))
    _add_all(
        world,
        "hidden",
        near,
        _organisation(ours),
        _company(near, confidentiality=HIDDEN),
        confidentiality=HIDDEN,
    )
    _add_all(world, "foreign", theirs, _organisation(theirs), _company(theirs))
    for place, home in (("own", ours), ("near", near), ("foreign", theirs)):
        _add_reviews(world, place, home)
    _add_reports(world, "own", ours)
    _add_reports(world, "foreign", theirs)
    return world


def _partnership() -> Home:
    partnership = make.PartnershipFactory()
    return Home(
        partnership,
        make.MembershipFactory(partnership=partnership),
        make.TargetMarketFactory(partnership=partnership),
    )


def _person(home: Home, kind: str, **place: Any) -> Any:
    return make.RoleFactory(kind=kind, partnership=home.partnership, **place).person


def _organisation(home: Home) -> Any:
    return make.OrganisationFactory(partnership=home.partnership)


def _company(home: Home, **fields: Any) -> Any:
    return make.CompanyFactory(partnership=home.partnership, cluster=home.cluster, **fields)


def _add_consortium(world: World, ours: Home, near: Home, theirs: Home) -> None:
    for place, home in (("own", ours), ("near", near), ("foreign", theirs)):
        figures = make.ClusterFiguresFactory(cluster=home.cluster)
        world.add(place, home.membership, home.cluster, figures)
    for place, home in (("own", ours), ("foreign", theirs)):
        world.add(place, home.partnership, home.market)
        world.add(place, make.ServiceFactory(partnership=home.partnership))
        measurement = make.MeasurementFactory(
            indicator=make.IndicatorFactory(partnership=home.partnership)
        )
        world.add(place, measurement, measurement.indicator)
        role = make.RoleFactory(partnership=home.partnership, kind="project officer")
        world.add(place, role, role.person)
        world.add(place, make.InvitationFactory(partnership=home.partnership))
        world.add(place, make.EmailFactory(partnership=home.partnership))
        world.add(place, make.DeletionNoticeFactory(partnership=home.partnership))
        world.add(place, make.SavedFilterFactory(), make.OpenRecordFactory())
        world.add(place, make.ExportFactory(partnership=home.partnership))
    cluster = make.ClusterFactory()
    world.add("shared", cluster, make.ClusterFiguresFactory(cluster=cluster))
    world.add("shared", ours.partnership.programme, make.DirectoryTermFactory())
    world.add("shared", make.NetworkFactory(), make.ObjectiveFactory())
    consent = make.ConsentFactory()
    world.add("shared", consent, consent.text)


def _add_all(
    world: World, place: str, home: Home, organisation: Any, company: Any, **level: Any
) -> None:
    """What a cluster does with an organisation and for a company."""
    partnership, market = home.partnership, home.market
    agreement = make.AgreementFactory(partnership=partnership, market=market)
    party = make.AgreementPartyFactory(agreement=agreement, organisation=organisation)
    case = make.SMECaseFactory(
        partnership=partnership, market=market, company=company, partner=organisation, **level
    )
    shared = make.ClusterCaseFactory(partnership=partnership, market=market, **level)
    shared.clusters.add(home.cluster)
    partner = make.ClusterCasePartnerFactory(case=shared, organisation=organisation)
    event = make.EventFactory(partnership=partnership, markets=[market], cluster=home.cluster)
    world.add(place, company, case, shared, partner, event)
    world.add(
        place,
        make.ParticipationFactory(event=event, organisation=company),
        make.MeetingFactory(event=event, party_a=company, party_b=organisation),
        make.EventImportFactory(event=event),
        make.ContactFactory(organisation=company),
    )
    support = make.SupportCaseFactory(
        partnership=partnership,
        market=market,
        company=company,
        organisation=organisation,
        cluster=home.cluster,
        **level,
    )
    world.add(
        place,
        support,
        make.WorkStepFactory(case=support),
        make.SupportContactFactory(case=support),
        make.SupportFileFactory(case=support),
        make.SatisfactionFactory(case=support),
        make.OutcomeFactory(case=support),
        make.OutcomeRequestFactory(case=support),
        make.TestimonialFactory(partnership=partnership, company=company),
    )
    if place != "hidden":
        figure = make.DeclaredFigureFactory(partnership=partnership, market=None, event=event)
        world.add(place, organisation, agreement, party, figure)
        _add_expression(world, place, home)
        _add_matchmaking(world, place, event, company, organisation)
        offer = make.OfferFactory(organisation=organisation, market=market)
        expression = make.ExpressionFactory(partnership=partnership, cluster=home.cluster)
        world.add(place, offer, make.ExpressionMessageFactory(expression=expression))
    else:
        world.add(place, company.organisation_ptr)


def _add_matchmaking(world: World, place: str, event: Any, company: Any, organisation: Any) -> None:
    """Who registers for an event, and what their meetings are made of."""
    registration = make.RegistrationFactory(
        event=event, participation=event.participations.get(organisation=company)
    )
    answer = make.EventAnswerFactory(registration=registration)
    placed = make.ScheduledMeetingFactory(
        schedule__event=event, meeting=event.meetings.get(party_a=company)
    )
    between = {"event": event, "one": company, "other": organisation}
    other = make.MeetingFactory(event=event, party_a=organisation, party_b=company)
    order = make.MeetingOrderFactory(event=event, before=placed.meeting, after=other)
    world.add(
        place,
        make.EventSeriesFactory(partnership=event.partnership),
        make.ProgrammeItemFactory(event=event),
        registration,
        make.AttendeeFactory(registration=registration),
        answer,
        answer.question,
        make.EventInvitationFactory(event=event),
        make.DelegationFactory(event=event),
        make.MatchmakingFactory(event=event),
        make.MeetingResourceFactory(event=event),
        make.BlockedPairFactory(**between),
        order,
        placed,
        placed.schedule,
        placed.slot,
        placed.table,
        make.MeetingFeedbackFactory(meeting=placed.meeting, organisation=company),
    )


def _add_expression(world: World, place: str, home: Home) -> None:
    """What a company of the cluster asks for."""
    expression = make.ExpressionFactory(partnership=home.partnership, cluster=home.cluster)
    answer = make.AnswerFactory(expression=expression)
    world.add(
        place,
        expression,
        answer,
        answer.question,
        make.ExpressionFileFactory(expression=expression),
        make.ExpressionConsentFactory(expression=expression),
        make.ExpressionStepFactory(expression=expression),
    )


def _add_reviews(world: World, place: str, home: Home) -> None:
    """An expression of an SME of the cluster, as it is reviewed and handed over."""
    expression = make.ExpressionFactory(partnership=home.partnership, cluster=home.cluster)
    score = make.ScoreFactory(review__expression=expression)
    world.add(place, score, score.review, make.HandoverFactory(expression=expression))
    if place != "near":
        world.add(place, score.criterion)


def _add_reports(world: World, place: str, home: Home) -> None:
    partnership = home.partnership
    report = make.ReportFactory(partnership=partnership)
    snapshot = make.SnapshotFactory(report=report)
    world.add(
        place,
        report,
        snapshot,
        make.SnapshotFileFactory(snapshot=snapshot),
        make.NarrativeSectionFactory(report=report),
        make.MarketLabelFactory(market=home.market),
        make.ClaimFactory(partnership=partnership),
        make.AcceptedFindingFactory(partnership=partnership),
        make.JobFactory(report=report),
        make.PartnerVerdictFactory(report=report, membership=home.membership),
        make.ReportStepFactory(report=report),
        make.RenderedFileFactory(partnership=partnership),
        make.DownloadFactory(partnership=partnership),
        make.WorkbookImportFactory(partnership=partnership),
    )


def model_of(label: str) -> type[Model]:
    """The model of a label."""
    return apps.get_model(label)
