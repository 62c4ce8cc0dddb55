"""Lines of text on a chart: their size, where a long name is broken, and how lines below each other are kept apart."""

from dashboard.wording.verdicts import sign_of

CHARACTER_WIDTH = 7.0
"""Width of a character at 12 px, on the safe side for the usual sans-serifs."""
LINE_HEIGHT = 14.0
"""Height of a line of text at 12 px."""


def with_sign(name: str, direction: str | None) -> str:
    """`name` with the sign of its verdict behind it, so that colour is not needed."""
    sign = sign_of(direction)
    return f"{name} {sign}" if sign else name


def nudge_apart(positions: list[float], low: float, high: float, distance: float = LINE_HEIGHT + 1) -> list[float]:
    """`positions` moved as little as needed to lie at least `distance` apart within [low, high], in the same order.

    Neighbours that are too near form a block, which is centred on the mean of its members' wishes (pool adjacent
    violators). Where there is no room for all, they are spread evenly.
    """
    if len(positions) * distance > high - low + distance:
        distance = (high - low) / max(1, len(positions) - 1)
    order = sorted(range(len(positions)), key=positions.__getitem__)
    blocks: list[list[float]] = []  # members, sum of (wish - offset within the block)
    for index in order:
        blocks.append([1, positions[index]])
        while len(blocks) > 1:
            (upper_n, upper_sum), (n, total) = blocks[-2], blocks[-1]
            start = min(max(upper_sum / upper_n, low), high - (upper_n - 1) * distance)
            if min(max(total / n, low), high - (n - 1) * distance) >= start + upper_n * distance - 1e-9:
                break
            blocks[-2:] = [[upper_n + n, upper_sum + total - n * upper_n * distance]]
    placed = [0.0] * len(positions)
    rank = 0
    for n, total in blocks:
        start = min(max(total / n, low), high - (n - 1) * distance)
        for member in range(int(n)):
            placed[order[rank]] = start + member * distance
            rank += 1
    return placed


def wrap(text: str, characters: int = 20) -> list[str]:
    """`text` in at most two lines, broken between words where that makes them most equal; short texts stay in one."""
    # A dot between two parts of a name stays with the first.
    words = [word.replace("\0", " ") for word in text.replace(" ·", "\0·").split()]
    if len(text) <= characters or len(words) < 2:
        return [text]
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return list(min(breaks, key=lambda lines: max(map(len, lines))))
