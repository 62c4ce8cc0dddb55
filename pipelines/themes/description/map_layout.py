"""Positions of themes on the map: near themes share terms, and a theme keeps its position from build to build."""

import numpy as np

ROUNDS = 200
ROOM = 0.12
"""Distance that two themes keep from each other, where the map is 2 wide."""


def lay_out_themes(likeness: np.ndarray, anchors: np.ndarray | None = None) -> np.ndarray:
    """(K, 2) positions from -1 to 1 whose distances follow how unlike the themes are.

    Stress majorisation (de Leeuw 1977, SMACOF) from the classical solution (Torgerson 1952). Themes with an anchor stay
    exactly there; the others are placed among them.

    Args:
        likeness: (K, K) cosines between themes.
        anchors: (K, 2) positions to keep, NaN where a theme has none.
    """
    themes = len(likeness)
    if themes <= 1:
        return np.zeros((themes, 2)) if anchors is None or np.isnan(anchors).any() else anchors.copy()
    target = np.sqrt(np.maximum(1 - likeness, 0))
    np.fill_diagonal(target, 0)
    target /= max(target.max(), 1e-9)
    if anchors is not None and not np.isnan(anchors).any(axis=1).all():
        return _place_among(target, anchors)
    positions = _majorise(target, _classical(target))
    return _spread(positions / max(np.abs(positions).max(), 1e-9))


def _classical(target: np.ndarray) -> np.ndarray:
    themes = len(target)
    centring = np.eye(themes) - 1 / themes
    values, vectors = np.linalg.eigh(-0.5 * centring @ (target**2) @ centring)
    positions = vectors[:, -2:][:, ::-1] * np.sqrt(np.maximum(values[-2:][::-1], 1e-12))
    if positions.shape[1] < 2:
        positions = np.column_stack([positions, np.zeros(themes)])
    signs = np.sign(positions[np.abs(positions).argmax(axis=0), [0, 1]])
    return positions * np.where(signs == 0, 1, signs)


def _majorise(target: np.ndarray, positions: np.ndarray) -> np.ndarray:
    for _ in range(ROUNDS):
        gaps = np.linalg.norm(positions[:, None] - positions[None], axis=2)
        ratio = np.divide(target, gaps, out=np.zeros_like(gaps), where=gaps > 1e-9)
        weights = -ratio
        np.fill_diagonal(weights, ratio.sum(axis=1))
        positions = weights @ positions / len(positions)
    return positions


def _place_among(target: np.ndarray, anchors: np.ndarray) -> np.ndarray:
    fixed = np.flatnonzero(~np.isnan(anchors).any(axis=1))
    free = np.setdiff1d(np.arange(len(anchors)), fixed)
    positions = np.nan_to_num(anchors)
    for theme in free:
        weights = np.maximum(1 - target[theme, fixed], 1e-6) ** 4
        positions[theme] = (weights[:, None] * anchors[fixed]).sum(axis=0) / weights.sum()
    return _spread(positions, free)


def _spread(positions: np.ndarray, free: np.ndarray | None = None) -> np.ndarray:
    """Pushes the `free` themes (all by default) apart from those that they lie on; stays within -1 and 1."""
    positions = positions.copy()
    free = np.arange(len(positions)) if free is None else free
    angle = np.arange(len(positions)) * 2.399963
    nudge = np.column_stack([np.cos(angle), np.sin(angle)]) * 1e-3
    for _ in range(50):
        away = positions[:, None] + nudge[:, None] - positions[None] - nudge[None]
        gaps = np.linalg.norm(away, axis=2)
        np.fill_diagonal(gaps, np.inf)
        short = np.maximum(ROOM - gaps, 0)
        if not short[free].any():
            break
        push = (away * (short / np.maximum(gaps, 1e-9))[:, :, None]).sum(axis=1) * 0.5
        positions[free] = np.clip(positions[free] + push[free], -1, 1)
    return positions
