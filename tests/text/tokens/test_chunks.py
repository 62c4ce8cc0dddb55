"""Pieces between blanks."""

import polars as pl

from pipelines.text.tokens.chunks import TITLE_END, drop_addresses, join_pieces, split_pieces
from pipelines.text.tokens.tokens import split_units


def test_a_piece_is_what_stands_between_blanks():
    pieces = split_pieces(pl.Series(["One  two", None]), pl.Series(["two, one ", "one"]))
    assert pieces.counts.tolist() == [5, 2]
    assert pieces.distinct.gather(pieces.piece).to_list() == ["One", "two", TITLE_END, "two,", "one", TITLE_END, "one"]
    assert pieces.ends_title()[pieces.piece].tolist() == [False, False, True, False, False, True, False]


def test_texts_are_read_again_without_the_addresses_in_their_abstracts():
    pieces = split_pieces(
        pl.Series(["See github.io", "No address", "github.io"]),
        pl.Series(["Code (at https://a.io/b). The end", "of it", "see github.io"]),
    )
    rows, without = drop_addresses(pieces)
    assert rows.tolist() == [0, 2]
    units = split_units(join_pieces(pieces, without))
    forms = units.forms.gather(units.form)
    assert forms.filter(pl.Series(units.text == 3)).to_list() == ["See", "github", "io", "Code", "at", "The", "end"]
    assert forms.filter(pl.Series(units.text == 4)).to_list() == ["github", "io", "see"]
    assert len(units.head(3)) == (units.text < 3).sum()
    whole = split_units(pieces)
    assert units.head(3).forms.gather(units.head(3).form).equals(whole.forms.gather(whole.form))
