"""How pages name the rules by which forms count as their term."""

from warehouse.schema.variant_rules import VariantRule

VARIANT_RULES: dict[str, str] = {
    VariantRule.CASE: "capitals",
    VariantRule.PLURAL: "plural",
    VariantRule.HYPHEN: "hyphen or space",
    VariantRule.SPELLING: "spelling",
    VariantRule.ACRONYM: "acronym",
    VariantRule.CURATED: "your thesaurus",
}
