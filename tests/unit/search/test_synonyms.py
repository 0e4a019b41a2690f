"""Names for the same thing come from tables anyone can edit."""

from pathlib import Path

import pytest

from viewer.search.synonyms import SynonymBook, SynonymTable, built_in_groups, read_groups

TABLE = SynonymTable([["人工智能", "AI"], ["政协", "政治协商会议"], ["协商会议", "会商"]])


@pytest.mark.parametrize(
    ("run", "word", "runs"),
    [
        ("ＡＩ企业", "ＡＩ", ("人工智能企业",)),
        ("全国政协", "政协", ("全国政治协商会议",)),
        ("政治协商会议", "政治协商会议", ("政协",)),
    ],
)
def test_a_word_is_replaced_inside_its_run(run: str, word: str, runs: tuple[str, ...]) -> None:
    (other,) = TABLE.others(run)
    assert (other.word, other.runs) == (word, runs)


@pytest.mark.parametrize("run", ["chair", "AI2", "人工", ""])
def test_a_part_of_a_word_has_no_other_names(run: str) -> None:
    assert not list(TABLE.others(run))


def test_every_built_in_group_joins_words_that_fold_differently() -> None:
    assert len(built_in_groups()) > 100
    assert all(len(group) > 1 and all(group) for group in built_in_groups())


def test_short_names_of_departments_are_known() -> None:
    (other,) = SynonymBook().table().others("区科委")
    assert "区科学技术委员会" in other.runs


def test_an_own_table_is_read_and_read_again_when_it_changes(tmp_path: Path) -> None:
    own = tmp_path / "synonyms.toml"
    book = SynonymBook(own.read_text)
    own.write_text("", "utf-8")
    assert not list(book.table().others("甲乙丙"))
    own.write_text('groups = [["甲乙丙", "丁戊己"]]', "utf-8")
    assert [other.names for other in book.table().others("甲乙丙")] == [("丁戊己",)]
    own.write_text('groups = [["甲乙丙", "庚辛壬"]]', "utf-8")
    assert [other.names for other in book.table().others("甲乙丙")] == [("庚辛壬",)]


@pytest.mark.parametrize("text", ["groups = 1", 'groups = [["甲乙", 1]]', "groups ="])
def test_a_table_of_the_wrong_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - TOML's own error is one as well
        read_groups(text)


@pytest.mark.parametrize("broken", [b"groups = [", b"\xff\xfe\xd6"])
def test_a_broken_own_table_leaves_the_built_in_one(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, broken: bytes
) -> None:
    own = tmp_path / "synonyms.toml"
    own.write_bytes(broken)
    assert list(SynonymBook(own.read_text).table().others("AI"))
    assert "synonyms" in caplog.text
