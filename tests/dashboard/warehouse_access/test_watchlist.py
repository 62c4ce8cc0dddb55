"""The file of what is followed: one a line, each once, comments kept."""

import pytest

from dashboard.warehouse_access.watchlist import Followed, follow, read_watchlist, unfollow
from warehouse.user_files import UserFileError


def test_following_and_unfollowing_leave_other_lines_alone(tmp_path):
    path = tmp_path / "watchlist.yaml"
    assert read_watchlist(path) == []
    path.write_text('# mine\n- {term: "RL"}   # for work\n')
    follow(path, Followed(term="flow matching"))
    follow(path, Followed(theme=3), "Images")
    follow(path, Followed(term="rl"))
    assert read_watchlist(path) == [Followed("RL"), Followed("flow matching"), Followed(theme=3)]
    assert '- {theme: 3, name: "Images", since: ' in path.read_text()
    unfollow(path, Followed(term="flow matching"))
    unfollow(path, Followed(theme=3))
    assert path.read_text() == '# mine\n- {term: "RL"}   # for work\n'


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("- {topic: a}", "entry 1: write {term:"),
        ("- {term: a, theme: 1}", "entry 1: write {term:"),
        ("- {term: [a]}", "entry 1, term: it must be words"),
        ("- {theme: x}", "entry 1, theme: a whole number is needed, not 'x'"),
    ],
)
def test_what_cannot_be_followed_is_said_with_its_place(tmp_path, line, why):
    path = tmp_path / "watchlist.yaml"
    path.write_text(line)
    with pytest.raises(UserFileError, match=f"watchlist.yaml, line 1: {why}"):
        read_watchlist(path)
