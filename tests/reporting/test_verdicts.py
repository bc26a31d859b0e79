"""Partners say in their own name whether they approve a report."""

import pytest
from django.urls import reverse

from reporting.choices import ReportState
from reporting.models import PartnerVerdict
from tests.factories import ClusterFactory, MembershipFactory, ReportFactory, RoleFactory
from tests.people import partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory(partnership__acronym="Alpha", cluster__short_name="BioM")


@pytest.fixture
def report(member):
    return ReportFactory(partnership=member.partnership, state=ReportState.REVIEW)


def address(report):
    return reverse("verdict", args=report.address)


def give(client, report, **typed):
    return client.post(address(report), {"verdict": "approve", "text": "", **typed})


def test_staff_of_a_partner_approve_in_its_name(client, member, report):
    person = partner(member.partnership)
    client.force_login(person)
    assert "Give your verdict" in client.get(report.get_absolute_url()).content.decode()
    response = give(client, report, membership=member.pk, text="Well done.")
    assert response.status_code == 302
    shown = client.get(response.url).content.decode()
    assert "Thank you. Your verdict is recorded." in shown
    assert "Approved" in shown
    verdict = PartnerVerdict.objects.get()
    assert (verdict.membership, verdict.entered_by, verdict.text) == (member, person, "Well done.")


def test_in_the_name_of_another_partner_nobody_speaks(client, member, report):
    other = MembershipFactory(partnership=member.partnership)
    client.force_login(partner(member.partnership))
    refused = give(client, report, membership=other.pk, text="We approve.")
    assert "You do not work for this partner." in refused.content.decode()
    assert "We approve." in refused.content.decode()
    assert not PartnerVerdict.objects.exists()


def test_who_works_for_two_partners_chooses(client, member, report):
    other = MembershipFactory(partnership=member.partnership)
    person = partner(member.partnership)
    RoleFactory(
        person=person, kind="partner", partnership=member.partnership, cluster=other.cluster
    )
    client.force_login(person)
    shown = client.get(address(report)).content.decode()
    assert "In the name of" in shown
    assert give(client, report, membership=other.pk).status_code == 302
    assert PartnerVerdict.objects.get().membership == other


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"verdict": ""}, "Choose whether you approve or comment."),
        ({"verdict": "maybe"}, "Choose whether you approve or comment."),
        ({"verdict": "comment"}, "Enter what the partner says."),
        ({"membership": "x"}, "You do not work for this partner."),
        ({"membership": ""}, "Choose the partner that you speak for."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(client, member, report, typed, message):
    client.force_login(partner(member.partnership))
    response = give(client, report, **{"membership": member.pk, **typed})
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not PartnerVerdict.objects.exists()


def test_a_partner_approves_once_in_a_round(client, member, report):
    client.force_login(partner(member.partnership))
    give(client, report, membership=member.pk)
    again = give(client, report, membership=member.pk)
    assert "BioM has already approved in this round." in again.content.decode()
    assert PartnerVerdict.objects.count() == 1


@pytest.mark.parametrize("state", ["draft", "approved", "submitted"])
def test_verdicts_are_given_in_review(client, member, state):
    report = ReportFactory(partnership=member.partnership, state=state)
    client.force_login(partner(member.partnership))
    assert "Partners give their verdict while" in client.get(address(report)).content.decode()
    assert (
        "Partners give their verdict in review"
        in give(client, report, membership=member.pk).content.decode()
    )
    assert not PartnerVerdict.objects.exists()


@pytest.mark.parametrize(
    "role",
    [
        "anonymous",
        "visitor",
        "partner elsewhere",
        "coordinator elsewhere",
        "coordinator",
        "officer",
    ],
)
@pytest.mark.parametrize("is_public", [True, False])
def test_to_all_others_there_is_no_such_page(client, sign_in, member, is_public, role):
    report = ReportFactory(
        partnership=member.partnership, state=ReportState.REVIEW, is_public=is_public
    )
    sign_in(role)
    assert client.get(address(report)).status_code == 404
    assert give(client, report, membership=member.pk).status_code == 404
    assert not PartnerVerdict.objects.exists()
    if is_public:
        assert "Give your verdict" not in client.get(report.get_absolute_url()).content.decode()


def test_an_associate_has_no_say(client):
    associate = MembershipFactory(role="associate")
    report = ReportFactory(partnership=associate.partnership, state=ReportState.REVIEW)
    client.force_login(partner(associate.partnership))
    assert client.get(report.get_absolute_url()).status_code == 200
    assert client.get(address(report)).status_code == 404


def test_what_a_partner_says_is_text(client, member, report):
    client.force_login(partner(member.partnership))
    give(client, report, membership=member.pk, verdict="comment", text="<script>x</script>")
    shown = client.get(address(report)).content.decode()
    assert "&lt;script&gt;x" in shown
    assert "<script>x" not in shown


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_partner_and_for_three(
    client, member, report, number, django_assert_num_queries
):
    client.force_login(partner(member.partnership))
    for _ in range(number - 1):
        MembershipFactory(partnership=member.partnership, cluster=ClusterFactory())
    client.get(address(report))
    with django_assert_num_queries(11):
        client.get(address(report))
