"""The README's picture is the real Pulse page on the made-up sample: `make picture` takes it anew."""

import os
from pathlib import Path


def test_the_picture_of_pulse_can_be_taken(visit, tmp_path):
    folder = Path(os.environ.get("PAPERTRENDS_PICTURES") or tmp_path)
    visitor = visit(width=1280, height=860)
    visitor.open()
    picture = folder / "pulse.png"
    folder.mkdir(parents=True, exist_ok=True)
    visitor.page.screenshot(path=picture)
    assert 20_000 < picture.stat().st_size < 600_000
