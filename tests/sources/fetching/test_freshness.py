from datetime import date, datetime

from pipelines.sources.fetching.freshness import Freshness, read_freshness
from pipelines.sources.services.service import Wanted


def test_nothing_was_fetched(tmp_path):
    assert list(read_freshness(tmp_path)) == []


def test_each_wish_says_until_when_it_was_fetched(fake, fetch, time, tmp_path):
    days = fake.fill(date(2026, 11, 1), 3, 0, 2)
    fetch("arxiv", days[:2])
    time.sleep(60)
    fetch("arxiv", days, wanted=Wanted(category="hep-th"))
    fetch("huggingface", days[2:])
    early, late = datetime(2026, 12, 1, 6, 0), datetime(2026, 12, 1, 6, 1)
    found = [one._replace(fetched_at=one.fetched_at.replace(second=0)) for one in read_freshness(tmp_path)]
    assert found == [
        Freshness("arXiv, cs.CL", 2, 3, date(2026, 11, 2), early),
        Freshness("arXiv, hep-th", 3, 5, date(2026, 11, 3), late),
        Freshness("Hugging Face", 1, 2, date(2026, 11, 3), late),
    ]
