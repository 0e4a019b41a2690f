"""A DOCX is read as it prints: numbers computed, revisions accepted, what is hidden left out."""

import zipfile
from pathlib import Path

import pytest

from viewer.core.errors import FileDamagedError, FileEncryptedError, FileTooLargeError
from viewer.core.raw import BlockKind
from viewer.importing.docx import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def write(path: Path, body: str, *, namespace: str = W, **parts: str) -> Path:
    """Write a DOCX from the inner XML of its body and of its other parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", RELATIONSHIPS)
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{namespace}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>',
        )
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", f'<w:{name} xmlns:w="{namespace}">{content}</w:{name}>')
    return path


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def texts(path: Path) -> list[str]:
    raw = read_docx(path)
    return [block.span.of(raw.text) for block in raw.blocks]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)


def item(text: str, level: int, list_id: int = 3) -> str:
    return paragraph(run(text), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_automatic_numbers_are_written_out(tmp_path: Path) -> None:
    body = item("停车", 0) + item("挖潜", 1) + item("共享", 1) + item("错时", 2) + item("绿化", 0) + item("增绿", 1)
    expected = ["一、停车", "（一）挖潜", "（二）共享", "1.错时", "二、绿化", "（一）增绿"]
    assert texts(write(tmp_path / "a.docx", body, numbering=NUMBERING)) == expected


def test_a_list_that_starts_anew_counts_from_its_start(tmp_path: Path) -> None:
    body = item("甲", 0) + item("乙", 0) + item("丙", 0, list_id=4)
    assert texts(write(tmp_path / "a.docx", body, numbering=NUMBERING)) == ["一、甲", "二、乙", "一、丙"]


def test_a_number_that_comes_with_the_style_is_written_out(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr>'
        '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
    )
    body = paragraph(run("基本情况"), properties='<w:pStyle w:val="H1"/>')
    raw = read_docx(write(tmp_path / "a.docx", body, numbering=NUMBERING, styles=styles))
    assert (raw.text, raw.blocks[0].kind, raw.blocks[0].level) == ("一、基本情况", BlockKind.HEADING, 1)


def test_insertions_are_in_and_deletions_out(tmp_path: Path) -> None:
    body = paragraph(
        run("新增泊位"),
        f"<w:ins>{run('812')}</w:ins>",
        "<w:del><w:r><w:delText>500</w:delText></w:r></w:del>",
        f"<w:moveFrom>{run('旧处')}</w:moveFrom>",
        run("个"),
    )
    assert texts(write(tmp_path / "a.docx", body)) == ["新增泊位812个"]


def test_a_deleted_paragraph_end_joins_the_next_paragraph(tmp_path: Path) -> None:
    body = paragraph(run("前半句，"), properties="<w:rPr><w:del/></w:rPr>") + paragraph(run("后半句。"))
    assert texts(write(tmp_path / "a.docx", body)) == ["前半句，后半句。"]


def test_hidden_text_is_left_out(tmp_path: Path) -> None:
    body = paragraph(run("公开"), run("内部掌握", "<w:vanish/>"), run("内容", '<w:vanish w:val="0"/>'))
    assert texts(write(tmp_path / "a.docx", body)) == ["公开内容"]


def test_text_hidden_by_its_style_is_left_out(tmp_path: Path) -> None:
    styles = '<w:style w:type="character" w:styleId="X"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = paragraph(run("公开"), run("内部掌握", '<w:rStyle w:val="X"/>'))
    assert texts(write(tmp_path / "a.docx", body, styles=styles)) == ["公开"]


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph(run('某某区城市管理局文件'))}</w:txbxContent>"
    alternative = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert texts(write(tmp_path / "a.docx", paragraph(alternative, run("正文")))) == ["某某区城市管理局文件", "正文"]


def test_content_controls_are_read(tmp_path: Path) -> None:
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('办理结果：采纳'))}</w:sdtContent></w:sdt>"
    assert texts(write(tmp_path / "a.docx", body)) == ["办理结果：采纳"]


def test_a_field_shows_its_result_and_not_its_code(tmp_path: Path) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("3")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(write(tmp_path / "a.docx", paragraph(run("第"), field, run("页")))) == ["第3页"]


def test_a_table_gives_rows_of_cells(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in ("道路", "泊位数"))
    raw = read_docx(write(tmp_path / "a.docx", f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    assert (raw.text, raw.blocks[0].kind) == ("道路\t泊位数", BlockKind.TABLE_ROW)


def test_a_frame_of_one_cell_is_no_table(tmp_path: Path) -> None:
    body = f"<w:tbl><w:tr><w:tc>{paragraph(run('红头'))}{paragraph(run('文号'))}</w:tc></w:tr></w:tbl>"
    raw = read_docx(write(tmp_path / "a.docx", body))
    assert [block.kind for block in raw.blocks] == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_footnotes_are_notes(tmp_path: Path) -> None:
    separator = f'<w:footnote w:type="separator">{paragraph(run("—"))}</w:footnote>'
    notes = f"{separator}<w:footnote>{paragraph(run('口径说明'))}</w:footnote>"
    raw = read_docx(write(tmp_path / "a.docx", paragraph(run("正文")), footnotes=notes))
    assert [(block.span.of(raw.text), block.kind) for block in raw.blocks][1:] == [("口径说明", BlockKind.NOTE)]


def test_a_manual_line_break_starts_a_line_of_its_own(tmp_path: Path) -> None:
    body = paragraph(run("关于停车"), "<w:r><w:br/></w:r>", run("的答复"))
    assert texts(write(tmp_path / "a.docx", body)) == ["关于停车", "的答复"]


def test_the_strict_namespace_is_read_too(tmp_path: Path) -> None:
    assert texts(write(tmp_path / "a.docx", paragraph(run("正文")), namespace=STRICT)) == ["正文"]


def test_a_truncated_file_is_damaged(tmp_path: Path) -> None:
    whole = write(tmp_path / "a.docx", paragraph(run("正文"))).read_bytes()
    (tmp_path / "b.docx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FileDamagedError, match=r"b\.docx"):
        read_docx(tmp_path / "b.docx")


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(FileDamagedError):
        read_docx(path)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        package.writestr("word/document.xml", b" " * (80 << 20))
    with pytest.raises(FileTooLargeError):
        read_docx(path)


def test_an_encrypted_package_asks_for_the_password(tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", paragraph(run("正文")))
    content = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.find(signature)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(signature, at + 4)
    path.write_bytes(content)
    with pytest.raises(FileEncryptedError):
        read_docx(path)
