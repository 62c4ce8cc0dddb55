"""The pictures of `docs/` are the real pages on the made-up sample: `make pictures` takes them anew, in light and
dark.
"""

import os
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from PIL import Image

from pipelines.sample import write_sample
from tests.browser.conftest import Visitor, serve_dashboard
from warehouse.connection import open_served
from warehouse.paths import data_paths

FOLDER = os.environ.get("PAPERTRENDS_PICTURES")
WIDE, NARROW = (1280, 1040), (420, 860)
BOTH_WIDTHS = ("pulse", "terms", "papers")


@pytest.fixture(scope="session")
def pictured(request, tmp_path_factory):
    """Data folder of the sample that `papertrends up` shows; for the test alone the smaller one does."""
    if not FOLDER:
        return request.getfixturevalue("served_sample")
    paths = data_paths(tmp_path_factory.mktemp("pictured"))
    corpus = write_sample(tmp_path_factory.mktemp("corpus") / "made_up").parent
    assert request.getfixturevalue("run_graph")(paths, [corpus]).success
    return paths


@pytest.fixture(scope="session")
def shown(pictured):
    """The dashboard on that folder."""
    with serve_dashboard(pictured.root) as address:
        yield address


def addresses(served: Path) -> dict[str, str]:
    """Each page with something to see, by the name of its picture."""
    with open_served(served) as connection:
        rising, fading = (
            connection.execute(
                "SELECT term FROM term_trends WHERE direction = ? ORDER BY prominence DESC, term LIMIT 2", [direction]
            ).fetchall()
            for direction in ("rising", "falling")
        )
        theme = connection.sql("SELECT theme_id, label FROM themes ORDER BY papers DESC, theme_id LIMIT 1").fetchall()[
            0
        ]
    (one,), (two,) = rising
    gone = fading[0][0]
    return {
        "pulse": "",
        "terms": "terms?" + urlencode({"terms": f"{one} + {two}, {gone}, @{theme[1]}", "smoothing": "± 1"}),
        "themes": "themes",
        "themes-over-time": "themes?view=over+time",
        "theme": f"themes?theme={theme[0]}",
        "compare": "compare",
        "network": "network",
        "papers": "papers?" + urlencode({"q": one}),
        "watchlist": "watchlist?" + urlencode({"term": [one, two, gone], "theme": theme[0]}, doseq=True),
        "data": "data",
        "sql": "sql",
    }


def test_each_page_has_its_picture(pictured, shown, chromium, tmp_path):
    folder = Path(FOLDER or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    pages = addresses(pictured.served)
    wanted = [(name, mode, WIDE) for name in pages for mode in ("light", "dark")]
    wanted += [(name, "light", NARROW) for name in BOTH_WIDTHS]
    for name, mode, (width, height) in wanted if FOLDER else wanted[:1]:
        visitor = Visitor(chromium, shown, mode=mode, width=width, height=height)
        visitor.open(pages[name])
        visitor.page.wait_for_timeout(500)
        picture = folder / f"{name}-{mode}{'-narrow' if width == NARROW[0] else ''}.webp"
        Image.open(BytesIO(visitor.page.screenshot())).save(picture, quality=82, method=6)
        assert 5_000 < picture.stat().st_size < 150_000
        visitor.check()
        visitor.close()
