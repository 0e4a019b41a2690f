"""Figures are told from discourse, names and fixed phrases."""

import pytest

from viewer.extract.metrics.scan import find_quantities


def surfaces(text: str) -> list[str]:
    return [text[quantity.start : quantity.end] for quantity in find_quantities(text)]


@pytest.mark.parametrize(
    "text",
    [
        "从三个方面推进", "提出两项要求", "坚持一张蓝图", "打造一批项目", "四个意识", "这两家企业", "第二家",
        "二级公路",
        "三轮汽车", "在距路口1km处", "距车站1公里内的社区", "打造一个优质的空间",
        "七台河市", "三门县", "百亿级产业", "15分钟社区生活圈", "24小时服务", "三年行动计划", "六年级",
        "万元GDP能耗",
        "5G网络",
        "统一部署",
        "提出建议三条。", "万吨级码头", "路599号3层", "进一步加强", "千家万户", "4个方面的工作",
    ],
)  # fmt: skip
def test_discourse_and_names_count_nothing(text: str) -> None:
    assert surfaces(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("六大专项行动", ["六大"]),
        ("改造项目三个，", ["三个"]),
        ("新建一所学校", ["一所"]),
        ("召开两次会议", ["两次"]),
        ("补贴期限3年", ["3年"]),
        ("5个工作日内办结", ["5个工作日内"]),
        ("20余家企业", ["20余家"]),
        ("投资500万元以上项目12个", ["12个"]),
        ("占比达到90%以上", ["90%以上"]),
        ("惠及2000多学生", ["2000多"]),
        ("从业人员132万", ["132万"]),
        ("收入10万元-50万元的有105个", ["105个"]),
        ("东站、西站新建公厕各一个；", ["一个"]),
        ("新建住院大楼一幢，", ["一幢"]),
        ("平均住院日为8.8日", ["8.8日"]),
        ("粉丝量4.4万+。", ["4.4万+"]),
        ("孕产妇死亡率15.1/10万，", ["15.1/10万"]),
        ("直流充电桩75桩、充电枪99枪", ["75桩", "99枪"]),
    ],
)
def test_what_is_counted_is_found(text: str, found: list[str]) -> None:
    assert surfaces(text) == found
