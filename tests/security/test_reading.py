"""Who watches the watcher: a page that writes while it is read fails its test."""

import pytest
from django.db import connection
from django.http import HttpResponse

from partnership.models import Network
from tests.reading import NOTED, PageWrites, reading_changes_nothing

pytestmark = pytest.mark.django_db


def add(request):
    Network.objects.create(name="Ours")
    return HttpResponse()


def change(request):
    Network.objects.update(name="Others")
    return HttpResponse()


def remove(request):
    Network.objects.all().delete()
    return HttpResponse()


@pytest.mark.parametrize("view", [add, change, remove])
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_page_that_writes_while_it_is_read_is_found(rf, view, method):
    Network.objects.create(name="There")
    with pytest.raises(PageWrites, match=r"/page/ writes: (INSERT|UPDATE|DELETE)"):
        reading_changes_nothing(view)(getattr(rf, method)("/page/"))


def test_what_is_sent_may_write(rf):
    assert reading_changes_nothing(add)(rf.post("/page/")).status_code == 200
    assert Network.objects.get().name == "Ours"


def test_the_watcher_stands_before_each_page_and_lets_only_notes_pass(settings):
    assert "tests.reading.reading_changes_nothing" in settings.MIDDLEWARE
    tables = {*connection.introspection.table_names(), "portal_cache"}
    assert set(NOTED) <= tables
