"""``andu entities``: the names of the library, each with the documents it stands in."""

import argparse

from viewer.cli.exit_code import ExitCode
from viewer.cli.setting import Setting
from viewer.core.across import LibraryName
from viewer.core.entity import EntityType
from viewer.services.json_shapes import SCHEMA

_TYPE_NAMES = {
    EntityType.PERSON: "人物",
    EntityType.ORGANISATION: "机构",
    EntityType.COMPANY: "企业",
    EntityType.LOCATION: "地点",
    EntityType.FACILITY: "场所",
    EntityType.DOCUMENT: "文件",
    EntityType.PROGRAMME: "项目",
    EntityType.TECHNOLOGY: "技术",
    EntityType.EVENT: "活动",
    EntityType.TIME: "时间",
}


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--type", choices=[each.value for each in EntityType], help="只列这一类")
    parser.add_argument("--name", metavar="名称", help="只列名称中有这些字的")


def run(setting: Setting) -> ExitCode:
    """Print the names."""
    options, terminal = setting.options, setting.terminal
    with setting.services() as services:
        names = services.across.names(type_=EntityType(options.type) if options.type else None, part=options.name)
    terminal.print_json({"schema": SCHEMA, "total": len(names), "entities": [_shape(each) for each in names]})
    for each in names:
        terminal.print(f"{each.name}（{_TYPE_NAMES[each.type]}）：{each.mentions} 处，{len(each.documents)} 份文档")
    if not names:
        terminal.print("没有找到。")
    return ExitCode.DONE


def _shape(name: LibraryName) -> dict[str, object]:
    return {
        "name": name.name,
        "type": name.type.value,
        "mentions": name.mentions,
        "surfaces": list(name.surfaces),
        "documents": [
            {"id": each.document_id, "title": each.title, "date": each.date, "mentions": each.mentions}
            for each in name.documents
        ],
    }
