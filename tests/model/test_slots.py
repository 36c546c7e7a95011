"""The slots of a mapping are those of the SSSOM schema, as the package sssom has it."""

from __future__ import annotations

from dataclasses import fields

from sssom_schema import Mapping, MappingSet

from corridor_kg.model.slots import SLOTS

SCHEMA = {field.name: str(field.type) for field in fields(Mapping)}


def test_every_slot_of_the_standard_is_known_and_no_other() -> None:
    """None is missing, and none is made up."""
    assert len(SCHEMA) > 40
    assert set(SLOTS) == set(SCHEMA)


def test_a_slot_has_several_values_where_the_standard_says_so() -> None:
    """And one where it does not."""
    assert {name for name, slot in SLOTS.items() if slot.several} == {
        name for name, kind in SCHEMA.items() if "list[" in kind
    }


def test_what_a_head_gives_for_all_is_a_slot_of_a_set() -> None:
    """A slot is shared only where a set of mappings has it too."""
    shared = {name for name, slot in SLOTS.items() if slot.shared}
    assert shared
    assert shared <= {field.name for field in fields(MappingSet)}
