"""What the database refuses of partnerships, clusters, indicators and people, and how it says so."""

from datetime import date

import pytest

from tests.factories import (
    ClusterFactory,
    ClusterFiguresFactory,
    ConsentFactory,
    ConsentTextFactory,
    DeletionNoticeFactory,
    DirectoryTermFactory,
    IndicatorFactory,
    MeasurementFactory,
    MembershipFactory,
    NetworkFactory,
    OpenRecordFactory,
    PartnershipFactory,
    ProgrammeFactory,
    RoleFactory,
    SavedFilterFactory,
    TargetMarketFactory,
    UserFactory,
)
from tests.partnership.accounts.rules import INVITATION_RULES
from tests.partnership.mail.rules import EMAIL_RULES
from tests.rules import assert_refused, at, rules_of, twin

pytestmark = pytest.mark.django_db

DAY = date(2020, 1, 1)
BEFORE = date(2019, 12, 31)


def _figures(**changes):
    return ClusterFiguresFactory.build(cluster=ClusterFactory(), **changes)


def _membership(**changes):
    return MembershipFactory.build(
        **{"partnership": PartnershipFactory(), "cluster": ClusterFactory(), **changes}
    )


def _partnership(**changes):
    return PartnershipFactory.build(programme=ProgrammeFactory(), **changes)


def _role(**changes):
    return RoleFactory.build(
        **{"person": UserFactory(), "partnership": PartnershipFactory(), **changes}
    )


def _same_role(kind, **changes):
    """The same role of the same person twice."""
    first = RoleFactory(kind=kind, **changes)
    names = ("person", "kind", "partnership", "cluster", "programme")
    return RoleFactory.build(**{name: getattr(first, name) for name in names})


def _for_member():
    member = MembershipFactory()
    return {"partnership": member.partnership, "cluster": member.cluster}


HAS_IT = "This person has this role already."

RULES = {
    "consent_text_unique": lambda: (
        twin(ConsentTextFactory, ["key", "version", "language"]),
        at("version", "There is already such a version. Give the next number."),
    ),
    "consent_given_once": lambda: (
        twin(ConsentFactory, ["person", "text"]),
        at("text", "This person has agreed to this version already."),
    ),
    "deletion_notice_announced_once": lambda: (
        twin(DeletionNoticeFactory, ["kind", "number"]),
        at("about", "This is announced already."),
    ),
    "deletion_notice_kind_known": lambda: (
        DeletionNoticeFactory.build(kind="whim"),
        at("kind", "Value 'whim' is not a valid choice."),
    ),
    "role_kind_known": lambda: (
        _role(kind="visitor"),
        {
            "kind": [
                "Value 'visitor' is not a valid choice.",
            ]
        },
    ),
    "role_one_place": lambda: (
        _role(kind="project officer", partnership=None),
        at(
            "partnership",
            "Choose the partnership; only project officers may have a programme instead.",
        ),
    ),
    "role_programme_officers_only": lambda: (
        _role(partnership=None, programme=ProgrammeFactory()),
        at("programme", "Only project officers have a whole programme. Choose a partnership."),
    ),
    "role_cluster_of_partner_staff": lambda: (
        _role(kind="partner"),
        at(
            "cluster",
            "Partner staff need the cluster that they work for; other roles have none.",
        ),
    ),
    "role_unique_in_partnership": lambda: (
        _same_role("coordinator"),
        at("kind", HAS_IT),
    ),
    "role_unique_in_cluster": lambda: (
        _same_role("partner", **_for_member()),
        at("kind", HAS_IT),
    ),
    "role_unique_in_programme": lambda: (
        _same_role("project officer", partnership=None, programme=ProgrammeFactory()),
        at("kind", HAS_IT),
    ),
    "programme.name": lambda: (
        ProgrammeFactory.build(name=ProgrammeFactory().name),
        at("name", "There is already a programme of this name."),
    ),
    "network.name": lambda: (
        NetworkFactory.build(name=NetworkFactory().name),
        at("name", "There is already a network of this name."),
    ),
    "directory_term_unique": lambda: (
        DirectoryTermFactory.build(name=DirectoryTermFactory().name),
        at("name", "The vocabulary already has this entry."),
    ),
    "cluster_name_unique": lambda: (
        ClusterFactory.build(short_name=ClusterFactory(short_name="BioM").short_name.upper()),
        at("short_name", "The directory already has a cluster of this name in this country."),
    ),
    "cluster_figures_unique": lambda: (
        twin(ClusterFiguresFactory, ["cluster", "as_of"]),
        at("as_of", "There are already figures of this cluster for this day."),
    ),
    "cluster_figures_total_investment_not_negative": lambda: (
        _figures(total_investment=-1),
        at("total_investment", "An amount cannot be below zero."),
    ),
    "cluster_figures_public_aid_not_negative": lambda: (
        _figures(public_aid=-1),
        at("public_aid", "An amount cannot be below zero."),
    ),
    "partnership.slug": lambda: (
        _partnership(slug=PartnershipFactory().slug),
        at("slug", "Another partnership has this address. Choose a different one."),
    ),
    "partnership_acronym_unique": lambda: (
        _partnership(acronym=PartnershipFactory(acronym="LASER-GO").acronym.lower(), slug="own"),
        at("acronym", "Another partnership has this acronym. Choose a different one."),
    ),
    "partnership_end_not_before_start": lambda: (
        _partnership(start_on=DAY, end_on=BEFORE),
        at("end_on", "The end lies before the start. Enter a later end or an earlier start."),
    ),
    "membership_unique": lambda: (
        twin(MembershipFactory, ["partnership", "cluster"]),
        at("cluster", "This cluster is already a member of the partnership."),
    ),
    "membership_one_coordinator": lambda: (
        twin(
            MembershipFactory,
            ["partnership"],
            first={"role": "coordinator"},
            role="coordinator",
            cluster=ClusterFactory(),
        ),
        at("role", "The partnership already has a coordinator. Make this cluster a partner."),
    ),
    "membership_left_not_before_joined": lambda: (
        _membership(joined_on=DAY, left_on=BEFORE),
        at("left_on", "The cluster cannot leave before it joined."),
    ),
    "market_code_unique": lambda: (
        twin(TargetMarketFactory, ["partnership", "code"]),
        at("code", "The partnership already has a market of this code."),
    ),
    "market_country_unique": lambda: (
        twin(
            TargetMarketFactory,
            ["partnership"],
            first={"code": "US", "country": "US"},
            code="USA",
            country="US",
        ),
        at("country", "The partnership already has a market for this country."),
    ),
    "market_code_not_all": lambda: (
        TargetMarketFactory.build(partnership=PartnershipFactory(), code="ALL"),
        at("code", "ALL stands for all markets together; choose another code."),
    ),
    "indicator_name_unique": lambda: (
        twin(IndicatorFactory, ["partnership", "name"]),
        at("name", "The partnership already has an indicator of this name."),
    ),
    "measurement_unique": lambda: (
        twin(MeasurementFactory, ["indicator", "measured_on"]),
        at("measured_on", "There is already a measurement of this indicator for this day."),
    ),
    "saved_filter_has_a_name": lambda: (
        SavedFilterFactory.build(person=UserFactory(), name=""),
        at("name", "Give the filter a name."),
    ),
    "saved_filter_filters": lambda: (
        SavedFilterFactory.build(person=UserFactory(), query=""),
        at(
            "query",
            "There is nothing to save: choose a filter, a search or an order first.",
        ),
    ),
    "saved_filter_name_unique": lambda: (
        twin(SavedFilterFactory, ["person", "model", "name"]),
        at("name", "You have a filter of this name for this list. Choose another name."),
    ),
    "saved_filter_one_default": lambda: (
        twin(SavedFilterFactory, ["person", "model"], first={"is_default": True}, is_default=True),
        at("is_default", "Another filter opens with this list already."),
    ),
    "open_record_once": lambda: (
        twin(OpenRecordFactory, ["person", "model", "record_id"]),
        at("person", "This person has this record open already."),
    ),
    "user.email": lambda: (
        UserFactory.build(email=UserFactory().email),
        at("email", "There is already a person with this e-mail address."),
    ),
    "user_email_unique": lambda: (
        UserFactory.build(email=UserFactory(email="a@example.org").email.upper()),
        at("email", "There is already a person with this e-mail address."),
    ),
    **INVITATION_RULES,
    **EMAIL_RULES,
}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_row_that_breaks_a_rule_is_refused_by_form_and_database(rule):
    assert_refused(rule)


def test_every_rule_is_tried():
    assert set(RULES) == rules_of("partnership")


def test_a_cluster_of_the_same_name_in_another_country_is_accepted():
    ClusterFactory(short_name="BioM", country="DE")
    ClusterFactory(short_name="BioM", country="AT").full_clean()


def test_two_partnerships_may_have_a_market_of_the_same_code():
    for _ in range(2):
        TargetMarketFactory(code="US", country="US").full_clean()
