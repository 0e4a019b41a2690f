"""The words before a figure say whether it is a level, a change, a share, a target or a limit."""

import pytest

from viewer.core.metric import MetricRole
from viewer.extract.metrics.role import read_role
from viewer.extract.metrics.scan import find_quantities


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("完成税收310亿元", MetricRole.LEVEL),
        ("同比增长约18%", MetricRole.GROWTH),
        ("失业率下降0.3个百分点", MetricRole.GROWTH),
        ("覆盖率提高到95%", MetricRole.LEVEL),
        ("产量比上年增加12吨", MetricRole.GROWTH),
        ("新增学位500个", MetricRole.LEVEL),
        ("占全区税收比重约55%", MetricRole.SHARE),
        ("人工智能企业占比约1/3", MetricRole.SHARE),
        ("力争达到3000个", MetricRole.TARGET),
        ("路面宽度不低于4.5米", MetricRole.TARGET),
        ("计划新建5所", MetricRole.TARGET),
        ("完成年度目标的81%", MetricRole.LEVEL),
        ("以消除积水为目标，整治点位14处", MetricRole.LEVEL),
        ("基本符合预期的指标3项", MetricRole.LEVEL),
        ("最高不超过7万元", MetricRole.CAP),
        ("已建成5所", MetricRole.LEVEL),
        ("总量翻一番", MetricRole.GROWTH),
        ("2023年我们已将该村作为示范片区重点打造，投入资金691万元", MetricRole.LEVEL),
        ("为确保安全出行，我站通过招标采购了22台", MetricRole.LEVEL),
        ("积极向国家争取，大力实施退耕还林，共完成营造林2048万亩", MetricRole.LEVEL),
        ("进行了梳理，及时将建议交由34个部门承办", MetricRole.LEVEL),
        ("已列入规划逐步解决的有21件", MetricRole.LEVEL),
        ("纲要提出的主要指标20项", MetricRole.LEVEL),
        ("下一步将投入资金691万元", MetricRole.TARGET),
        ("会同市规划自然资源局召开会议8次", MetricRole.LEVEL),
        ("改造正在按计划推进，道路长96米", MetricRole.LEVEL),
        ("未来大道全长92米", MetricRole.LEVEL),
        ("已列入规划计划逐步解决的2件", MetricRole.LEVEL),
        ("通过争取上级支持，落实资金80万元", MetricRole.LEVEL),
        ("从当月起，将补助标准由2.8万元", MetricRole.LEVEL),
        ("项目建成后，可新增学位300个", MetricRole.TARGET),
        ("有望获得50万元", MetricRole.TARGET),
        ("年任务75亿元", MetricRole.TARGET),
        ("增加床位200张目标任务", MetricRole.TARGET),
        ("与上年比较，执业医师增加6人", MetricRole.GROWTH),
        ("降低管网漏损率5.7%", MetricRole.GROWTH),
        ("增幅分别为9%", MetricRole.GROWTH),
        ("收入每年以12%的速度递增", MetricRole.GROWTH),
    ],
)
def test_the_role_follows_from_the_words(text: str, role: MetricRole) -> None:
    [quantity] = find_quantities(text)
    assert read_role(quantity, text, 0, ahead=False) is role


def test_a_figure_of_the_future_is_a_target_unless_it_is_reached() -> None:
    for text, role in (("建成学校5所", MetricRole.TARGET), ("已建成学校5所", MetricRole.LEVEL)):
        [quantity] = find_quantities(text)
        assert read_role(quantity, text, 0, ahead=True) is role
