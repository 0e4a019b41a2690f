"""Under which kind letters are filed."""

from collections.abc import Callable

import pytest

from viewer.core.document import Document
from viewer.core.metadata import DocumentKind, Metadata
from viewer.extract.metadata import read_metadata


@pytest.mark.parametrize(
    ("head", "salutation", "kind"),
    [
        ("对区十七届人大一次会议第4号代表建议的答复", "张三代表：", DocumentKind.REPLY_TO_DEPUTY),
        ("对区政协十五届三次会议第5号提案的答复", "张三委员：", DocumentKind.REPLY_TO_PROPOSAL),
        ("对区政协十五届三次会议第5号提案的答复", "张三代表：", DocumentKind.REPLY_TO_PROPOSAL),
        ("关于区政协十五届三次会议第5号提案的会办意见", "区教育局：", DocumentKind.REPLY_TO_PROPOSAL),
        ("关于市十届人大五次会议第5号建议的协办意见", "市教育局：", DocumentKind.REPLY_TO_DEPUTY),
        ("", "张三代表：", DocumentKind.REPLY_TO_DEPUTY),
        ("", "张三委员：", DocumentKind.REPLY_TO_PROPOSAL),
        ("", "民盟区委：", DocumentKind.REPLY_TO_PROPOSAL),
    ],
)
def test_a_reply_is_filed_by_meeting_or_addressee(
    head: str, salutation: str, kind: DocumentKind, reply: Callable[..., Metadata]
) -> None:
    assert reply(head=head, salutation=salutation).kind is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("南屏区养老服务“十四五”规划中期评估报告\n现将有关情况报告如下：", DocumentKind.REPORT),
        ("云溪县水利局2023年人大代表建议办理工作总结\n全年共承办建议十二件。", DocumentKind.REPORT),
        ("关于做好建议提案办理工作的通知\n各单位：\n现将有关事项通知如下：", DocumentKind.OTHER),
        ("关于小区停车问题的回复\n尊敬的网友：\n您反映的问题收悉，现回复如下：", DocumentKind.OTHER),
        ("县人大常委会召开代表建议督办会\n会议听取了十件建议的办理情况汇报，与会代表表示满意。", DocumentKind.OTHER),
        ("静静的河\n一只白鸟把影子还给天空。", DocumentKind.OTHER),
    ],
)
def test_what_is_no_reply_is_filed_as_report_or_other(
    text: str, kind: DocumentKind, document: Callable[[str], Document]
) -> None:
    assert read_metadata(document(text)).kind is kind


def test_a_titled_reply_that_greets_nobody_is_filed_by_its_meeting(document: Callable[[str], Document]) -> None:
    title = "关于兰亭镇第十六届人民代表大会第一次会议17号代表建议的答复"
    text = "张三等代表提出的17号代表建议：加强监管。\n现答复如下：镇政府十分重视，已开展整治。"

    assert read_metadata(document(f"{title}\n{text}")).kind is DocumentKind.REPLY_TO_DEPUTY


def test_a_committee_of_a_congress_is_no_conference(reply: Callable[..., Metadata]) -> None:
    head = "关于云溪县人大第十八届委员会第五次会议建议第93号办理情况的函"
    assert reply(head=head).kind is DocumentKind.REPLY_TO_DEPUTY
