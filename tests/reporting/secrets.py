"""Every text field of the portal by who may learn what stands in it, and a marker for each.

A new field belongs into one of the lists; ``test_markers`` says so.
"""

from django.apps import apps
from django.db import models

APPS = ("partnership", "gateways", "smes", "events", "reporting", "exchange")

OWN_WORDS = {
    "partnership.DirectoryTerm": "name",
    "partnership.Network": "name website",
    "partnership.Cluster": "short_name legal_name other_names region nuts city website description "
    "description_fr description_de excellence_label",
    "partnership.ClusterFigures": "currency source",
    "partnership.Indicator": "figure",
    "partnership.Programme": "name agency call cofunding_statement disclaimer",
    "partnership.Partnership": "acronym name slug grant_number phase label themes website "
    "contact_email introduction introduction_fr introduction_de about about_fr about_de legal_notice "
    "legal_notice_fr legal_notice_de",
    "partnership.Membership": "printed_name printed_country",
    "partnership.TargetMarket": "code label contact_email introduction introduction_fr introduction_de",
    "partnership.User": "password",
    "events.Event": "time_zone",
    "events.Attendee": "badge",
    "events.Schedule": "problem",
    "smes.Company": "currency printed_country",
    "smes.Objective": "label",
    "events.DeclaredFigure": "measure",
    "reporting.AcceptedFinding": "code subject_model key",
    "smes.Outcome": "answered_wording currency",
    "smes.Testimonial": "function",
    "reporting.Claim": "measure",
    "reporting.Download": "edition format file_name sha256",
    "reporting.MarketLabel": "table label",
    "reporting.Job": "kind edition key stage error result",
    "reporting.Report": "document key",
    "reporting.NarrativeSection": "key",
    "reporting.RenderedFile": "document report_key edition format fingerprint data_hash path sha256",
    "reporting.Snapshot": "code document_version data_hash data",
    "reporting.SnapshotFile": "edition format label content_type path sha256",
}
"""Tell of partnership and programme themselves, of the public directory, or of the portal’s own work."""

TEXTS = {
    "partnership.Partnership": "goal_statement",
    "partnership.Indicator": "name unit",
    "partnership.Measurement": "source",
    "gateways.Agreement": "place",
    "smes.Company": "sector",
    "smes.ClusterCase": "description main_steps next_steps type_wording sectors",
    "smes.ClusterCasePartner": "country_as",
    "smes.SMECase": "description main_steps next_steps objective_note sector detail_sector "
    "detail_description",
    "smes.Testimonial": "approved_text",
    "events.Event": "name place organisers",
    "events.DeclaredFigure": "source",
    "reporting.AcceptedFinding": "reason",
    "reporting.Claim": "document place",
    "reporting.NarrativeSection": "text",
}
"""Are told, with another word in the place of a name that an edition hides."""

NAMES = {
    "gateways.Organisation": "name other_names",
    "gateways.AgreementParty": "named_as",
    "smes.ClusterCasePartner": "named_as",
    "smes.SMECase": "company_as partner_as detail_company_as detail_partner_as",
}
"""Name somebody, whom an edition may hide."""

OFFICE = {
    "partnership.User": "email",
    "partnership.ConsentText": "key text",
    "partnership.Invitation": "email",
    "exchange.WorkbookImport": "file_name",
    "partnership.DeletionNotice": "about kept_because",
    "partnership.Email": "kind to_address language subject text reason once "
    "message_id last_error bounce_reason",
    "partnership.Export": "about",
    "partnership.SavedFilter": "name model query",
    "partnership.OpenRecord": "model",
    "gateways.Organisation": "sectors website profile",
    "gateways.Contact": "name function email phone",
    "gateways.Service": "code name name_fr name_de description description_fr description_de",
    "gateways.Offer": "price provider note",
    "smes.ExpressionMessage": "text",
    "gateways.Agreement": "reference occasion renewal document_file",
    "smes.Company": "competences registration_number",
    "smes.ClusterCase": "reference",
    "smes.Expression": "reference company_name city website registration_number sector profile contact_name "
    "contact_function email phone seeks eligibility_note decision_reason",
    "smes.ExpressionFile": "name",
    "smes.ExpressionStep": "reason",
    "smes.Question": "text text_fr text_de help help_fr help_de choices choices_fr choices_de",
    "smes.Answer": "value",
    "smes.Criterion": "label explanation",
    "smes.Review": "conflict comment",
    "smes.Handover": "message answer",
    "smes.SupportCase": "title aim ended_because",
    "smes.WorkStep": "title description",
    "smes.SupportContact": "note",
    "smes.SupportFile": "name",
    "smes.Satisfaction": "comment",
    "smes.SMECase": "reference",
    "smes.Outcome": "description partner_name dispute document_file",
    "smes.Testimonial": "email original text",
    "events.Event": "reference note link",
    "events.Registration": "organisation_name website message profile offers seeks decision_reason",
    "events.Attendee": "name function email phone",
    "events.Delegation": "name note",
    "events.EventQuestion": "text text_fr text_de help help_fr help_de choices choices_fr choices_de",
    "events.EventAnswer": "value",
    "events.EventInvitation": "email name organisation_name",
    "events.MeetingTable": "name link",
    "events.MeetingResource": "name",
    "events.BlockedPair": "reason",
    "events.Schedule": "reason error",
    "events.Meeting": "note message answer",
    "events.EventImport": "file_name columns counts",
    "reporting.AcceptedFinding": "message",
    "reporting.Claim": "note",
    "reporting.Job": "owner parameters",
    "reporting.ReportStep": "comment",
    "reporting.PartnerVerdict": "text",
    "reporting.Snapshot": "comment reason",
}
"""Stand in no edition of any report."""

SITE = {
    "events.EventSeries": "name",
    "events.Event": "co_organisers host_event description description_fr description_de",
    "events.ProgrammeItem": "title title_fr title_de place speakers",
}
"""Stand on the public site, with another word in the place of a hidden name, and in no report."""

AGENCY = {"partnership.User": "name"}
"""Stand in the agency edition alone."""

NOWHERE = {
    "events.EventImport": "document sha256",
    "smes.ExpressionMessage": "once",
    "smes.SMECase": "drafted",
    "smes.Expression": "typed",
    "smes.ExpressionFile": "file sha256",
    "smes.SupportFile": "file sha256",
    "partnership.Invitation": "token_digest",
    "partnership.Email": "html attachments about_label owner",
    "exchange.WorkbookImport": "file preview digest counts",
}
"""Are for the program alone: no page of a record shows them."""

LISTS = (OWN_WORDS, TEXTS, NAMES, OFFICE, SITE, AGENCY, NOWHERE)


def listed(*lists):
    """``app.Model.field`` of all fields of these lists."""
    return [
        f"{model}.{field}"
        for entries in lists
        for model, fields in entries.items()
        for field in fields.split()
    ]


def text_fields():
    """Every field that holds words, of every model of the portal."""
    return [
        f"{model._meta.label}.{field.name}"
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.startswith("Historical")
        for field in model._meta.local_fields
        if isinstance(
            field, models.CharField | models.TextField | models.FileField | models.JSONField
        )
        and not field.choices
    ]


MARKERS = {
    name: f"Zqx{number:03}"
    for number, name in enumerate(listed(TEXTS, NAMES, OFFICE, SITE, AGENCY, NOWHERE))
}
"""A word for each field that stands nowhere else."""

MORE = {
    "name of a hidden case’s partner": "ZqxPartner",
    "content of a document": "ZqxContent",
    "reason why a finding for the office was accepted": "ZqxReason",
}


def markers(*lists):
    """The markers of all fields of these lists."""
    return {MARKERS[name] for name in listed(*lists)}


def marked(label, *lists):
    """The fields of a model in these lists, each with its marker, for a factory."""
    model = apps.get_model(label)
    filled = {}
    for entries in lists:
        for field in entries.get(label, "").split():
            word = MARKERS[f"{label}.{field}"]
            kind = model._meta.get_field(field)
            if isinstance(kind, models.URLField):
                filled[field] = f"https://{word}.example/"
            elif isinstance(kind, models.EmailField):
                filled[field] = f"{word}@example.org".lower()
            elif kind.default is list:
                filled[field] = [word]
            else:
                filled[field] = word
    return filled
