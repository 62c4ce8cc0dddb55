"""What the requests of other sites are judged by; `tests/orchestration/test_web_guard.py` and
`tests/dashboard/test_streamlit_config.py` send some of them, `python -m benchmarks.chaos sites` all."""

from benchmarks.chaos.report import Fault, Tally
from benchmarks.chaos.sites import Request, judge


def test_an_answer_to_another_site_and_a_refusal_of_the_user_are_faults():
    foreign, own = Request("an image", "GET", "/graphql", {}), Request("the UI", "GET", "/", {}, passes=True)
    tally = Tally("sites")
    for request, status in ((foreign, 403), (foreign, 0), (own, 200), (own, 101)):
        judge(request, status, tally)
    assert not tally.faults
    judge(foreign, 200, tally)
    judge(own, 403, tally)
    assert tally.faults == {Fault.LET_IN: 1, Fault.FAILED: 1}
    assert tally.tried == 6
