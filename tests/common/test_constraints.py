"""Constraints tell themselves apart, so that migrations forget none."""

from django.db.models import Q

from common.constraints import FieldCheck, FieldUnique


def test_a_rule_and_a_uniqueness_at_the_same_field_are_two_constraints():
    rule = FieldCheck(field="type", condition=Q(type__gte=1), name="type_known")
    unique = FieldUnique(field="type", fields=["case", "type"], name="type_once")
    assert rule != unique
    assert unique != rule
    assert unique == FieldUnique(field="type", fields=["case", "type"], name="type_once")
    assert unique != FieldUnique(field="case", fields=["case", "type"], name="type_once")
