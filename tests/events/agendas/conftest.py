from tests.events.requests.conftest import event, join, slots

__all__ = ["event", "join", "slots"]
