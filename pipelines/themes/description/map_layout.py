"""Places on the map: near themes share terms, and a theme keeps its place from build to build."""

import numpy as np

ROUNDS = 200
ROOM = 0.12
"""Distance that two themes keep from each other, where the map is 2 wide."""


def place_themes(likeness: np.ndarray, anchors: np.ndarray | None = None) -> np.ndarray:
    """(K, 2) places from -1 to 1 whose distances follow how unlike the themes are.

    Stress majorisation (de Leeuw 1977, SMACOF) from the classical solution (Torgerson 1952). Themes with an anchor stay
    exactly there; the others find their place among them.

    Args:
        likeness: (K, K) cosines between themes.
        anchors: (K, 2) places to keep, NaN where a theme has none.
    """
    themes = len(likeness)
    if themes <= 1:
        return np.zeros((themes, 2)) if anchors is None or np.isnan(anchors).any() else anchors.copy()
    target = np.sqrt(np.maximum(1 - likeness, 0))
    np.fill_diagonal(target, 0)
    target /= max(target.max(), 1e-9)
    fixed = np.zeros(themes, dtype=bool) if anchors is None else ~np.isnan(anchors).any(axis=1)
    places = _classical(target)
    if fixed.any():
        return _place_among(target, anchors, fixed)
    places = _majorise(target, places)
    return _spread(places / max(np.abs(places).max(), 1e-9))


def _classical(target: np.ndarray) -> np.ndarray:
    themes = len(target)
    centring = np.eye(themes) - 1 / themes
    values, vectors = np.linalg.eigh(-0.5 * centring @ (target**2) @ centring)
    places = vectors[:, -2:][:, ::-1] * np.sqrt(np.maximum(values[-2:][::-1], 1e-12))
    if places.shape[1] < 2:
        places = np.column_stack([places, np.zeros(themes)])
    signs = np.sign(places[np.abs(places).argmax(axis=0), [0, 1]])
    return places * np.where(signs == 0, 1, signs)


def _majorise(target: np.ndarray, places: np.ndarray) -> np.ndarray:
    for _ in range(ROUNDS):
        gaps = np.linalg.norm(places[:, None] - places[None], axis=2)
        ratio = np.divide(target, gaps, out=np.zeros_like(gaps), where=gaps > 1e-9)
        pull = -ratio
        np.fill_diagonal(pull, ratio.sum(axis=1))
        places = pull @ places / len(places)
    return places


def _place_among(target: np.ndarray, anchors: np.ndarray, fixed: np.ndarray) -> np.ndarray:
    places = np.where(fixed[:, None], anchors, 0.0)
    for theme in np.flatnonzero(~fixed):
        pull = np.maximum(1 - target[theme, fixed], 1e-6) ** 4
        places[theme] = (pull[:, None] * anchors[fixed]).sum(axis=0) / pull.sum()
    return _spread(places, fixed)


def _spread(places: np.ndarray, fixed: np.ndarray | None = None) -> np.ndarray:
    """Pushes themes that lie on each other apart, those with a fixed place excepted; stays within -1 and 1."""
    places = places.copy()
    free = np.ones(len(places), dtype=bool) if fixed is None else ~fixed
    angle = np.arange(len(places)) * 2.399963
    nudge = np.column_stack([np.cos(angle), np.sin(angle)]) * 1e-3
    for _ in range(50):
        away = places[:, None] + nudge[:, None] - places[None] - nudge[None]
        gaps = np.linalg.norm(away, axis=2)
        np.fill_diagonal(gaps, np.inf)
        short = np.maximum(ROOM - gaps, 0)
        if not short[free].any():
            break
        push = (away * (short / np.maximum(gaps, 1e-9))[:, :, None]).sum(axis=1) * 0.5
        places[free] = np.clip(places[free] + push[free], -1, 1)
    return places
