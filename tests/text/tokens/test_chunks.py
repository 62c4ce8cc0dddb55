"""Chunks between blanks."""

import polars as pl

from pipelines.text.tokens.chunks import TITLE_END, copy_without_addresses, split_chunks
from pipelines.text.tokens.tokens import tokenize


def test_a_chunk_is_what_stands_between_blanks():
    chunks = split_chunks(pl.Series(["One  two", None]), pl.Series(["two, one ", "one"]))
    assert chunks.counts.tolist() == [5, 2]
    assert chunks.distinct.gather(chunks.chunk).to_list() == ["One", "two", TITLE_END, "two,", "one", TITLE_END, "one"]
    assert chunks.ends_title()[chunks.chunk].tolist() == [False, False, True, False, False, True, False]


def test_texts_are_read_again_without_the_addresses_in_their_abstracts():
    chunks = split_chunks(
        pl.Series(["See github.io", "No address", "github.io"]),
        pl.Series(["Code (at https://a.io/b). The end", "of it", "see github.io"]),
    )
    both, text_of = copy_without_addresses(chunks)
    assert text_of.tolist() == [-1, 1, -1, 0, 2]
    tokens = tokenize(both)
    words = tokens.types.gather(tokens.type)
    assert words.filter(pl.Series(tokens.text == 3)).to_list() == ["See", "github", "io", "Code", "at", "The", "end"]
    assert words.filter(pl.Series(tokens.text == 4)).to_list() == ["github", "io", "see"]
    assert len(tokens.head(3)) == (tokens.text < 3).sum()
    whole = tokenize(chunks)
    assert tokens.head(3).types.gather(tokens.head(3).type).equals(whole.types.gather(whole.type))
