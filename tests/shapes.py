"""Data of any shape, written as YAML: words that mean something here, in places where they may not."""

from __future__ import annotations

from hypothesis import strategies as st

from stagebook.kinds import BY_FOLDER, BY_NAME, KINDS

WORDS = sorted(
    {"id", "name", "stage", "from", "to", "text", "crm", "discovery", "2026-01-01", "x", "", "Ünï", "true", "9", "a/b"}
    | set(BY_FOLDER)
    | set(BY_NAME)
    | {field.alias or name for kind in KINDS for name, field in kind.model.model_fields.items()}
    | {"settings", "fields", "waivers", "rules", "limits", "review_every", "type", "choices", "many"}
)
SHAPES = st.recursive(
    st.none() | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=5),
    max_leaves=25,
)


def flow(value: object) -> str:
    """Write a value as YAML in flow style."""
    match value:
        case None:
            return "~"
        case dict():
            return "{" + ", ".join(f'"{key}": {flow(item)}' for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(flow(item) for item in value) + "]"
    return f'"{value}"'
