"""A run is published while the dashboard is open: the page shows it at the next interaction, without a restart."""

import shutil

import pytest

from warehouse.connection import open_build
from warehouse.paths import data_paths
from warehouse.publish import publish
from warehouse.writer import read_table, replace_table

from .conftest import Visitor, serve_dashboard  # noqa: TID252
