"""Parts of PDFs that workers make for each other without a shared folder."""

import pytest

from common.pdf.flows import MARK, Flow, find_part, fulfil_order, order_part
from common.pdf.store import PartStore
from common.stores import reports
from reporting.writers.pdf.layout import STYLES

pytestmark = pytest.mark.usefixtures("in_bucket")

FLOW = Flow(
    blocks=("<p>One volume.</p>",),
    html=lambda start, stop: f"<html><body><div {MARK}='0'><p>One volume.</p></div></body></html>",
    styles=STYLES,
    looks="",
)


def test_a_part_that_is_ordered_here_is_made_there_and_found_here(tmp_path):
    here, there = (PartStore(tmp_path / name, reports(), "parts") for name in ("here", "there"))
    key = order_part(FLOW, here)
    assert find_part(FLOW, there, 0) is None
    fulfil_order(key, there)
    fulfil_order(key, there)  # its message came twice
    assert order_part(FLOW, here) == ""
    found = find_part(FLOW, here, 0)
    assert here.read(found) == there.read(find_part(FLOW, there, 0))
    assert here.read(found).startswith(b"%PDF-")
    assert not list(reports().entries("parts/orders/"))
