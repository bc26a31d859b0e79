"""The log as production writes it, caught."""

import json
import logging

import pytest

from config.observability.logs import formatter


class Caught(logging.Handler):
    """Keeps every line as JSON text."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.setFormatter(formatter(as_json=True))
        self.texts = []

    def emit(self, record):
        self.texts.append(self.format(record))

    @property
    def lines(self):
        """The lines as data."""
        return [json.loads(text) for text in self.texts]

    def named(self, name):
        """The lines of one logger."""
        return [line for line in self.lines if line["logger"] == name]


@pytest.fixture
def log():
    """Everything that is logged from DEBUG on, of every logger."""
    caught = Caught()
    loggers = [logging.getLogger(), logging.getLogger("django")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(caught)
        logger.setLevel(logging.DEBUG)
    yield caught
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(caught)
        logger.setLevel(level)
