"""Errors keep their sentence and advice on the way between processes."""

import pickle

from viewer.core.errors import Cancelled, FileEmptyError, QueryError


def test_an_error_comes_back_from_another_process_with_its_advice() -> None:
    error = pickle.loads(pickle.dumps(FileEmptyError("文件是空的", advice="请检查原文件")))  # noqa: S301 - our own bytes
    assert (type(error), str(error), error.advice) == (FileEmptyError, "文件是空的", "请检查原文件")


def test_a_query_error_keeps_its_position_on_the_way() -> None:
    error = pickle.loads(pickle.dumps(QueryError("括号没有闭合", position=4)))  # noqa: S301 - our own bytes
    assert (str(error), error.position) == ("括号没有闭合", 4)


def test_cancelled_says_so_in_chinese() -> None:
    assert str(Cancelled()) == "已取消"
