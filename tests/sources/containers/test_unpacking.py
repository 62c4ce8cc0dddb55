"""Packed streams: what is delivered, whole, cut or damaged, and that a bomb is unpacked only as far as it is asked."""

import bz2
import gzip
import io
import lzma
import random
import sys
from collections.abc import Callable
from functools import partial

import pytest

from pipelines.sources.containers.unpacking import open_unpacked

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Pack = Callable[[bytes], bytes]
PACKS = {
    "gzip": gzip.compress,
    "zstd": partial(zstd.compress, options={zstd.CompressionParameter.checksum_flag: 1}),
    "xz": lzma.compress,
    "bzip2": bz2.compress,
}
every = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)


def unpack(packed: bytes) -> tuple[bytes, str | None]:
    stream, unpacked = open_unpacked(io.BufferedReader(io.BytesIO(packed)))
    text = stream.read()
    return text, unpacked.damage if unpacked else None


@every
@pytest.mark.parametrize("size", [0, 1, 300_000])
def test_a_stream_is_unpacked_whatever_its_parts(pack: Pack, size: int):
    raw = random.Random(1).randbytes(size)
    assert unpack(pack(raw) + pack(b"second")) == (raw + b"second", None)


@every
def test_of_a_stream_that_was_cut_the_beginning_is_delivered(pack: Pack):
    raw = random.Random(1).randbytes(2_000_000)
    packed = pack(raw)
    text, damage = unpack(packed[: len(packed) // 2])
    assert damage == "it ends too early"
    assert raw.startswith(text)
    # bzip2 packs 900,000 bytes at a time.
    assert len(text) >= 800_000


@every
def test_damage_ends_the_stream_and_is_told(pack: Pack):
    raw = random.Random(1).randbytes(3_000_000)
    packed = bytearray(pack(raw))
    half = len(packed) // 2
    packed[half : half + 300] = bytes(255 - one for one in packed[half : half + 300])
    text, damage = unpack(bytes(packed))
    assert damage
    assert text[:800_000] == raw[:800_000]


def test_what_is_not_packed_comes_as_it_is():
    assert unpack(b"title,abstract") == (b"title,abstract", None)
    assert unpack(b"") == (b"", None)


@every
def test_no_more_is_unpacked_than_is_asked_for(pack: Pack):
    packed = pack(bytes(200_000_000))
    stream, unpacked = open_unpacked(io.BufferedReader(io.BytesIO(packed)))
    assert stream.read(10) == bytes(10)
    assert unpacked and len(unpacked._ready) <= 300_000
