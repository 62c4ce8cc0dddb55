"""The user's word on terms: `pipelines/curation/thesaurus.yaml`, read and checked. It is applied in `index`."""

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import yaml

from pipelines.text.acronyms.definitions import make_keys

SECTIONS = ("merge", "keep_apart", "rename", "block")


class ThesaurusError(ValueError):
    """An entry that cannot be applied; says the file, the line and the reason."""


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """What a user decided, by canonical key.

    Attributes:
        merge: key of a form to key of the term that it counts as.
        keep_apart: groups of keys of which no two are ever one term.
        rename: key of a term to the label it gets.
        block: keys that are no terms.
        labels: the forms as the user wrote them, by key.
    """

    merge: dict[str, str] = field(default_factory=dict)
    keep_apart: tuple[frozenset[str], ...] = ()
    rename: dict[str, str] = field(default_factory=dict)
    block: frozenset[str] = frozenset()
    labels: dict[str, str] = field(default_factory=dict)


def _lines_of(node: yaml.Node | None) -> dict[str, yaml.Node]:
    if node is None:
        return {}
    return {key.value: value for key, value in node.value}


def _strings(node: yaml.Node, what: str, path: Path) -> list[tuple[str, int]]:
    """Scalars of a sequence with their lines; one scalar counts as a sequence of one."""
    children = node.value if isinstance(node, yaml.SequenceNode) else [node]
    out = []
    for child in children:
        line = child.start_mark.line + 1
        if not isinstance(child, yaml.ScalarNode) or not child.value.strip():
            raise ThesaurusError(f"{path}, line {line}: {what} must be words, e.g. `- reinforcement learning`")
        out.append((" ".join(child.value.split()), line))
    return out


def make_key(form: str) -> str:
    """The canonical key of one form."""
    return make_keys(pl.Series([form]))["key"][0]


def load_thesaurus(path: Path) -> Thesaurus:
    """The thesaurus in `path`; an absent or empty file decides nothing.

    Raises:
        ThesaurusError: the file is no YAML, a section is unknown, or an entry contradicts another; with the line.
    """
    path = Path(path)
    if not path.exists():
        return Thesaurus()
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ThesaurusError(f"{path} is not valid YAML: {error}") from error
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.value):
        return Thesaurus()
    if not isinstance(root, yaml.MappingNode):
        raise ThesaurusError(f"{path}, line {root.start_mark.line + 1}: expected the sections {', '.join(SECTIONS)}")
    for key, _ in root.value:
        if key.value not in SECTIONS:
            raise ThesaurusError(
                f"{path}, line {key.start_mark.line + 1}: no section {key.value!r}; there are {', '.join(SECTIONS)}"
            )
    sections = {
        name: node
        for name, node in _lines_of(root).items()
        if not (isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null")
    }
    labels: dict[str, str] = {}

    def key_of(form: str) -> str:
        key = make_key(form)
        labels.setdefault(key, form)
        return key

    for name in ("merge", "rename"):
        if name in sections and not isinstance(sections[name], yaml.MappingNode):
            line = sections[name].start_mark.line + 1
            raise ThesaurusError(f"{path}, line {line}: {name} must be lines of the form `term: …`")

    merge: dict[str, str] = {}
    merged_at: dict[str, int] = {}
    for target_node, forms in sections["merge"].value if "merge" in sections else ():
        target = key_of(target_node.value)
        for form, line in _strings(forms, "what is merged", path):
            key = key_of(form)
            if key == target:
                continue
            if merge.get(key, target) != target:
                raise ThesaurusError(
                    f"{path}, line {line}: {form!r} is merged into {labels[merge[key]]!r} in line {merged_at[key]} already"
                )
            merge[key], merged_at[key] = target, line
    for key, target in merge.items():
        if target in merge:
            raise ThesaurusError(
                f"{path}, line {merged_at[key]}: {labels[target]!r} is itself merged into {labels[merge[target]]!r} "
                f"(line {merged_at[target]}); name {labels[merge[target]]!r} here"
            )
    keep_apart = []
    if "keep_apart" in sections:
        if not isinstance(sections["keep_apart"], yaml.SequenceNode):
            line = sections["keep_apart"].start_mark.line + 1
            raise ThesaurusError(f"{path}, line {line}: keep_apart must be a list of lists of terms")
        for group in sections["keep_apart"].value:
            line = group.start_mark.line + 1
            keys = [key_of(form) for form, _ in _strings(group, "what is kept apart", path)]
            if len(keys) < 2:
                raise ThesaurusError(f"{path}, line {line}: keep_apart needs two terms or more in a group")
            for key in keys:
                if merge.get(key) in keys:
                    raise ThesaurusError(
                        f"{path}, line {line}: {labels[key]!r} and {labels[merge[key]]!r} are kept apart here, "
                        f"but merged in line {merged_at[key]}"
                    )
            keep_apart.append(frozenset(keys))
    rename = {}
    for term, label in sections["rename"].value if "rename" in sections else ():
        ((text, _),) = _strings(label, "a label", path)[:1]
        rename[key_of(term.value)] = text
    block = []
    for form, line in _strings(sections["block"], "what is blocked", path) if "block" in sections else ():
        key = key_of(form)
        if key in merge or key in merge.values() or key in rename:
            raise ThesaurusError(f"{path}, line {line}: {form!r} is blocked here, but merged or renamed elsewhere")
        block.append(key)
    return Thesaurus(merge, tuple(keep_apart), rename, frozenset(block), labels)
