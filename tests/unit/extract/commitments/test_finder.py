"""What a reply promises, and how firmly."""

import pytest

from viewer.core.commitment import Commitment, Strength
from viewer.extract.commitments import find_commitments
from viewer.extract.metadata import read_metadata
from viewer.extract.metrics import find_metrics
from viewer.importing.plain_text import raw_text
from viewer.text.reflow import reflow


def promises(*paragraphs: str) -> tuple[Commitment, ...]:
    body = "\n\n".join(f"　　{each}" for each in paragraphs)
    document = reflow(raw_text(f"关于第1号提案的答复\n\n张三委员：\n\n{body}\n\n青川区教育局\n\n2024年5月6日\n"))
    metadata = read_metadata(document)
    return find_commitments(document, metadata, (), find_metrics(document, metadata))


def test_a_promise_tells_what_who_when_and_how_much() -> None:
    (found,) = promises("我局将于2025年9月底前新增公交停靠站2处。")
    assert (found.who, found.deadline, found.figure, found.strength) == ("我局", "2025-09-30", "2处", Strength.FIRM)


@pytest.mark.parametrize(
    ("sentence", "strength"),
    [
        ("下一步，我们将继续加强施工期间的管理。", Strength.PLANNED),
        ("力争年内完成全部改造任务。", Strength.FIRM),
        ("我们将会同交警部门研究设置临时停车点的可行性。", Strength.WEAK),
        ("我局将积极争取市级部门的支持。", Strength.WEAK),
    ],
)
def test_a_promise_is_graded_by_how_firmly_it_binds(sentence: str, strength: Strength) -> None:
    assert [each.strength for each in promises(sentence)] == [strength]


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年，全区已建成公共停车场9座。",
        "我区将分散的政策集成优化，形成了政策体系。",
        "工程原计划2023年底前竣工，因故延期。",
        "该处不具备建设条件，暂不考虑。",
        "您提出的将停车场对外开放的建议很有针对性。",
        "感谢您的关心，希望您今后继续提出意见。",
        "推广虚拟技术在商业中的应用。",
        "床位数从2020年的6张增加到2023年的7张。",
        "该规划的实施将对广场布局产生重大影响。",
        "因资金未能落实，未能按计划实施建设。",
        "去年为景区争取项目资金50万元。",
        "十四五以来，我局通过争取专项资金改造校舍。",
        "我局将重点推进以下工作：",
        "希望以后多提宝贵意见。",
        "“十四五”期间，全区共实施改造项目15个，完成投资3亿元。",
    ],
)
def test_what_is_done_refused_or_polite_is_no_promise(sentence: str) -> None:
    assert not promises(sentence)


def test_under_a_heading_of_intent_every_sentence_is_one_until_the_past_returns() -> None:
    found = promises("下一步工作打算", "加强政策宣传，用好各类媒体。", "2023年已完成宣传12场。")
    assert [each.words for each in found] == ["加强政策宣传，用好各类媒体。"]


def test_a_deadline_that_was_over_already_is_none() -> None:
    assert [each.deadline for each in promises("下一步，我们将巩固2023年的成果。")] == [None]


def test_spans_hold_the_words() -> None:
    text = "我局将加快推进梧桐路建设，确保2025年底前建成通车。"
    (found,) = promises(text)
    assert found.words == text


def test_a_promise_goes_on_behind_a_semicolon() -> None:
    found = promises("我局将扩大评价范围；完善直达机制和监督办法；“三公”经费只减不增。")
    assert len(found) == 3


def test_a_sentence_that_announces_with_a_colon_opens_what_follows() -> None:
    found = promises("针对上述问题，我局将做好以下工作：", "一是加快建设。2024年安排资金7500万元，改造管网120公里。")
    assert [each.figure for each in found][-1] == "7500万元、120公里"


def test_an_item_of_a_list_is_a_promise_and_a_heading_is_none() -> None:
    found = promises("下一步工作打算", "（一）加强组织领导", "（二）推进联合体建设，将比例提高到20%。")
    assert [each.words[:5] for each in found] == ["（二）推进"]


@pytest.mark.parametrize("sentence", ["今年，我区将竣工学校6所。", "去年完成改造146座，今年还将改造150座。"])
def test_whoever_will_do_something_promises_it(sentence: str) -> None:
    assert len(promises(sentence)) == 1


def test_a_year_that_is_over_opens_no_promise() -> None:
    assert not promises("到2022年底，全省农村公路总里程达16.2万公里。")


@pytest.mark.parametrize(
    "sentence",
    ["2024年，新建5G基站1.2万个，千兆宽带用户突破120万户。", "市图书馆新馆2025年底建成开放，新增座席3000个。"],
)
def test_a_deed_at_a_time_still_ahead_is_promised(sentence: str) -> None:
    assert [each.strength for each in promises(sentence)] == [Strength.FIRM]


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年，累计新建5G基站1.2万个。",
        "现将我区“十四五”规划实施情况中期评估报告如下：全区现有电商平台23个。",
        "2023年，新建5G基站1.2万个。",
    ],
)
def test_what_has_been_counted_and_a_plan_called_by_its_years_promise_nothing(sentence: str) -> None:
    assert not promises(sentence)


def test_a_deed_of_this_year_that_is_done_already_is_no_promise() -> None:
    assert not promises("2024年，我县建设农田2万亩。目前，项目已全部竣工。")


def test_the_list_behind_what_was_carried_out_promises_nothing_by_itself() -> None:
    found = promises("我局已按建议逐条落实。一是计划改造老城区管网；二是加大巡查力度。")
    assert [each.words for each in found] == ["一是计划改造老城区管网；"]


def test_a_body_that_will_do_it_too_is_who_does_it() -> None:
    (found,) = promises("下步，公安交警部门也将持续观察停车情况。")
    assert found.who == "公安交警部门"


def test_half_width_points_part_clauses_too() -> None:
    (found,) = promises("为缓解停车矛盾,市城投集团拟采用分时租赁模式.")
    assert (found.who, found.words) == ("市城投集团", "为缓解停车矛盾,市城投集团拟采用分时租赁模式.")


def test_of_two_times_in_one_year_the_finer_is_the_deadline() -> None:
    (found,) = promises("今年我局计划建设公厕一座，预计10月底投入使用。")
    assert found.deadline == "2024-10-31"


def test_the_year_of_a_thing_is_no_deadline() -> None:
    (found,) = promises("下阶段，将对今年新建成的充电桩进行补助。")
    assert found.deadline is None


def test_without_a_date_of_the_document_a_year_meant_is_a_deadline() -> None:
    document = reflow(raw_text("关于第1号提案的答复\n\n张三委员：\n\n　　该路正在施工，计划2021年底完工。\n"))
    metadata = read_metadata(document)
    (found,) = find_commitments(document, metadata, (), find_metrics(document, metadata))
    assert found.deadline == "2021-12-31"


def test_a_promise_behind_a_refusal_stands() -> None:
    (found,) = promises("该路段暂时无法启动建设，下一步将积极争取土地指标。")
    assert found.strength is Strength.WEAK


def test_the_first_item_goes_on_with_the_intent_before_it() -> None:
    found = promises("今后，我们将巩固成果。一是做好监测预警，继续开展帮扶。")
    assert len(found) == 2
