import polars as pl

from dashboard.app_pages.network.view import keep_colours_apart


def test_colours_go_to_the_largest_themes_and_look_like_no_other():
    # Slots 0 and 16 are one colour, slot 13 is another blue.
    terms = pl.DataFrame(
        {
            "papers": [5, 5, 9, 9, 4, 90, 3],
            "theme_id": [7, 7, 8, 8, 3, 2, None],
            "color": [16, 16, 0, 0, 13, 1, None],
        }
    )
    told = keep_colours_apart(terms)
    assert told["color"].to_list() == [None, None, 0, 0, None, 1, None]
    assert told.drop("color").equals(terms.drop("color"))
