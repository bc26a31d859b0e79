"""The folder as queue."""

import threading
from queue import Empty

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError

import config.folder_queue  # noqa: F401


@pytest.fixture
def open_channel(tmp_path):
    """Opens another end of one queue."""
    options = {
        "data_folder_in": str(tmp_path),
        "data_folder_out": str(tmp_path),
        "control_folder": str(tmp_path / "control"),
    }
    connections = []

    def make():
        connections.append(Connection("folder://localhost", transport_options=options))
        return connections[-1].channel()

    yield make
    for connection in connections:
        connection.release()


def test_messages_come_in_their_order_each_from_its_own_queue(open_channel, tmp_path):
    channel = open_channel()
    for number in range(12):
        channel._put("celery", {"number": number})
    channel._put("my.celery", {"number": "other"})
    assert [channel._get("celery")["number"] for _ in range(12)] == list(range(12))
    with pytest.raises(Empty):
        channel._get("celery")
    assert channel._get("my.celery") == {"number": "other"}
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def test_no_message_is_lost_read_twice_or_read_half_written(open_channel):
    """Two write 400 long messages while three read."""
    text = "x" * 50_000
    got, troubles, is_over = [], [], threading.Event()

    def write(first):
        channel = open_channel()
        for number in range(first, first + 200):
            channel._put("celery", {"number": number, "text": text})

    def read():
        channel = open_channel()
        while True:
            was_over = is_over.is_set()
            try:
                got.append(channel._get("celery")["number"])
            except Empty:
                if was_over:
                    return
            except Exception as error:
                troubles.append(error)
                return

    writers = [threading.Thread(target=write, args=(first,)) for first in (0, 200)]
    readers = [threading.Thread(target=read) for _ in range(3)]
    for thread in (*readers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    is_over.set()
    for thread in readers:
        thread.join()
    assert troubles == []
    assert sorted(got) == list(range(400))


def test_a_folder_that_is_not_there_is_told(open_channel, tmp_path):
    channel = open_channel()
    channel.data_folder_out = str(tmp_path / "gone")
    with pytest.raises(ChannelError, match="A message cannot be left in"):
        channel._put("celery", {})
