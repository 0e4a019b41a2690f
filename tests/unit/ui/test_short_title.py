"""A title in less room: the number stays."""

from hypothesis import given
from hypothesis import strategies as st

from viewer.ui.short_title import short_title

REPLY = "对长宁区政协第十五届三次会议第005号提案的答复"


def test_a_title_that_fits_is_left_alone() -> None:
    assert short_title(REPLY, len, len(REPLY)) == REPLY


def test_the_number_of_a_reply_stays_with_what_there_is_room_for() -> None:
    assert short_title(REPLY, len, 20) == "对长宁区政协第十五…第005号提案的答复"
    assert short_title(REPLY, len, 15) == "对长宁区…第005号提案的答复"
    assert short_title(REPLY, len, 10) == "第005号提案"
    assert short_title(REPLY, len, 6) == "第005号…"


def test_a_title_without_a_number_is_cut_in_its_middle() -> None:
    assert short_title("长宁区全面推进城市数字化转型规划中期评估报告", len, 13) == "长宁区全面推…中期评估报告"


def test_a_title_is_not_cut_within_quotes() -> None:
    title = "长宁区全面推进城市数字化转型“十四五”规划中期评估报告"
    assert short_title(title, len, 21) == "长宁区全面推进城市数字化…规划中期评估报告"
    assert short_title("关于“一网统管”平台建设与运行管理情况的报告", len, 11) == "关于…行管理情况的报告"


@given(st.text(alphabet="对区第号政协0123456789提案的答复“”", max_size=40), st.integers(3, 50))
def test_what_is_shown_fits(title: str, room: int) -> None:
    assert len(short_title(title, len, room)) <= room
