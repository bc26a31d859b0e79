"""How grants answer: reaches with and without a query, posts in programmes, saving out of reach."""

import pytest
from django.contrib.auth.models import AnonymousUser

from common.access import Action, allowed, is_allowed, standing_of
from partnership.models import Membership, Partnership, User
from smes.models import Company, SMECase
from tests.factories import (
    CompanyFactory,
    ContactFactory,
    EventFactory,
    MembershipFactory,
    PartnershipFactory,
    RoleFactory,
    SMECaseFactory,
    UserFactory,
)
from tests.office import change_page, errors, page, send
from tests.people import coordinator, officer, partner

pytestmark = pytest.mark.django_db


def test_strangers_and_people_who_have_left_are_nobody():
    partnership = PartnershipFactory()
    former = coordinator(partnership, is_active=False)
    for person in (AnonymousUser(), former, UserFactory()):
        assert standing_of(person).posts == ()
        assert not Partnership.objects.visible_to(person).exists()
        assert not person.has_perm("partnership.view_partnership", partnership)


def test_an_officer_of_a_programme_sees_its_partnerships_and_those_that_come():
    first = PartnershipFactory()
    other = PartnershipFactory()
    role = RoleFactory(kind="project officer", partnership=None, programme=first.programme)
    assert list(Partnership.objects.visible_to(role.person)) == [first]
    later = PartnershipFactory(programme=first.programme)
    person = User.objects.get(pk=role.person.pk)
    assert set(Partnership.objects.visible_to(person)) == {first, later}
    assert other not in Partnership.objects.visible_to(person)


def test_what_somebody_is_costs_two_queries_and_lists_none_more(django_assert_num_queries):
    person = User.objects.get(pk=partner(PartnershipFactory()).pk)
    with django_assert_num_queries(2):
        standing_of(person)
    with django_assert_num_queries(1):
        list(Company.objects.visible_to(person))
    administrator = UserFactory(administrator=True)
    with django_assert_num_queries(1):
        list(Company.objects.visible_to(administrator))


def test_a_record_of_the_own_partnership_is_known_without_a_query(django_assert_num_queries):
    company = CompanyFactory()
    person = coordinator(company.partnership)
    standing_of(person)
    with django_assert_num_queries(0):
        assert is_allowed(person, Action.CHANGE, company)
        assert not is_allowed(
            person, Action.CHANGE, Company(partnership=PartnershipFactory.build())
        )


def test_a_cluster_in_two_partnerships_is_reached_where_the_role_is_held():
    member = MembershipFactory()
    twin = MembershipFactory(cluster=member.cluster)
    ours = CompanyFactory(partnership=member.partnership, cluster=member.cluster)
    theirs = CompanyFactory(partnership=twin.partnership, cluster=member.cluster)
    person = partner(member.partnership)
    assert allowed(Company.objects.all(), person, Action.CHANGE).get() == ours
    assert not person.has_perm("smes.change_company", theirs)


def test_two_roles_add_up():
    first, second = PartnershipFactory(), PartnershipFactory()
    person = coordinator(first)
    RoleFactory(person=person, kind="project officer", partnership=second)
    ours, theirs = CompanyFactory(partnership=first), CompanyFactory(partnership=second)
    assert set(Company.objects.visible_to(person)) == {ours, theirs}
    assert allowed(Company.objects.all(), person, Action.CHANGE).get() == ours


def test_a_contact_of_two_organisations_sees_both():
    person = UserFactory()
    cases = SMECaseFactory.create_batch(3)
    for case in cases[:2]:
        ContactFactory(organisation=case.company, person=person)
    assert set(SMECase.objects.visible_to(person)) == set(cases[:2])


# In the office -----------------------------------------------------------------------------------


@pytest.fixture
def home(client):
    """A member of a partnership, whose staff is signed in."""
    member = MembershipFactory()
    client.force_login(partner(member.partnership))
    return member


def test_a_new_record_is_of_the_own_partnership_and_cluster(client, home):
    typed = {"name": "Nova", "country": "DE"}
    assert send(client, page(Company, "add"), **typed).status_code == 302
    company = Company.objects.get()
    assert (company.partnership, company.cluster) == (home.partnership, home.cluster)


def test_nobody_gives_a_record_to_another_cluster(client, home):
    other = MembershipFactory(partnership=home.partnership)
    company = CompanyFactory(partnership=home.partnership, cluster=home.cluster)
    refused = send(client, change_page(company), cluster=other.cluster.pk, name="Renamed")
    assert errors(refused)["__all__"][0].startswith("Your role does not reach so far")
    assert refused.context["adminform"].form["name"].value() == "Renamed"
    company.refresh_from_db()
    assert (company.cluster, company.name) == (home.cluster, company.history.get().name)


def test_nobody_adds_a_record_to_another_cluster(client, home):
    other = MembershipFactory(partnership=home.partnership)
    typed = {"name": "Nova", "country": "DE", "cluster": other.cluster.pk}
    refused = send(client, page(Company, "add"), **typed)
    assert errors(refused)["__all__"][0].startswith("Your role does not reach so far")
    assert not Company.objects.exists()


def test_another_partnership_is_no_choice(client, home):
    foreign = PartnershipFactory()
    typed = {"name": "Nova", "country": "DE", "partnership": foreign.pk}
    assert list(errors(send(client, page(Company, "add"), **typed))) == ["partnership"]


def test_filters_offer_what_somebody_may_see(client, home):
    foreign = EventFactory(partnership__acronym="SECRET-ONE")
    shown = client.get(page(type(foreign), "changelist")).content.decode()
    assert "SECRET-ONE" not in shown
    asked = client.get(
        page(type(foreign), "changelist") + f"?partnership__id__exact={foreign.partnership_id}"
    )
    assert asked.context["cl"].result_count == 0


def test_a_search_for_a_related_record_finds_what_somebody_may_see(client, home):
    CompanyFactory(name="Seen", partnership=home.partnership)
    CompanyFactory(
        name="Unseen", partnership=home.partnership, confidentiality="hidden from partners"
    )
    CompanyFactory(name="Unseen elsewhere")
    asked = {"app_label": "smes", "model_name": "smecase", "field_name": "company", "term": "seen"}
    found = client.get("/admin/autocomplete/", asked).json()["results"]
    assert [entry["text"].partition(" ")[0] for entry in found] == ["Seen"]


def test_a_count_is_of_what_somebody_may_see(client):
    case = SMECaseFactory()
    SMECaseFactory(
        company=case.company, partnership=case.partnership, confidentiality="hidden from partners"
    )
    address = page(Company, "changelist")
    for person, number in ((coordinator(), 2), (officer(), 2), (partner(), 1)):
        client.force_login(person)
        assert [row.cases_count for row in client.get(address).context["cl"].queryset] == [number]


def test_a_coordinator_gives_roles_in_the_own_partnership_alone(client):
    ours, theirs = MembershipFactory(), MembershipFactory()
    person = coordinator(ours.partnership)
    client.force_login(person)
    add = page(person.roles.model, "add")
    typed = {"person": person.pk, "kind": "partner", "cluster": ours.cluster.pk}
    assert send(client, add, **typed, partnership=ours.partnership.pk).status_code == 302
    refused = send(client, add, **typed, partnership=theirs.partnership.pk)
    assert list(errors(refused)) == ["partnership"]
    programme = {"partnership": "", "cluster": "", "programme": theirs.partnership.programme.pk}
    refused = send(client, add, person=person.pk, kind="project officer", **programme)
    assert errors(refused)["__all__"][0].startswith("Your role does not reach so far")
    assert person.roles.count() == 2


def test_memberships_are_what_a_role_of_partner_staff_needs(client):
    outsider = MembershipFactory().cluster
    person = coordinator(PartnershipFactory())
    role = person.roles.model(person=person, kind="partner", cluster=outsider)
    role.partnership = Partnership.objects.get(roles__person=person)
    assert not Membership.objects.filter(partnership=role.partnership).exists()
    with pytest.raises(Exception, match="no member of the partnership"):
        role.full_clean()
