"""No field of a partnership's records is forgotten: it has a column, or a reason to have none."""

import pytest
from django.apps import apps

from exchange.identities import IDENTITIES
from exchange.sheets import SHEETS
from exchange.sheets.agreements import PARTIES
from exchange.sheets.cluster_cases import PARTNERS
from smes.models import Company

APPS = ("partnership", "gateways", "smes", "events", "reporting", "exchange")

NOT_RECORDS = {
    "partnership.User": "People are invited to a portal; they are no part of a partnership’s records.",
    "partnership.Role": "Rights are given in each portal.",
    "partnership.Invitation": "Rights are given in each portal.",
    "partnership.Consent": "What people agreed to, they agreed to in this portal.",
    "partnership.ConsentText": "The portal’s own texts.",
    "partnership.DeletionNotice": "What this portal will delete.",
    "partnership.Email": "What this portal sent to whom.",
    "partnership.Export": "Tells who took which data out of this portal.",
    "partnership.OpenRecord": "Tells who is at work in this portal.",
    "partnership.SavedFilter": "A person’s own.",
    "smes.ExpressionMessage": "What SMEs and partners wrote to each other stays in this portal.",
    "gateways.Contact": "People of organisations; they are invited in each portal.",
    "smes.Expression": "What SMEs ask for stays in the portal in which they asked.",
    "smes.Question": "The form is this portal’s own.",
    "smes.Answer": "What SMEs ask for stays in the portal in which they asked.",
    "smes.ExpressionFile": "Files are no part of a workbook.",
    "smes.ExpressionConsent": "What SMEs agreed to, they agreed to in this portal.",
    "smes.ExpressionStep": "The life of an expression stays where its people are.",
    "smes.Criterion": "How SMEs are selected is kept where they were selected.",
    "smes.Handover": "Selection stays in the portal in which it took place.",
    "smes.Review": "Selection stays in the portal in which it took place.",
    "smes.Score": "Selection stays in the portal in which it took place.",
    "smes.Outcome": "Confirmed by its company in this portal; what reports list of it is a case.",
    "smes.OutcomeRequest": "Work of this portal.",
    "smes.Testimonial": "Approved by its author in this portal, with a link of this portal.",
    "reporting.Download": "Tells who had which file of this portal.",
    "reporting.Job": "Work of this portal.",
    "reporting.PartnerVerdict": "The life of a report stays where its people are.",
    "reporting.RenderedFile": "Made again whenever it is asked for.",
    "reporting.ReportStep": "The life of a report stays where its people are.",
    "reporting.Snapshot": "Submitted versions are addresses of this portal.",
    "reporting.SnapshotFile": "Submitted versions are addresses of this portal.",
    "smes.SupportCase": "Support is agreed in this portal, by private links; its outcome becomes a case.",
    "smes.WorkStep": "A part of a support case.",
    "smes.SupportContact": "A part of a support case.",
    "events.EventImport": "Files are no part of a workbook.",
    "smes.SupportFile": "A part of a support case.",
    "smes.Satisfaction": "Companies answer it in this portal, in confidence.",
    "events.EventSeries": "How an event is run stays in the portal that runs it.",
    "events.ProgrammeItem": "How an event is run stays in the portal that runs it.",
    "events.Registration": "People register in this portal; who took part is a participation.",
    "events.Attendee": "Persons register in this portal.",
    "events.EventQuestion": "How an event is run stays in the portal that runs it.",
    "events.EventAnswer": "How an event is run stays in the portal that runs it.",
    "events.EventInvitation": "Invitations are sent by this portal, with links of this portal.",
    "events.Delegation": "How an event is run stays in the portal that runs it.",
    "events.Matchmaking": "How an event is run stays in the portal that runs it.",
    "events.Slot": "How an event is run stays in the portal that runs it.",
    "events.MeetingTable": "How an event is run stays in the portal that runs it.",
    "events.MeetingResource": "How an event is run stays in the portal that runs it.",
    "events.BlockedPair": "How an event is run stays in the portal that runs it.",
    "events.MeetingOrder": "How an event is run stays in the portal that runs it.",
    "events.Schedule": "How an event is run stays in the portal that runs it.",
    "events.ScheduledMeeting": "How an event is run stays in the portal that runs it.",
    "events.MeetingFeedback": "How an event is run stays in the portal that runs it.",
    "exchange.WorkbookImport": "Tells who brought which workbook into this portal.",
}
NO_COLUMN = {
    "updated_at": "The portal’s own: when a record was saved last.",
    "partnership": "A workbook holds one partnership.",
    "organisation_ptr": "The number of the organisation that the company is.",
    "Agreement.document_file": "Files are no part of a workbook; its notes say so.",
    "DeclaredFigure.entered_by": "A person.",
    "Event.start_time": "How an event is announced and run; no report tells it.",
    "Event.end_time": "How an event is announced and run; no report tells it.",
    "Event.time_zone": "How an event is announced and run; no report tells it.",
    "Event.link": "How an event is announced and run; no report tells it.",
    "Event.co_organisers": "How an event is announced and run; no report tells it.",
    "Event.series": "How an event is announced and run; no report tells it.",
    "Event.description": "How an event is announced and run; no report tells it.",
    "Event.description_fr": "How an event is announced and run; no report tells it.",
    "Event.description_de": "How an event is announced and run; no report tells it.",
    "Event.is_public": "How an event is announced and run; no report tells it.",
    "Event.registration_mode": "How an event is announced and run; no report tells it.",
    "Event.registration_opens_at": "How an event is announced and run; no report tells it.",
    "Event.registration_closes_at": "How an event is announced and run; no report tells it.",
    "Event.capacity": "How an event is announced and run; no report tells it.",
    "Meeting.priority": "How a meeting came about; reports count what was held.",
    "Meeting.priority_back": "How a meeting came about; reports count what was held.",
    "Meeting.message": "How a meeting came about; reports count what was held.",
    "Meeting.answer": "How a meeting came about; reports count what was held.",
    "Meeting.asked_at": "How a meeting came about; reports count what was held.",
    "Meeting.answered_at": "How a meeting came about; reports count what was held.",
    "Meeting.added_by": "How a meeting came about; reports count what was held.",
    "Meeting.slot": "How a meeting came about; reports count what was held.",
    "Meeting.table": "How a meeting came about; reports count what was held.",
    "Meeting.length": "How a meeting came about; reports count what was held.",
    "Meeting.resources": "How a meeting came about; reports count what was held.",
    "Meeting.is_locked": "How a meeting came about; reports count what was held.",
    "Meeting.is_demanded": "How a meeting came about; reports count what was held.",
    "Report.state": "The life of a report stays where its people are; an imported one is a draft.",
    "Report.round": "The same.",
    "Cluster.directory_terms": "Four columns, one for each vocabulary; tried below.",
    "Partnership.clusters": "Memberships, which sheet clusters tells.",
    "Agreement.organisations": "Parties, which agreement_parties tells.",
    "ClusterCase.partners": "Partners, which case_partners tells.",
    "SMECase.support_case": "Support is told in this portal; an imported case has a history of its own.",
    "SMECase.drafted": "The portal’s own: tells whether the description was edited.",
    "DirectoryTerm.vocabulary": "The four columns of sheet clusters.",
    "DirectoryTerm.name": "The four columns of sheet clusters.",
    "DirectoryTerm.id": "No evidence refers to it.",
    "DirectoryTerm.created_at": "No report tells it.",
}


def told():
    """Model and field of every column."""
    found = set()
    for sheet in SHEETS:
        for column in sheet.columns:
            part = sheet.parts[sheet.part_of(column)]
            for field in column.fields:
                name = part.model._meta.pk.name if field == "pk" else field
                found.add((part.model, name))
        for part in sheet.parts.values():
            found.update((part.model, foreign_key) for foreign_key in part.within)
    return found


def models():
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            if not model.__name__.startswith("Historical") and model._meta.label not in NOT_RECORDS:
                yield model


@pytest.mark.parametrize("model", list(models()), ids=lambda model: model._meta.label)
def test_every_field_has_a_column_or_a_reason_to_have_none(model):
    known = told()
    lines = [model, *model._meta.get_parent_list()]
    own = [*model._meta.concrete_fields, *model._meta.many_to_many]
    missing = [
        field.name
        for field in own
        if not any((line, field.name) in known for line in lines)
        and field.name not in NO_COLUMN
        and not any(f"{line.__name__}.{field.name}" in NO_COLUMN for line in lines)
    ]
    assert missing == [], "Add a column in exchange/sheets, or a reason here."


@pytest.mark.parametrize("model", list(models()), ids=lambda model: model._meta.label)
def test_every_record_is_known_by_something(model):
    assert model in IDENTITIES or model is Company


def test_what_has_no_column_is_a_field():
    names = {
        name
        for model in models()
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
        for name in (field.name, f"{model.__name__}.{field.name}")
    }
    assert set(NO_COLUMN) <= names
    assert set(NOT_RECORDS) <= {
        model._meta.label for app in APPS for model in apps.get_app_config(app).get_models()
    }


def test_lists_of_members_stand_for_the_links_of_their_wholes():
    assert PARTIES.model.__name__ == "AgreementParty"
    assert PARTNERS.model.__name__ == "ClusterCasePartner"
