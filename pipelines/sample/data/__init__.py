"""The words of the made-up corpus as TOML files, and their reader."""

import tomllib
from importlib import resources
from typing import Any


def read_data(name: str) -> dict[str, Any]:
    """What `<name>.toml` in this folder says, with tuples in place of lists."""
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return {key: _freeze(value) for key, value in tomllib.loads(text).items()}


def _freeze(value: object) -> object:
    if isinstance(value, list):
        return tuple(map(_freeze, value))
    return {key: _freeze(item) for key, item in value.items()} if isinstance(value, dict) else value
