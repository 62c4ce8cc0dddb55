"""Geometry and scales of charts: where names go, how high an axis reaches, which colours can be told apart."""
