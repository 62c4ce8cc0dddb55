"""Jobs: sets of assets that are run together."""

import dagster as dg

REFRESH = "refresh"

refresh = dg.define_asset_job(
    REFRESH,
    selection=dg.AssetSelection.all(),
    description="The whole graph: new files in, everything above made anew, checked and published. Fetches nothing.",
)
