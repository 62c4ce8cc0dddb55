"""The file of what is followed: one a line, each once, comments kept."""

import pytest

from dashboard.warehouse_access.watchlist import EntriesError, Followed, follow, read_watchlist, unfollow


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
    "line", ["- {topic: a}", "- {term: 3}", "- {theme: x}", "- {term: a, theme: 1}", "- {theme: true}"]
)
def test_what_cannot_be_followed_is_said_with_its_place(tmp_path, line):
    path = tmp_path / "watchlist.yaml"
    path.write_text(line)
    with pytest.raises(EntriesError, match="entry 1: write"):
        read_watchlist(path)
