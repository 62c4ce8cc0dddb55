"""How pages name the rules of forms."""

from dashboard.wording.variant_rules import VARIANT_RULES
from warehouse.schema import table
from warehouse.schema.variant_rules import VariantRule


def test_every_rule_has_its_own_words():
    assert list(VARIANT_RULES) == list(VariantRule)
    assert len(set(VARIANT_RULES.values())) == len(VARIANT_RULES)


def test_the_warehouse_allows_these_rules_only():
    (rule,) = (column for column in table("term_variants").columns if column.name == "rule")
    assert rule.choices == ("case", "plural", "hyphen", "spelling", "acronym", "curated")
