"""A figure gets its name from the words before it, or from those behind."""

import pytest

from viewer.extract.metrics.indicator import name_indicators
from viewer.extract.metrics.scan import find_quantities


def names(text: str) -> list[str | None]:
    ends = [index + 1 for index, character in enumerate(text) if character == "。"]
    return [name.full for name in name_indicators(text, find_quantities(text), ends)]


def test_where_a_thing_stands_is_not_what_it_is() -> None:
    assert words("将阿吉镇白沙坨子村2989亩农田纳入项目") == ["农田"]


def test_a_list_of_what_is_counted_is_not_its_name() -> None:
    assert names("涉及东山乡、西山镇、南山乡3个乡镇") == ["乡镇"]
    assert names("向东站、西站2个供水站铺设管道28公里")[0] == "供水站"


def test_a_list_of_deeds_belongs_to_the_name() -> None:
    assert names("新建、改造3个停车场") == ["新建、改造停车场"]


def test_what_all_ranks_of_a_list_are_stands_behind_the_last() -> None:
    assert names("创建2个国家级、9个省级、5个市级产业园")[1] == "省级产业园"


def test_a_road_is_not_called_by_where_it_leads() -> None:
    assert names("实施东村至西村1.2公里道路工程") == ["道路工程"]


def test_a_figure_per_head_keeps_its_head() -> None:
    assert names("每千名老人拥有床位30张") == ["每千名老人床位"]
    assert names("养老床位8580张，每千名老人9.7张")[1] == "每千名老人养老床位"


def test_a_name_stands_before_the_period_that_parts_it_from_its_figure() -> None:
    assert names("教育支出占比已经\0\0\0\0保持在4%以上") == ["教育支出占比"]


def test_what_money_is_used_for_names_it() -> None:
    assert names("30万元用于项目审计；40万元用于项目设计。") == ["项目审计", "项目设计"]


def test_a_change_compared_in_other_words_takes_its_subject() -> None:
    assert names("茶叶产量18吨，与\0\0同期相比增长12%")[1] == "茶叶产量同期相比增长"


def test_a_sum_grows_across_its_share() -> None:
    assert names("产值8亿元，占全市比重3%，同比增长5%")[2] == "产值同比增长"


def test_the_clause_before_lists_whose_figures_are_told_apart() -> None:
    assert names("较快的是甲县、乙县，增幅分别为9%和8%") == ["甲县增幅", "乙县增幅"]


def test_levels_that_rise_keep_the_names_they_had() -> None:
    found = names("标准由小学800元、初中1000元分别提高到900元、1200元")
    assert found[2:] == found[:2]


def test_an_average_by_the_year_is_one_word() -> None:
    assert words("远高于同期世界3.9%的年均增速") == ["年均增速"]


def words(text: str) -> list[str | None]:
    ends = [index + 1 for index, character in enumerate(text) if character == "。"]
    return [name.words for name in name_indicators(text, find_quantities(text), ends)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成综合税收约310亿元", ["综合税收"]),
        ("亿元以上交易量电商平台达29个", ["亿元以上交易量电商平台"]),
        ("实现32家酒店数字化改造", ["酒店数字化改造"]),
        ("黑湖科技等12家企业共同探讨转型", ["企业共同探讨转型"]),
        ("举办20余场创投沙龙", ["举办创投沙龙"]),
        ("场景清单（100项）", ["场景清单"]),
        ("为留学人才提供最长12个月、最高4.5万元的租金补贴", ["租金补贴", "租金补贴"]),
        ("最长补贴24个月", ["最长补贴"]),
        ("总规模20亿元的引导基金", ["引导基金总规模"]),
        ("小学、初中入学率分别为100%和99%", ["小学入学率", "初中入学率"]),
        ("覆盖率由30%提高到40%", ["覆盖率", "覆盖率"]),
        ("建有110千伏变电站4座", ["变电站", "110千伏变电站"]),
        ("财政按每户2000元的标准予以补助", ["补助"]),
        ("12个乡镇、186个行政村", ["乡镇", "行政村"]),
        ("我局会同财政部在49个城市开展护理保险试点", ["城市"]),
        ("对26个山区县补助标准上浮20%", ["山区县", "山区县补助标准上浮"]),
        ("控制在70%左右", [None]),
        ("覆盖全县7个乡镇20个村委会4.27万亩高标准农田", ["乡镇", "村委会", "高标准农田"]),
        ("涉及103栋楼、4261户居民、建筑面积26.93万平方米", ["楼", "居民", "建筑面积"]),
        ("11个示范乡镇、17个示范村项目从银行融资共计3000万元", ["示范乡镇", "示范村项目", "示范村项目从银行融资"]),
        ("全县现有3座小（2）型水库", ["小（2）型水库"]),
        ("设留言板等28个展区以及174台拼接屏", ["展区", "拼接屏"]),
        ("县农科局实施高标准农田建设项目8个", ["实施高标准农田建设项目"]),
        ("我站通过招标采购了22台新能源公交车", ["招标采购新能源公交车"]),
        ("每万人口高价值发明专利拥有量38.6件", ["每万人口高价值发明专利拥有量"]),
        ("一、我县持证残疾人共2.74万人", ["持证残疾人"]),
        ("总藏量1124万册，人均1.72册", ["总藏量", "总藏量人均"]),
        ("群众线上线下参与1.2万人次", ["群众线上线下参与"]),
        ("累计布设180套", ["累计布设"]),
        ("给予每个托位1万元的一次性建设补贴", ["一次性建设补贴"]),
        ("12项主要指标中，8项达到或超过预期进度", ["主要指标", "主要指标"]),
        ("每万常住人口全科医生数由2.31人增至3.68人", ["每万常住人口全科医生数"] * 2),
        ("岗位津贴每人每月由300元提高到500元", ["岗位津贴", "岗位津贴"]),
        ("参与率98.3%，每周不少于5天", ["参与率", None]),
    ],
)
def test_a_figure_is_named(text: str, expected: list[str | None]) -> None:
    assert names(text) == expected


def test_a_change_is_named_with_what_changed() -> None:
    assert names("综合税收310亿元，同比增长18%。") == ["综合税收", "综合税收同比增长"]


def test_changes_told_apart_belong_to_the_figures_before() -> None:
    expected = ["总收入", "预算收入", "总收入增长", "预算收入增长"]
    assert names("总收入50亿元、预算收入18亿元，分别增长26%和18%。") == expected


def test_a_share_is_named_with_its_part() -> None:
    assert names("收费泊位328个，占26%。") == ["收费泊位", "收费泊位占比"]


def test_a_name_does_not_cross_the_end_of_a_sentence() -> None:
    assert names("建成学校5所。10%。") == ["建成学校", None]


def test_the_words_at_the_side_of_a_figure_are_those_before_it() -> None:
    assert words("举办20余场创投沙龙，遴选百余名青年人才。") == ["举办", "遴选"]


def test_a_change_has_its_own_words_alone() -> None:
    assert words("综合税收310亿元，同比增长18%。") == ["综合税收", "同比增长"]


def test_words_that_say_nothing_leave_the_name_to_those_behind() -> None:
    assert words("实现32家酒店数字化改造") == ["酒店数字化改造"]
