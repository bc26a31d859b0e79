"""Messages: one click or two, one message; each side learns of what the other wrote."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from partnership.choices import RoleKind
from partnership.models import Email
from smes.choices import Party
from smes.models import ExpressionMessage
from smes.services.caretakers import caretakers_of
from smes.services.messages import write_message
from tests.factories import (
    ExpressionFactory,
    ExpressionMessageFactory,
    MembershipFactory,
    RoleFactory,
    UserFactory,
)
from tests.people import coordinator, elsewhere, officer, partner
from tests.smes.following.mailbox import last_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def expression():
    membership = MembershipFactory()
    return ExpressionFactory(
        partnership=membership.partnership, cluster=membership.cluster, email="sme@example.org"
    )


def send(client, expression, text="When shall we hear?", once="k1", name="expression_message"):
    return client.post(
        reverse(name, args=[expression.link]), {"message-text": text, "message-once": once}
    )


def told():
    return set(Email.objects.values_list("kind", "to_address"))


def test_a_message_is_kept_and_those_who_take_care_are_told(client, expression):
    staff = partner(expression.partnership, email="staff@example.org")
    coordinator(expression.partnership)
    response = send(client, expression)
    assert response.status_code == 302
    assert response.url.endswith("/?done=message")
    message = ExpressionMessage.objects.get()
    assert (message.text, message.party) == ("When shall we hear?", Party.SME)
    assert told() == {("smes.message_to_partner", staff.email)}
    assert "When shall we hear?" not in Email.objects.get().text


def test_a_double_click_sends_one_message(client, expression):
    partner(expression.partnership)
    assert send(client, expression).status_code == 302
    assert send(client, expression).status_code == 302
    assert ExpressionMessage.objects.count() == 1
    assert Email.objects.count() == 1


def test_the_same_words_a_second_time_are_a_second_message(client, expression):
    send(client, expression, once="one")
    send(client, expression, once="two")
    assert ExpressionMessage.objects.count() == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Write a message."),
        ("   \n ", "Write a message."),
        ("x" * 5001, "This message is longer than 5000 characters (it has 5001)."),
    ],
)
def test_a_message_that_cannot_be_kept_is_explained(client, expression, text, words):
    response = send(client, expression, text=text)
    assert response.status_code == 422
    shown = response.content.decode()
    assert words in shown
    assert text.strip() in shown
    assert not ExpressionMessage.objects.exists()


def test_what_was_typed_survives_a_link_that_was_replaced(client, expression):
    address = reverse("expression_message", args=[expression.link])
    expression.link_version += 1
    expression.save()
    response = client.post(address, {"message-text": "A long <b>story</b>.", "message-once": "k"})
    assert response.status_code == 410
    assert "A long &lt;b&gt;story&lt;/b&gt;." in response.content.decode()
    assert not ExpressionMessage.objects.exists()


def test_thirty_messages_in_a_row_are_enough(client, expression):
    for number in range(30):
        assert send(client, expression, once=str(number)).status_code == 302
    response = send(client, expression, text="One more.", once="more")
    assert response.status_code == 429
    assert "One more." in response.content.decode()
    assert ExpressionMessage.objects.count() == 30


def test_a_message_of_the_partners_is_told_to_the_sme_without_its_text(expression):
    write_message(
        expression=expression,
        party=Party.PARTNER,
        text="We need the balance.",
        author=UserFactory(),
    )
    email = Email.objects.get()
    assert (email.kind, email.to_address) == ("smes.message", "sme@example.org")
    assert email.is_secret
    assert f"/expressions/{expression.pk}.1~" in last_text()
    assert "balance" not in last_text() + str(mail.outbox[-1].alternatives)


def test_a_message_of_the_gateway_is_told_to_both(expression):
    staff = partner(expression.partnership)
    write_message(expression=expression, party=Party.GATEWAY, text="Call us.")
    assert told() == {("smes.message", "sme@example.org"), ("smes.message_to_partner", staff.email)}


def test_the_e_mail_speaks_the_language_of_the_sme(expression):
    expression.language = "fr"
    expression.save()
    write_message(expression=expression, party=Party.PARTNER, text="Bonjour.")
    email = Email.objects.get()
    assert email.language == "fr"
    assert f"/fr/expressions/{expression.pk}.1~" in last_text()


def test_nothing_is_told_where_nothing_is_kept(expression):
    partner(expression.partnership)

    def fail():
        write_message(expression=expression, party=Party.SME, text="Hello.")
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction.atomic():
        fail()
    assert not Email.objects.exists()
    with pytest.raises(ValidationError):
        write_message(expression=expression, party=Party.SME, text=" ")
    assert not Email.objects.exists()


def test_the_responsible_person_takes_care(expression):
    partner(expression.partnership)
    expression.responsible = UserFactory()
    assert caretakers_of(expression) == [expression.responsible]


def test_without_a_responsible_person_the_staff_of_the_home_cluster_does(expression):
    staff = partner(expression.partnership)
    coordinator(expression.partnership)
    other = MembershipFactory(partnership=expression.partnership).cluster
    RoleFactory(kind=RoleKind.PARTNER, partnership=expression.partnership, cluster=other)
    elsewhere(RoleKind.PARTNER)
    expression.responsible = UserFactory(is_active=False)
    assert caretakers_of(expression) == [staff]


def test_without_staff_the_coordinators_take_care(expression):
    people = [coordinator(expression.partnership), coordinator(expression.partnership)]
    coordinator(expression.partnership, is_active=False)
    elsewhere(RoleKind.COORDINATOR)
    officer(expression.partnership)
    assert caretakers_of(expression) == people


def test_what_the_page_showed_is_read_by_the_sme(client, expression):
    answer = ExpressionMessageFactory(expression=expression, party=Party.PARTNER)
    own = ExpressionMessageFactory(expression=expression, party=Party.SME)
    first = client.get(reverse("expression", args=[expression.link])).content.decode()
    second = client.get(reverse("expression", args=[expression.link])).content.decode()
    assert first.count('class="thread-new"') == 1
    assert second.count('class="thread-new"') == 0
    answer.refresh_from_db()
    own.refresh_from_db()
    assert answer.read_by_sme_at is not None
    assert own.read_by_sme_at is None


def test_messages_of_smes_wait_until_somebody_answers(expression):
    first = ExpressionMessageFactory(expression=expression)
    other = ExpressionMessageFactory()
    rows = ExpressionMessage.objects
    assert set(rows.unanswered()) == {first, other}
    write_message(expression=expression, party=Party.PARTNER, text="On Monday.")
    assert set(rows.unanswered()) == {other}
    again = write_message(expression=expression, party=Party.SME, text="Thank you. At what time?")
    assert set(rows.unanswered()) == {other, again}


# The office ----------------------------------------------------------------------------------


def thread(expression):
    return reverse("expression_messages", args=[expression.pk])


def test_those_who_take_care_read_and_answer(client, expression):
    message = ExpressionMessageFactory(expression=expression, text="Is it too late?")
    for person in (coordinator(expression.partnership), partner(expression.partnership)):
        client.force_login(person)
        assert "Is it too late?" in client.get(thread(expression)).content.decode()
        key = f"by-{person.pk}"
        sent = {"message-text": "Not at all.", "message-once": key}
        assert client.post(thread(expression), sent).url == thread(expression)
        assert client.post(thread(expression), sent).url == thread(expression)
        answer = ExpressionMessage.objects.get(once=key)
        assert (answer.party, answer.author) == (Party.PARTNER, person)
    message.refresh_from_db()
    assert message.read_by_partner_at is not None


def test_an_empty_answer_is_refused_and_nothing_is_lost(client, expression):
    client.force_login(coordinator(expression.partnership))
    response = client.post(thread(expression), {"message-text": " "})
    assert "Write a message." in response.content.decode()
    long = client.post(thread(expression), {"message-text": "y" * 5001})
    assert "Use up to 5000 characters; these are 5001." in long.content.decode()
    assert "y" * 5001 in long.content.decode()
    assert not ExpressionMessage.objects.exists()


def test_others_do_not_read_what_was_written(client, expression):
    ExpressionMessageFactory(expression=expression)
    near = MembershipFactory(partnership=expression.partnership).cluster
    neighbour = RoleFactory(
        kind=RoleKind.PARTNER, partnership=expression.partnership, cluster=near
    ).person
    strangers = {
        neighbour: 404,
        officer(expression.partnership): 404,
        elsewhere(RoleKind.COORDINATOR): 404,
    }
    for person, status in strangers.items():
        client.force_login(person)
        assert client.get(thread(expression)).status_code == status
        assert client.post(thread(expression), {"message-text": "Hello"}).status_code == status
    client.force_login(UserFactory())
    assert client.get(thread(expression)).status_code == 302
    client.logout()
    assert client.get(thread(expression)).status_code == 302
    assert ExpressionMessage.objects.count() == 1


def test_nobody_reads_the_thread_of_a_draft(client):
    draft = ExpressionFactory(draft=True)
    client.force_login(coordinator(draft.partnership))
    assert client.get(thread(draft)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_thread_costs_the_same_for_one_message_and_for_three(
    client, expression, number, django_assert_num_queries
):
    ExpressionMessageFactory.create_batch(
        number, expression=expression, party=Party.PARTNER, author=UserFactory()
    )
    client.force_login(coordinator(expression.partnership))
    client.get(thread(expression))
    with django_assert_num_queries(10):
        client.get(thread(expression))
