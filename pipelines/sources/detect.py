"""Which format a file is in: the one that is surest of its beginning; by its name's ending only where that does not
tell."""

from collections.abc import Iterable

from pipelines.sources.content import Content
from pipelines.sources.format import Confidence, Format, Sample, is_binary
from pipelines.sources.parsed import EXPORT_ADVICE, Unreadable


def detect_format(content: Content, formats: Iterable[Format]) -> Format:
    """The one of `formats` that is surest; of equally sure ones the first.

    Raises:
        Unreadable: the file is empty, or none of `formats` takes it.
    """
    if not content.head:
        raise Unreadable(_explain_empty(content))
    sample = Sample.of(content)
    asked = [(one.sniff(sample), one) for one in formats if sample.text or not one.is_text]
    sure, chosen = max(asked, key=lambda pair: pair[0], default=(Confidence.NO, None))
    if chosen and sure > Confidence.NO:
        return chosen
    if is_binary(content):
        raise Unreadable(f"This is a binary file, not text. {EXPORT_ADVICE}")
    raise Unreadable("The file holds nothing but blanks. Get it again, or take it away.")


def _explain_empty(content: Content) -> str:
    if content.damage:
        return f"The compressed file is damaged ({content.damage}) and nothing in it can be read. Get it again."
    return "The file is empty. Get it again, or take it away."
