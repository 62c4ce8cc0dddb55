"""The characters of an XML file as one well-formed document, whatever stands around and between its elements.

Exports are joined (several documents in one file), hold a bare ampersand or an entity of HTML, and are in another
encoding than they say. All of that is mended here, so that the parser is strict about what matters: how elements are
nested. DTDs are taken out, and with them every entity that a file could define.
"""

import codecs
import re
from collections.abc import Iterator
from html.entities import html5

from pipelines.sources.content import Content

_CHUNK = 262_144
_MOST_HELD = 1_000_000
"""Characters after which a declaration that does not end is given up."""

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_PROLOG = re.compile(r"<\?xml\s[^>]*\?>|<!DOCTYPE\b[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_OPEN_PROLOG = re.compile(r"<!DOCTYPE\b|<\?xml\s", re.IGNORECASE)
_AMPERSAND = re.compile(r"&(?:(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9.]{1,40});)?")
_CONTROL = dict.fromkeys([*(code for code in range(32) if code not in (9, 10, 13)), 0xFFFE, 0xFFFF], " ")
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})

OPENING = (
    '<papers xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:dc="http://purl.org/dc/elements/1.1/">'
)
"""The element that is put around everything, with the prefixes that parts cut out of a document use."""
CLOSING = "</papers>"


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("papertrends_windows_1252", _as_windows_1252)


def read_characters(content: Content) -> Iterator[str]:
    """The characters of a file between `OPENING` and, not given here, `CLOSING`. Line breaks stay where they were.

    Raises:
        UnicodeError: the encoding that the file declares cannot decode it.
    """
    encoding = _encoding_of(content)
    errors = "papertrends_windows_1252" if encoding.startswith("utf-8") else "replace"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    held = ""
    with content.open() as stream:
        while chunk := stream.read(_CHUNK):
            text, held = _take_whole(held + decoder.decode(chunk))
            yield _mend(text)
    yield _mend(held + decoder.decode(b"", final=True))


def _encoding_of(content: Content) -> str:
    """The encoding by the file's byte order mark or zero bytes, else the one that it declares, else UTF-8."""
    if content.encoding != "utf-8":
        return content.encoding
    declared = _DECLARED.search(content.head[:1000])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    try:
        # A file that was converted may still say that it is UTF-16, which its first bytes deny.
        return name if b"<?xml".decode(name) == "<?xml" else "utf-8"
    except (LookupError, ValueError):
        return "utf-8"


def _take_whole(text: str) -> tuple[str, str]:
    """`text` up to the end of its last tag, and the rest, which may go on."""
    cut = text.rfind(">") + 1
    if opened := [found.start() for found in _OPEN_PROLOG.finditer(text) if not _PROLOG.match(text, found.start())]:
        cut = min(cut, opened[0])
    if len(text) - cut > _MOST_HELD:
        cut = max(text.rfind("&", len(text) - 64), 0) or len(text)
    return text[:cut], text[cut:]


def _mend(text: str) -> str:
    text = _PROLOG.sub(lambda found: "\n" * found[0].count("\n"), text.translate(_CONTROL).replace("\ufeff", ""))
    return _AMPERSAND.sub(_mend_entity, text)


def _mend_entity(found: re.Match) -> str:
    name = found[1]
    if not name:
        return "&amp;"
    if name.startswith("#"):
        code = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
        is_allowed = code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000
        return found[0] if is_allowed else " "
    if name in _OWN:
        return found[0]
    return html5.get(name + ";") or f"&amp;{name};"
