"""The files in which a user overrules what is found about terms and themes."""

from pathlib import Path

THESAURUS = Path(__file__).parent / "thesaurus.yaml"
PINS = Path(__file__).parent / "themes.yaml"
