"""Packed streams (gzip, Zstandard, xz, bzip2) to the bytes in them, told by their beginning, in bounded memory.

Damage never raises: what stands before it is delivered, and `Unpacked.damage` then says what is wrong.
"""

import bz2
import io
import lzma
import sys
import zlib
from collections.abc import Callable
from typing import IO, NamedTuple, Protocol

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PACKED_SUFFIXES = (".gz", ".zst", ".xz", ".bz2")
"""Endings of names that say only how a file is packed."""
CHUNK = 65_536
_MOST = 4 * CHUNK
"""Unpacked bytes that are held at a time: of a bomb too, no more are made than are asked for."""


class _Decompressor(Protocol):
    """What the decompressors of the standard library have in common."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    @property
    def needs_input(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes: ...


class _Gunzip:
    """zlib's decompressor with the interface of the others."""

    def __init__(self) -> None:
        self._unzip = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._unzip.eof

    @property
    def unused_data(self) -> bytes:
        return self._unzip.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._unzip.unconsumed_tail

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        before = self._unzip.copy()
        packed = self._unzip.unconsumed_tail + data
        try:
            return self._unzip.decompress(packed, max_length)
        except zlib.error as error:
            raise _Damaged(_salvage(before, packed), str(error).split(": ", 1)[-1]) from error


class _Damaged(Exception):
    """The stream is damaged: what could be read before it, and what is wrong in words."""

    def __init__(self, good: bytes, problem: str) -> None:
        super().__init__(problem)
        self.good = good


def _salvage(unzip, packed: bytes) -> bytes:
    """What `packed` yields before the byte at which it is damaged."""
    good = b""
    try:
        for at in range(len(packed)):
            good += unzip.decompress(packed[at : at + 1])
    except zlib.error:
        pass
    return good


class _Packing(NamedTuple):
    """A kind of packing: the bytes with which it begins, and what unpacks it."""

    magic: bytes
    start: Callable[[], _Decompressor]


_PACKINGS = (
    _Packing(b"\x1f\x8b", _Gunzip),
    _Packing(b"\x28\xb5\x2f\xfd", zstd.ZstdDecompressor),
    _Packing(b"\xfd7zXZ\x00", lzma.LZMADecompressor),
    _Packing(b"BZh", bz2.BZ2Decompressor),
)


def find_packing(head: bytes) -> _Packing | None:
    """How the stream that begins with `head` is packed; None where it is not."""
    return next((one for one in _PACKINGS if head.startswith(one.magic)), None)


class Unpacked(io.RawIOBase):
    """Unpacked bytes of a stream of one or more parts; ends at damage instead of raising.

    Args:
        packed: the stream, at its beginning; closed with this one.
        packing: how it is packed.
    """

    def __init__(self, packed: IO[bytes], packing: _Packing) -> None:
        self._packed, self._packing = packed, packing
        self._decompressor = packing.start()
        self._ready = b""
        self.damage: str | None = None

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._packed.close()
        super().close()

    def readinto(self, buffer) -> int:
        while not self._ready and self.damage is None and self._fill():
            pass
        part, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)

    def _fill(self) -> bool:
        """Unpack one more chunk; false at the end."""
        data = b""
        if self._decompressor.eof:
            data = self._decompressor.unused_data or self._packed.read(CHUNK)
            if not data.startswith(self._packing.magic):
                return False
            self._decompressor = self._packing.start()
        elif self._decompressor.needs_input:
            data = self._packed.read(CHUNK)
            if not data:
                self.damage = "it ends too early"
                return False
        try:
            self._ready = self._decompressor.decompress(data, _MOST)
        except _Damaged as error:
            self._ready, self.damage = error.good, str(error)
        except (lzma.LZMAError, zstd.ZstdError, OSError, EOFError, ValueError) as error:
            self.damage = str(error)[:100] or "it is no valid stream"
        return self.damage is None


def open_unpacked(packed: io.BufferedReader) -> tuple[io.BufferedReader, Unpacked | None]:
    """The unpacked bytes of a stream that stands at its beginning, and what unpacks it; itself where it is not
    packed."""
    packing = find_packing(packed.peek(6)[:6])
    if packing is None:
        return packed, None
    unpacked = Unpacked(packed, packing)
    return io.BufferedReader(unpacked, CHUNK), unpacked
