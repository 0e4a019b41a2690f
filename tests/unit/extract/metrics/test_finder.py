"""A whole document gives its figures with everything known about them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.core.document import Document, Paragraph, ParagraphRole
from viewer.core.metadata import Metadata
from viewer.core.metric import Metric, MetricRole, MetricType, Period
from viewer.core.span import Span
from viewer.extract.metrics import find_metrics

METADATA = Metadata(date="2024-04-25", issuing_unit="上海市长宁区发展和改革委员会")


def document(*paragraphs: str, role: ParagraphRole = ParagraphRole.BODY) -> Document:
    spans, position = [], 0
    for text in paragraphs:
        spans.append(Paragraph(Span(position, position + len(text)), role))
        position += len(text) + 1
    return Document("\n".join(paragraphs), tuple(spans))


def only(text: str, metadata: Metadata = METADATA) -> Metric:
    [metric] = find_metrics(document(text), metadata)
    return metric


def test_a_figure_carries_all_that_its_sentence_says() -> None:
    text = "概况。2023年，我区完成综合税收约 310 亿元。"
    metric = only(text)
    assert metric.surface == metric.span.of(text) == "约 310 亿元"
    assert (metric.value, metric.unit, metric.type) == (31_000_000_000, "元", MetricType.MONEY)
    assert (metric.indicator, metric.qualifier, metric.role) == ("综合税收", "约", MetricRole.LEVEL)
    assert metric.period == Period("2023年", "2023-01-01", "2023-12-31")
    assert metric.scope == "长宁区"
    assert metric.sentence.of(text) == "2023年，我区完成综合税收约 310 亿元。"


def test_a_period_is_carried_along_until_the_paragraph_turns() -> None:
    text = "2023年新建学校5所。改建学校6所。二是建成公园7个。"
    periods = [metric.period.text for metric in find_metrics(document(text), METADATA) if metric.period]
    assert periods == ["2023年", "2023年", "2024-04-25"]


def test_what_a_rule_sets_for_good_takes_no_period_from_another_sentence() -> None:
    text = "2023年发放补贴5万元。标准为每人每月1600元。"
    assert [metric.period.text for metric in find_metrics(document(text), METADATA) if metric.period][1] == "2024-04-25"


def test_without_date_and_issuer_period_and_scope_stay_unknown() -> None:
    metric = only("建成学校5所。", Metadata())
    assert (metric.period, metric.scope) == (None, None)


def test_a_year_to_come_makes_a_target() -> None:
    assert only("到2026年，覆盖率达到95%。").role is MetricRole.TARGET
    assert only("到2022年，覆盖率达到95%。").role is MetricRole.LEVEL


def test_a_heading_of_plans_makes_targets() -> None:
    heading, body = "三、下一步工作", "新建学校5所。"
    paragraphs = (
        Paragraph(Span(0, len(heading)), ParagraphRole.HEADING, 1),
        Paragraph(Span(len(heading) + 1, len(heading) + 1 + len(body))),
    )
    [metric] = find_metrics(Document(f"{heading}\n{body}", paragraphs), METADATA)
    assert metric.role is MetricRole.TARGET


@pytest.mark.parametrize(
    "role", [ParagraphRole.TITLE, ParagraphRole.CONTACT, ParagraphRole.SIGNATURE, ParagraphRole.DATE]
)
def test_the_letterhead_holds_no_figures(role: ParagraphRole) -> None:
    assert find_metrics(document("共有5家企业", role=role), METADATA) == ()


def test_thousands_may_be_parted_by_a_blank() -> None:
    (pipes, pupils) = find_metrics(document("新建管网1 246公里，惠及学生1\u2009103名。"), METADATA)
    assert (pipes.surface, pipes.value, pupils.value) == ("1 246公里", 1_246_000, 1103)


def test_figures_side_by_side_are_not_thousands() -> None:
    assert [each.value for each in find_metrics(document("2023 125 340家"), METADATA)] == [340]


def test_chinese_digits_without_places_are_a_name() -> None:
    assert [each.surface for each in find_metrics(document("在一四三团第一中学等8所学校试点"), METADATA)] == ["8所"]


def test_a_rate_keeps_what_it_is_stated_for() -> None:
    (price,) = find_metrics(document("平均收购价为3.12元/公斤"), METADATA)
    assert (price.value, price.unit) == (3.12, "元/公斤")


def test_both_ends_of_a_change_bear_the_same_name() -> None:
    metrics = find_metrics(document("总抽排能力由每秒860立方米提升至每秒1100立方米。"), METADATA)
    assert [each.indicator for each in metrics] == ["总抽排能力", "总抽排能力"]


def test_a_plan_as_heading_of_its_line_makes_targets() -> None:
    (places,) = find_metrics(document("三、下一步计划。推动两侧设置夜间泊位约200个。"), METADATA)
    assert places.role is MetricRole.TARGET


def test_a_period_in_an_attribute_speaks_of_its_own_figure_only() -> None:
    text = "目前有小区58个，其中2000年前建成的11个，登记机动车4.23万辆。"
    periods = [each.period.text for each in find_metrics(document(text), METADATA) if each.period]
    assert periods == ["目前", "2000年前", "目前"]


def test_what_a_plan_starts_from_is_no_target() -> None:
    metrics = find_metrics(document("力争分担率由目前的38%提高到50%以上，2025年再新增车位不少于800个。"), METADATA)
    assert [each.role for each in metrics] == [MetricRole.LEVEL, MetricRole.TARGET, MetricRole.TARGET]


def test_the_month_a_letter_is_written_in_is_not_ahead() -> None:
    assert only("截至2024年4月，日均客运量118.6万人次。").role is MetricRole.LEVEL


def test_a_name_leaves_out_who_did_it_and_where() -> None:
    text = "我集团会同某某控股集团优化调整公交线路63条，在何市镇、庙坝镇等设立审判点6个。"
    assert [each.indicator for each in find_metrics(document(text), METADATA)] == ["优化调整公交线路", "设立审判点"]


def test_what_a_change_leads_to_is_a_level() -> None:
    metrics = find_metrics(document("平均排队时间由42分钟下降为17分钟，平均年龄从43.6岁下降到39.8岁"), METADATA)
    assert [(each.surface, each.role) for each in metrics][1::2] == [
        ("17分钟", MetricRole.LEVEL),
        ("39.8岁", MetricRole.LEVEL),
    ]


def test_a_share_of_something_else_is_not_named_after_it() -> None:
    assert only("充电车位比例不低于小客车停车位的30%").indicator == "充电车位比例"


def test_money_given_through_the_general_budget_is_no_target() -> None:
    (money,) = find_metrics(document("2023年，中央财政通过一般公共预算安排补助资金13.4亿元。"), METADATA)
    assert money.role is MetricRole.LEVEL


@pytest.mark.parametrize(
    "text",
    [
        "",
        "联系电话：0319-8161234，邮编054800，地址：人民路128号3楼",
        "The council met 12 members in 2023 and spent 5 hours.",
        "床前明月光，疑是地上霜。举头望明月，低头思故乡。",
        "第一章 总则 第二条 第三款",
        "根据国办发〔2021〕14号文件和第十七届人大三次会议第126号建议",
        "ï¿½ä¸­å\x9b½\x00\ufffd\ud800",
        "12 34 56\t78\t90",
    ],
)
def test_other_texts_give_no_figures(text: str) -> None:
    assert find_metrics(document(text), METADATA) == ()


def test_a_traditional_text_is_read_like_a_simplified_one() -> None:
    metric = only("完成農村公路2.31萬公里。")
    assert (metric.surface, metric.value, metric.unit) == ("2.31萬公里", 23_100_000, "米")


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_no_text_breaks_the_finder(text: str) -> None:
    found = find_metrics(document(*text.split("\n")), METADATA)
    assert all(metric.surface == metric.span.of(text) for metric in found)


@settings(max_examples=60)
@given(st.text(alphabet="2023年约310亿元，。家个余%分别为和、（）“”《》第三是一二十 \u3000近最高每月人", max_size=120))
def test_spans_are_exact_and_apart(text: str) -> None:
    found = find_metrics(document(text), METADATA)
    end = 0
    for metric in found:
        assert end <= metric.span.start < metric.span.end
        assert metric.surface == metric.span.of(text)
        assert metric.sentence.contains(metric.span)
        end = metric.span.end


@settings(max_examples=30)
@given(st.lists(st.integers(0x4E00, 0x9FFF), min_size=300, max_size=300))
def test_random_characters_give_almost_nothing(codes: list[int]) -> None:
    assert len(find_metrics(document("".join(map(chr, codes))), METADATA)) <= 1


@pytest.mark.parametrize(
    ("text", "value"),
    [("工期约两年半。", 2.5), ("路宽两米半。", 2.5), ("减少近一吨垃圾。", 1.0), ("车票打对折。", 50.0)],
)
def test_colloquial_amounts_are_read(text: str, value: float) -> None:
    assert only(text).value == value


def test_a_year_in_brackets_speaks_of_the_figures_in_them_only() -> None:
    text = "2018年至今，全县发生病虫害4130亩（2018年3209亩，2019年921亩），枯死松木15433株。"
    periods = [metric.period.text for metric in find_metrics(document(text), METADATA) if metric.period]
    assert periods == ["2018年至今", "2018年", "2019年", "2018年至今"]


def test_a_year_alone_in_brackets_speaks_of_what_follows() -> None:
    assert only("上个统计期末（2022年），全县建成学校15所。").period == Period("2022年", "2022-01-01", "2022-12-31")


def test_a_change_leads_to_a_year_that_is_over() -> None:
    text = "货物贸易规模从2020年的32.2万亿元增加到2024年的43.8万亿元。"
    periods = [metric.period.text for metric in find_metrics(document(text), Metadata()) if metric.period]
    assert periods == ["从2020年", "2024年"]


def test_what_grew_beside_the_year_before_is_named_by_the_figure_before() -> None:
    text = "收入792.22万元，同比上年度增加189.25万元。"
    assert [metric.indicator for metric in find_metrics(document(text), METADATA)] == ["收入", "收入增加"]


def test_a_year_in_brackets_behind_a_figure_does_not_speak_of_the_next() -> None:
    text = "截至2017年5月，已硬化村道1755公里（2016年10月普查数据），其他村道972公里。"
    periods = [metric.period.text for metric in find_metrics(document(text), METADATA) if metric.period]
    assert periods == ["截至2017年5月", "截至2017年5月"]


def test_years_to_come_do_not_reach_beyond_their_sentence() -> None:
    text = "未来几年，小学办学规模将跟不上需求。特别是第二小学，学生总数有1300多人。"
    assert only(text).period == Period("2024-04-25", None, "2024-04-25")


def figures(text: str) -> list[Metric]:
    return list(find_metrics(document(text), METADATA))


def test_what_was_planned_goes_on_over_the_figures_of_a_sentence() -> None:
    roles = [each.role for each in figures("计划新建绿道75公里，包括东段16公里，以及西段59公里。其中，公厕9座。")]
    assert roles == [MetricRole.TARGET] * 4


def test_what_was_planned_ends_where_the_past_is_told() -> None:
    roles = [each.role for each in figures("计划投资5亿元，目前已完成3亿元，占地20亩。")]
    assert roles == [MetricRole.TARGET, MetricRole.LEVEL, MetricRole.LEVEL]


def test_the_period_before_a_list_governs_its_items() -> None:
    first, second = figures("2023年，我局做了以下工作。一是新建5所，2022年立项。二是改造9处。")
    assert [each.period and each.period.text for each in (first, second)] == ["2023年", "2023年"]


def test_a_planned_time_ends_with_its_sentence() -> None:
    [metric] = find_metrics(document("计划2020年10月开工。项目已申请到资金107万元。"), Metadata())
    assert metric.period is None


def test_what_will_be_then_is_so_at_the_time_named_before() -> None:
    [metric] = find_metrics(document("预计2026年底完工。届时，处理规模将达到9万吨/日。"), Metadata())
    assert metric.period is not None
    assert metric.period.end == "2026-12-31"


def test_a_run_of_years_speaks_of_its_own_clause_only() -> None:
    [metric] = figures("2023年，案件连续6年全破，攻破积案40起。")
    assert metric.period is not None
    assert metric.period.text == "2023年"
