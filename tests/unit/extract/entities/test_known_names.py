from viewer.extract.entities.known_names import load_known_names, see

KNOWN = load_known_names()


def test_one_pass_hands_every_word_to_its_table() -> None:
    seen = see("教育部和区科委推广人工智能产业园", KNOWN)
    assert [full for _, _, full in seen.state_bodies] == ["教育部"]
    assert [full for _, _, full in seen.departments] == ["科学技术委员会"]
    assert seen.technologies == {9: 13}
    assert "FAC" in {head.type for _, _, head in seen.heads}


def test_a_set_phrase_is_remembered_as_plain() -> None:
    assert see("中国特色社会主义", KNOWN).plain == [(0, 8)]


def test_a_short_company_name_proposes_the_full_one() -> None:
    (company,) = see("邮储银行支持", KNOWN).names
    assert company.canonical == "中国邮政储蓄银行"
