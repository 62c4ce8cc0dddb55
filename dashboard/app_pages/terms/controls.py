"""The controls below the chart of Terms; what each is set to stands in the address."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard.charts.time_axis import from_first_drawn
from dashboard.queries.build_info import BuildInfo
from dashboard.queries.data import coverage
from dashboard.queries.terms import MEASURES
from dashboard.ui.controls import select_segment
from dashboard.warehouse_access.fetch import fetch

_REACH = {"none": 0, "± 1": 1, "± 2": 2, "± 3": 3}


@dataclass(frozen=True, slots=True)
class Choice:
    """What the controls are set to; `reach` is how many periods on either side are pooled, `begin` where the chart
    begins if it leaves out an unclear beginning, which `whole` shows."""

    grain: str
    measure: str
    reach: int
    log: bool
    bands: bool
    whole: bool
    begin: date | None

    @property
    def parameters(self) -> dict[str, str]:
        """The same as query parameters, as the controls write them; those that are as they always begin are left
        out."""
        smoothing = next(name for name, reach in _REACH.items() if reach == self.reach)
        given = {"measure": self.measure, "grain": self.grain}
        if self.reach:
            given["smoothing"] = smoothing
        if not self.bands:
            given["bands"] = "false"
        return given | {name: "true" for name, on in (("log", self.log), ("whole", self.whole)) if on}


def ask_choice(build: BuildInfo, grains: list[str]) -> Choice:
    """Measure, grain, smoothing, scale, bands and, where the chart leaves out its unclear beginning, the whole time."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="term_controls"):
        measure = select_segment("Show", MEASURES, "measure", default="share")
        usual = build.grain if build.grain in grains else grains[0]
        grain = select_segment("By", grains, "grain", default=usual)
        pools = "Pools each period with its neighbours: their papers are added up, so bands narrow."
        smoothing = select_segment("Smoothing", list(_REACH), "smoothing", default="none", say=pools)
        log = st.toggle("Log scale", key="log", bind="query-params")
        bands = st.toggle("Bands", value=True, key="bands", bind="query-params")
        drawn, left_out = from_first_drawn(fetch(coverage(grain)))
        whole = not left_out.is_empty() and st.toggle(
            "Whole time", key="whole", bind="query-params", help="Also the time before the first complete period."
        )
    return Choice(
        grain,
        measure,
        _REACH[smoothing],
        log,
        bands,
        whole,
        None if whole or left_out.is_empty() else drawn["period_start"].sort()[0],
    )
