def test_a_sample_is_written_and_the_next_command_named(call, tmp_path):
    folder = tmp_path / "made-up"
    result = call("sample", folder, "--months", 4, "--papers", 24)
    assert result.exit_code == 0
    assert f"papertrends run {folder}" in result.output
    assert (folder / "truth.json").exists()


def test_the_same_seed_writes_the_same(call, tmp_path):
    for name in ("one", "two"):
        call("sample", tmp_path / name, "--months", 4, "--papers", 24, "--seed", 7)
    texts = [{file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("one", "two")]
    assert texts[0] == texts[1]


def test_a_folder_with_something_else_is_left_alone(call, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    result = call("sample", tmp_path)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_impossible_numbers_are_refused(call, tmp_path):
    result = call("sample", tmp_path / "new", "--papers", 3)
    assert result.exit_code == 1
    assert not (tmp_path / "new").exists()
