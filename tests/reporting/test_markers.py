"""A marker in every field that somebody must not learn of, looked for in everything that is given out."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from reporting import lifecycle, submission
from reporting.acceptance import accept_finding
from reporting.dashboard.lists import Lists
from reporting.engine.editions import Edition
from reporting.engine.writers import WrittenFile
from reporting.jobs.telling import tell_people
from reporting.models import AcceptedFinding
from reporting.services import find_findings
from reporting.writers.pdf import PDFWriter
from reporting.writers.pdf.layout import Layout
from smes.models import Expression
from tests.documents import PDF, upload
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    AnswerFactory,
    AttendeeFactory,
    BlockedPairFactory,
    ClaimFactory,
    ClusterCaseFactory,
    ClusterCasePartnerFactory,
    CompanyFactory,
    ConsentTextFactory,
    ContactFactory,
    CriterionFactory,
    DeclaredFigureFactory,
    DelegationFactory,
    DeletionNoticeFactory,
    EmailFactory,
    EventAnswerFactory,
    EventFactory,
    EventImportFactory,
    EventInvitationFactory,
    EventQuestionFactory,
    EventSeriesFactory,
    ExportFactory,
    ExpressionFactory,
    ExpressionFileFactory,
    ExpressionMessageFactory,
    ExpressionStepFactory,
    HandoverFactory,
    IndicatorFactory,
    InterimReportFactory,
    InvitationFactory,
    JobFactory,
    MeasurementFactory,
    MeetingFactory,
    MeetingResourceFactory,
    MeetingTableFactory,
    NarrativeSectionFactory,
    OfferFactory,
    OpenRecordFactory,
    OrganisationFactory,
    OutcomeFactory,
    ParticipationFactory,
    ProgrammeItemFactory,
    QuestionFactory,
    RegistrationFactory,
    ReportFactory,
    ReviewFactory,
    SatisfactionFactory,
    SavedFilterFactory,
    ScheduleFactory,
    ServiceFactory,
    SMECaseFactory,
    SupportCaseFactory,
    SupportContactFactory,
    SupportFileFactory,
    TargetMarketFactory,
    TestimonialFactory,
    UserFactory,
    WorkbookImportFactory,
    WorkStepFactory,
)
from tests.office import change_page
from tests.people import officer, person_as
from tests.reporting.life import partner
from tests.reporting.outputs import (
    answer,
    holding,
    of_edition,
    of_the_dashboard,
    of_the_public,
)
from tests.reporting.outputs_between import of_commands, of_comparison, of_mail, of_work, on_disk
from tests.reporting.secrets import (
    AGENCY,
    LISTS,
    MARKERS,
    MORE,
    NAMES,
    NOWHERE,
    OFFICE,
    SITE,
    TEXTS,
    listed,
    marked,
    markers,
    text_fields,
)

pytestmark = pytest.mark.slow

PARTNER, CONTENT, REASON = MORE.values()
HIDDEN_BY_LEVEL = markers(TEXTS, NAMES) | {PARTNER, CONTENT}
ONLY_IN_OFFICE = markers(OFFICE, SITE) | {MARKERS["partnership.Partnership.goal_statement"]}
FOR_AGENCY = markers(AGENCY) | {REASON}


def test_every_field_of_words_is_listed_once_by_who_may_learn_of_it():
    assert sorted(listed(*LISTS)) == sorted(text_fields())


class World:
    """A partnership whose every text tells of a company that some readers must not learn of."""

    def __init__(self, level):
        self.level = level
        self.person = UserFactory(
            name=MARKERS["partnership.User.name"], **marked("partnership.User", OFFICE)
        )
        self.report = ReportFactory(is_public=True, has_annex=True, partnership__acronym="Alpha")
        self.partnership = self.report.partnership
        self.interim = InterimReportFactory(
            partnership=self.partnership, is_public=True, has_annex=True
        )
        self.partnership.goal_statement = MARKERS["partnership.Partnership.goal_statement"]
        self.partnership.save()
        self.market = TargetMarketFactory(
            partnership=self.partnership, code="US", country="US", label="USA"
        )
        self.own = {"partnership": self.partnership}
        self.placed = {**self.own, "market": self.market}
        self.records = [self.partnership, self.person, *self._parties(), *self._cases()]
        self.records += self._outcomes()
        self.records += [*self._events(), *self._agreements(), *self._figures()]
        self.records += self._expressions()
        self.records += self._decisions()
        self.records += self._life()
        self.work = self._work()
        self.records += self.work

    def _parties(self):
        # Every text names the company, each by another spelling.
        names = marked("gateways.Organisation", NAMES)
        names["other_names"] += sorted(markers(TEXTS, SITE))
        self.company = CompanyFactory(
            **self.own,
            **names,
            **marked("smes.Company", TEXTS, OFFICE),
            **marked("gateways.Organisation", OFFICE),
            confidentiality=self.level,
        )
        self.partner = OrganisationFactory(**self.own, name=PARTNER)
        contact = ContactFactory(organisation=self.company, **marked("gateways.Contact", OFFICE))
        return self.company, self.partner, contact, *self._data_protection()

    def _data_protection(self):
        text = ConsentTextFactory(**marked("partnership.ConsentText", OFFICE))
        notice = DeletionNoticeFactory(**self.own, **marked("partnership.DeletionNotice", OFFICE))
        export = ExportFactory(**self.own, **marked("partnership.Export", OFFICE))
        saved = SavedFilterFactory(**marked("partnership.SavedFilter", OFFICE))
        sent = EmailFactory(**self.own, **marked("partnership.Email", OFFICE))
        opened = OpenRecordFactory(**marked("partnership.OpenRecord", OFFICE))
        invited = InvitationFactory(**self.own, **marked("partnership.Invitation", OFFICE, NOWHERE))
        brought = WorkbookImportFactory(
            **self.own, **marked("exchange.WorkbookImport", OFFICE, NOWHERE)
        )
        return text, notice, export, saved, sent, opened, invited, brought

    def _cases(self):
        texts = marked("smes.SMECase", TEXTS, NAMES, OFFICE)
        hidden = {**self.placed, "confidentiality": self.level}
        by_sme = SMECaseFactory(**hidden, company=self.company, partner=self.partner, **texts)
        plain = SMECaseFactory(**self.placed, company=self.company)  # prints the company's sector
        by_clusters = ClusterCaseFactory(**hidden, **marked("smes.ClusterCase", TEXTS, OFFICE))
        row = ClusterCasePartnerFactory(
            case=by_clusters,
            organisation=self.partner,
            **marked("smes.ClusterCasePartner", TEXTS, NAMES),
        )
        return by_sme, plain, by_clusters, row

    def _expressions(self):
        words = marked("smes.Expression", OFFICE, NOWHERE)
        expression = ExpressionFactory(**self.own, **words)
        handed = HandoverFactory(
            expression=expression, organisation=self.partner, **marked("smes.Handover", OFFICE)
        )
        question = QuestionFactory(**self.own, **marked("smes.Question", OFFICE))
        return (
            expression,
            question,
            AnswerFactory(
                expression=expression, question=question, **marked("smes.Answer", OFFICE)
            ),
            ExpressionFileFactory(
                expression=expression, **marked("smes.ExpressionFile", OFFICE, NOWHERE)
            ),
            ExpressionStepFactory(expression=expression, **marked("smes.ExpressionStep", OFFICE)),
            ExpressionMessageFactory(
                expression=expression, **marked("smes.ExpressionMessage", OFFICE)
            ),
            *self._reviews(expression),
            CriterionFactory(**self.own, **marked("smes.Criterion", OFFICE)),
            handed,
        )

    def _reviews(self, expression):
        """One by somebody with a conflict, one that is done."""
        words = marked("smes.Review", OFFICE)
        conflict = ReviewFactory(expression=expression, conflict=words["conflict"])
        return conflict, ReviewFactory(expression=expression, done=True, comment=words["comment"])

    def _outcomes(self):
        hidden = {**self.placed, "confidentiality": self.level}
        support = SupportCaseFactory(
            **hidden,
            company=self.company,
            organisation=self.partner,
            state="running",
            **marked("smes.SupportCase", OFFICE),
        )
        # What the office words for the website is public by its own will, once it is offered.
        service = ServiceFactory(**self.own, is_offered=False, **marked("gateways.Service", OFFICE))
        offer = OfferFactory(
            organisation=self.partner,
            service=service,
            market=self.market,
            is_public=False,
            **marked("gateways.Offer", OFFICE),
        )
        words = marked("smes.Outcome", OFFICE)
        name = words.pop("document_file")
        document = upload(f"{name}.pdf", PDF)
        outcome = OutcomeFactory(case=support, confirmed=True, document_file=document, **words)
        said = TestimonialFactory(
            **self.own,
            company=self.company,
            case=support,
            approved=True,
            **marked("smes.Testimonial", TEXTS, OFFICE),
        )
        of_case = (
            WorkStepFactory(case=support, **marked("smes.WorkStep", OFFICE)),
            SupportContactFactory(case=support, **marked("smes.SupportContact", OFFICE)),
            SupportFileFactory(case=support, **marked("smes.SupportFile", OFFICE, NOWHERE)),
            SatisfactionFactory(case=support, **marked("smes.Satisfaction", OFFICE)),
        )
        return outcome, said, support, *of_case, service, offer

    def _events(self):
        texts = marked("events.Event", TEXTS, OFFICE)
        series = EventSeriesFactory(**self.own, **marked("events.EventSeries", SITE))
        event = EventFactory(
            **self.own,
            markets=[self.market],
            kind="C2C",
            series=series,
            **texts,
            **marked("events.Event", SITE),
        )
        seat = ParticipationFactory(event=event, organisation=self.company)
        meeting = MeetingFactory(
            event=event, party_a=self.company, **marked("events.Meeting", OFFICE)
        )
        return series, event, seat, meeting, *self._matchmaking(event, seat)

    def _matchmaking(self, event, seat):
        """Who registered for an event and was invited, and what its meetings are made of."""

        def words(model):
            return marked(f"events.{model}", OFFICE, SITE, NOWHERE)

        delegation = DelegationFactory(event=event, **words("Delegation"))
        registration = RegistrationFactory(
            event=event, participation=seat, delegation=delegation, **words("Registration")
        )
        question = EventQuestionFactory(event=event, **words("EventQuestion"))
        return (
            delegation,
            registration,
            question,
            EventAnswerFactory(
                registration=registration, question=question, **words("EventAnswer")
            ),
            AttendeeFactory(registration=registration, **words("Attendee")),
            EventInvitationFactory(event=event, **words("EventInvitation")),
            ProgrammeItemFactory(event=event, **words("ProgrammeItem")),
            MeetingTableFactory(event=event, **words("MeetingTable")),
            MeetingResourceFactory(event=event, **words("MeetingResource")),
            BlockedPairFactory(
                event=event, one=self.company, other=self.partner, **words("BlockedPair")
            ),
            ScheduleFactory(event=event, **words("Schedule")),
            EventImportFactory(event=event, **words("EventImport")),
        )

    def _agreements(self):
        words = marked("gateways.Agreement", TEXTS, OFFICE)
        name = words.pop("document_file")
        # Its document is hidden by its own level, and tells of nobody who is.
        agreement = AgreementFactory(
            **self.placed,
            **words,
            valid_until=date(2019, 1, 1),
            document_confidentiality=self.level,
            document_file=upload(f"{name}.pdf", PDF + CONTENT.encode()),
        )
        other = AgreementFactory(**self.placed)
        party = AgreementPartyFactory(
            agreement=other, organisation=self.company, **marked("gateways.AgreementParty", NAMES)
        )
        return agreement, other, party

    def _figures(self):
        measured = marked("partnership.Measurement", TEXTS)
        indicator = IndicatorFactory(**self.own, **marked("partnership.Indicator", TEXTS))
        word = MARKERS["reporting.NarrativeSection.text"]
        alias = MARKERS["gateways.Organisation.other_names"]
        text = f"_{word}_, or {alias}, and {PARTNER} helped."
        section = NarrativeSectionFactory(report=self.report, text=text)
        NarrativeSectionFactory(report=self.interim, text=text)
        return (
            indicator,
            MeasurementFactory(indicator=indicator, **measured),
            DeclaredFigureFactory(**self.placed, **marked("events.DeclaredFigure", TEXTS)),
            ClaimFactory(**self.own, value=11, **marked("reporting.Claim", TEXTS, OFFICE)),
            section,
        )

    def _decisions(self):
        """A finding that every edition tells and one for the office, both accepted."""
        reasons = {
            "claim-differs": MARKERS["reporting.AcceptedFinding.reason"],
            "agreement-past-end": REASON,
        }
        found = {finding.code: finding for finding in find_findings(self.partnership)}
        accepted = [
            accept_finding(
                partnership=self.partnership, finding=found[code], reason=reason, by=self.person
            )
            for code, reason in reasons.items()
        ]
        words = marked("reporting.AcceptedFinding", OFFICE)
        AcceptedFinding.objects.filter(pk=accepted[0].pk).update(**words)
        return accepted

    def _life(self):
        """Two submitted versions of the final report, of which the first was withdrawn; one of the other."""
        self.member = partner(self.partnership, "Lead")
        kept = [
            *self._submitted(self.report, MARKERS["reporting.Snapshot.comment"]),
            *self._submitted(self.report),
            *self._submitted(self.interim),
        ]
        return [*kept, *self.report.steps.all()]

    def _submitted(self, report, comment=""):
        by = {"report": report, "by": self.person}
        lifecycle.send_to_review(**by, comment=MARKERS["reporting.ReportStep.comment"])
        said = MARKERS["reporting.PartnerVerdict.text"]
        yield lifecycle.record_verdict(**by, membership=self.member, verdict="approve", text=said)
        lifecycle.approve_report(**by)
        yield submission.submit_report(**by, comment=comment)
        if comment:
            submission.withdraw_report(**by, comment=MARKERS["reporting.Snapshot.reason"])

    def _work(self):
        """Work that failed, of each edition; what it was told is for the office."""
        told = {
            "format": "pdf",
            "with_annex": False,
            "comment": MARKERS["reporting.Job.parameters"],
        }
        return [
            JobFactory(
                report=self.report,
                edition=edition,
                state="failed",
                error="There is no space left.",
                created_at=timezone.now() - timedelta(minutes=1),
                finished_at=timezone.now(),
                requested_by=self.person,
                parameters=told,
                **marked("reporting.Job", {"reporting.Job": "owner"}),
            )
            for edition in Edition
        ]


def in_volumes(self, data, stem, progress=None):
    """A PDF and its volumes as the HTML that they would be made from."""
    layout = Layout(data, stem)
    yield WrittenFile(f"{stem}.pdf", layout.html().encode())
    for volume in layout.volumes:
        flow = layout.volume(volume)
        name = self.filename(stem, volume.number)
        yield WrittenFile(name, flow.html(0, len(flow.blocks)).encode(), volume.number)


@pytest.fixture
def world(request, db, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT, settings.REPORTS_ROOT = tmp_path / "media", tmp_path / "reports"
    # Every table of two rows goes into a volume.
    settings.PDF_ROWS_IN_REPORT, settings.PDF_ROWS_IN_VOLUME = 1, 2
    settings.JOBS_MAIL_AFTER_SECONDS = 0
    with monkeypatch.context() as patch:
        # The stored PDFs are the same writer's as those that are looked into below.
        patch.setattr(PDFWriter, "write_files", in_volumes)
        return World(request.param)


def everything_of(client, world, edition, folder):
    """All outputs of an edition, by what they are."""
    final, interim = world.report, world.interim
    found = of_edition(client, final, edition, folder)
    with pytest.MonkeyPatch.context() as patch:  # the final report's PDFs are real ones
        patch.setattr(PDFWriter, "write_files", in_volumes)
        others = of_edition(client, interim, edition, folder)
    found |= {f"interim: {name}": content for name, content in others.items()}
    found |= of_comparison(client, final, interim, edition)
    found |= of_commands(interim, edition, folder)
    found |= of_work(client, [final, interim], edition)
    return found | on_disk(settings.REPORTS_ROOT, edition)


LEVELS = ("hidden from public", "hidden from partners")


def work_page(expression):
    """The address at which the office works with an expression."""
    slug = expression.partnership.slug
    return reverse("expression_work", kwargs={"slug": slug, "number": expression.number})


@pytest.mark.parametrize("world", LEVELS, indirect=True)
def test_no_marker_is_in_any_output_of_an_edition_that_hides_it(world, client, tmp_path):
    everything = {*MARKERS.values(), *MORE.values()}
    client.force_login(UserFactory())
    public = everything_of(client, world, Edition.PUBLIC, tmp_path)
    public |= of_the_public(client, world.report) | of_the_public(client, world.interim)
    assert holding(public, everything) == {}

    client.force_login(officer())
    consortium = everything_of(client, world, Edition.CONSORTIUM, tmp_path)
    agency = everything_of(client, world, Edition.AGENCY, tmp_path)
    shown = (HIDDEN_BY_LEVEL - ONLY_IN_OFFICE) if world.level == LEVELS[0] else set()
    in_consortium = holding(consortium, everything)
    # The office is told who asked for work; the edition is not.
    assert in_consortium.pop(MARKERS["partnership.User.name"]) == ["work"]
    assert set(in_consortium) == shown
    assert mail.outbox
    assert holding(of_mail(), everything) == {}

    # The same search finds them where they may stand: each marker, and some in each output.
    found = holding(agency, everything)
    assert set(found) == (HIDDEN_BY_LEVEL - ONLY_IN_OFFICE) | FOR_AGENCY
    seen = {name for names in found.values() for name in names}
    drawn = {name: agency[name] for name in ("pictures", "interim: pictures", "disk")}
    assert seen == set(agency) - set(drawn)
    # Pictures name nobody; what they do name is found in them.
    assert set(holding(drawn, ["USA"])["USA"]) == set(drawn)
    client.force_login(UserFactory(administrator=True))
    pages = [*map(change_page, world.records), *map(work_page, Expression.objects.sent())]
    office = {page: answer(client, page) for page in pages}
    assert set(holding(office, everything)) >= ONLY_IN_OFFICE
    tell_people(world.work[0])
    assert set(holding(of_mail(), everything)) == {MARKERS["partnership.User.name"]}


@pytest.mark.parametrize("world", LEVELS, indirect=True)
def test_dashboards_hide_what_their_edition_hides(world, client):
    everything = {*MARKERS.values(), *MORE.values()}
    client.force_login(person_as("partner"))
    shown = (HIDDEN_BY_LEVEL - ONLY_IN_OFFICE) if world.level == LEVELS[0] else set()
    in_consortium = holding(of_the_dashboard(client, world.partnership), everything)
    assert set(in_consortium) <= shown
    assert bool(in_consortium) is bool(shown)

    client.force_login(officer())
    found = holding(of_the_dashboard(client, world.partnership), everything)
    assert set(found) <= (HIDDEN_BY_LEVEL - ONLY_IN_OFFICE) | FOR_AGENCY
    assert {name for names in found.values() for name in names} >= {
        reverse("dashboard", args=[world.partnership.slug]),
        reverse("dashboard_changes", args=[world.partnership.slug]),
        *(reverse("dashboard_list", args=[world.partnership.slug, key]) for key in Lists.known),
    }
