"""A saved portal page gives the reply: not the way to it, not the tools round it."""

from pathlib import Path

import pytest

from viewer.core.errors import FileEmptyError
from viewer.core.raw import BlockKind
from viewer.importing.html import read_html, read_mhtml

BODY = (
    "您提出的关于增加停车泊位的建议收悉，经研究，现答复如下。",
    "一、全区新增公共停车泊位八百余个，缓解了老旧小区停车矛盾。",
    "二、下一步，将继续挖潜，推动机关单位停车场错时开放。",
)
NAVIGATION = "<ul class='nav'>" + "<li><a href='/x'>政务公开栏目</a></li>" * 8 + "</ul>"
FOOTER = "<div class='footer'>版权所有：某某区人民政府 技术支持：信息中心</div>"


def texts(path: Path) -> list[str]:
    raw = read_html(path)
    return [block.span.of(raw.text) for block in raw.blocks]


def save(path: Path, inside: str, *, head: str = "<title>停车答复</title>", encoding: str = "utf-8") -> Path:
    path.write_bytes(f"<html><head>{head}</head><body>{inside}</body></html>".encode(encoding))
    return path


def paragraphs(tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in BODY)


def test_navigation_and_footer_are_left_out(tmp_path: Path) -> None:
    page = save(tmp_path / "a.html", f"{NAVIGATION}<div class='c'><h1>停车答复</h1>{paragraphs()}</div>{FOOTER}")
    assert texts(page) == ["停车答复", *BODY]


def test_the_portals_own_name_for_the_text_is_believed(tmp_path: Path) -> None:
    page = save(tmp_path / "a.html", f"<div><p>{'别的新闻。' * 40}</p></div><div id='zoom'>{paragraphs()}</div>")
    assert texts(page) == ["停车答复", *BODY]


def test_the_title_comes_from_the_page_when_the_text_lacks_it(tmp_path: Path) -> None:
    head = "<title>某网站</title><meta name='ArticleTitle' content='关于增加停车泊位的答复'>"
    assert texts(save(tmp_path / "a.html", f"<div>{paragraphs()}</div>", head=head))[0] == "关于增加停车泊位的答复"


def test_the_sites_name_is_cut_off_the_title(tmp_path: Path) -> None:
    head = "<title>关于增加停车泊位的答复 - 某某区人民政府</title>"
    assert texts(save(tmp_path / "a.html", f"<div>{paragraphs()}</div>", head=head))[0] == "关于增加停车泊位的答复"


def test_tools_are_left_out(tmp_path: Path) -> None:
    tools = "<p>【打印】【关闭】</p><p>上一篇：关于绿化的答复</p><p>浏览次数：12</p>"
    assert texts(save(tmp_path / "a.html", f"<div><h1>停车答复</h1>{paragraphs()}{tools}</div>")) == ["停车答复", *BODY]


def test_the_index_table_is_kept_as_rows(tmp_path: Path) -> None:
    table = "<table><tr><td>索引号</td><td>AB12</td><td>发布日期</td><td>2024-05-06</td></tr></table>"
    raw = read_html(save(tmp_path / "a.html", f"{table}<div id='zoom'>{paragraphs()}</div>"))
    rows = [block.span.of(raw.text) for block in raw.blocks if block.kind is BlockKind.TABLE_ROW]
    assert rows == ["索引号\tAB12\t发布日期\t2024-05-06"]


def test_the_row_that_names_the_reply_is_kept_above_it(tmp_path: Path) -> None:
    row = "<tr><td>标 题</td><td>关于停车建议的答复</td></tr>"
    raw = read_html(save(tmp_path / "a.html", f"<table>{row}<tr><td colspan=2>{paragraphs()}</td></tr></table>"))
    rows = [block.span.of(raw.text) for block in raw.blocks if block.kind is BlockKind.TABLE_ROW]
    assert rows == ["标 题\t关于停车建议的答复"]


def test_a_table_that_only_lays_the_page_out_is_no_table(tmp_path: Path) -> None:
    page = save(tmp_path / "a.html", f"<table><tr><td>{NAVIGATION}</td><td>{paragraphs()}</td></tr></table>")
    assert texts(page) == ["停车答复", *BODY]


def test_scripts_and_hidden_elements_show_nothing(tmp_path: Path) -> None:
    hidden = "<script>alert('x')</script><p style='display: none'>秘密</p><noscript>请启用脚本</noscript>"
    assert texts(save(tmp_path / "a.html", f"<div>{hidden}{paragraphs()}</div>"))[-3:] == list(BODY)


def test_lines_parted_by_breaks_are_left_to_reflow(tmp_path: Path) -> None:
    raw = read_html(save(tmp_path / "a.html", f"<div>{'<br>'.join(BODY)}</div>"))
    assert [block.kind for block in raw.blocks][1:] == [BlockKind.LINE] * 3


@pytest.mark.parametrize("charset", ["gb2312", "utf-8", "big5"])
def test_the_pages_own_charset_is_believed(tmp_path: Path, charset: str) -> None:
    text = "關於增加停車泊位的建議收悉，經研究，現答覆如下。" if charset == "big5" else BODY[0]
    head = f"<meta http-equiv='Content-Type' content='text/html; charset={charset}'>"
    assert texts(save(tmp_path / "a.html", f"<div><p>{text}</p></div>", head=head, encoding=charset)) == [text]


def test_a_page_that_names_the_wrong_charset_is_still_read(tmp_path: Path) -> None:
    page = save(tmp_path / "a.html", f"<div>{paragraphs()}</div>", head="<meta charset='utf-8'>", encoding="gb18030")
    assert texts(page) == list(BODY)


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileEmptyError):
        read_html(save(tmp_path / "a.html", "<img src='x.png'>", head=""))


def test_a_page_nested_thousands_deep_is_read(tmp_path: Path) -> None:
    page = save(tmp_path / "a.html", "<div>" * 5000 + paragraphs() + "</div>" * 5000)
    assert BODY[1] in "".join(texts(page))


def test_a_page_in_one_file_is_read(tmp_path: Path) -> None:
    page = f"<html><body><div>{paragraphs()}</div></body></html>"
    (tmp_path / "a.mht").write_bytes(
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n--B\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + page.encode()
        + b"\r\n--B--\r\n"
    )
    raw = read_mhtml(tmp_path / "a.mht")
    assert [block.span.of(raw.text) for block in raw.blocks] == list(BODY)
