"""Paths of a run's config: the inbox and what was given, nothing else, by no detour."""

from pipelines.sources.given_paths import find_foreign, giving


def test_only_the_inbox_and_what_was_given_may_be_taken_in(tmp_path):
    inbox, other, secret = tmp_path / "inbox", tmp_path / "other", tmp_path / "secret.txt"
    for folder in (inbox, other):
        folder.mkdir()
    secret.write_text("secret")
    (inbox / "link.txt").symlink_to(secret)
    wanted = [
        inbox,
        inbox / "a.txt",
        inbox / ".." / "secret.txt",
        inbox / "link.txt",
        other / "b.txt",
        f"{tmp_path}/inbox2",
    ]
    foreign = [inbox / ".." / "secret.txt", inbox / "link.txt", other / "b.txt", tmp_path / "inbox2"]
    assert find_foreign(wanted, inbox) == foreign
    with giving([other]):
        assert other / "b.txt" not in find_foreign(wanted, inbox)
        with giving([secret]):
            assert find_foreign([secret, other], inbox) == [other]
    assert find_foreign(wanted, inbox) == foreign
