"""The grammar of the command line, with help and complaints in Chinese."""

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from viewer import __version__
from viewer.cli.commands import (
    annotations,
    backup_library,
    copy_offline,
    examine_library,
    export_library,
    import_files,
    inspect_file,
    list_documents,
    list_entities,
    list_metrics,
    move_library,
    reindex_library,
    remove_documents,
    restore_library,
    search_library,
    show_document,
    synchronise_copy,
)
from viewer.cli.exit_code import ExitCode
from viewer.cli.names import LANGUAGES
from viewer.cli.setting import Setting

# What argparse says, and what we say instead.
_COMPLAINTS = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"argument (.*): expected (?:one|at least one) argument", r"\1 后面缺少内容"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"\1 不能是 \2，只能是 \3"),
    (r"argument (.*): invalid _count value: (.*)", r"\1 应是不小于 0 的整数，不能是 \2"),
    (r"argument (.*): ignored explicit argument (.*)", r"\1 后面不能有内容：\2"),
    (r"ambiguous option: (.*) could match (.*)", r"\1 不明确，可能是 \2"),
    (r"argument (.*): (.*)", r"\1：\2"),
)


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, its line in the help, its arguments and its work."""

    name: str
    help: str
    describe: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Setting], ExitCode]


COMMANDS = (
    Command("import", "把文件或文件夹导入文库", import_files.describe, import_files.run),
    Command("inspect", "读取一个文件并给出全部内容，不用文库", inspect_file.describe, inspect_file.run),
    Command("list", "列出文库中的文档", list_documents.describe, list_documents.run),
    Command("show", "显示一份文档", show_document.describe, show_document.run),
    Command("search", "全文检索", search_library.describe, search_library.run),
    Command("metrics", "列出或导出各文档中的指标", list_metrics.describe, list_metrics.run),
    Command("entities", "列出实体及其所在文档", list_entities.describe, list_entities.run),
    Command("annotations", "导出与导入批注", annotations.describe, annotations.run),
    Command("reindex", "丢弃索引并重建", reindex_library.describe, reindex_library.run),
    Command("doctor", "检查并修复文库", examine_library.describe, examine_library.run),
    Command("backup", "把整个文库备份成一个文件", backup_library.describe, backup_library.run),
    Command("restore", "从备份恢复文库", restore_library.describe, restore_library.run),
    Command("export-library", "写出带程序的文库，供别的单位直接使用", export_library.describe, export_library.run),
    Command(
        "move-library",
        "把整个文库搬到另一处（文件夹或办公室文库），并逐条核对",
        move_library.describe,
        move_library.run,
    ),
    Command("offline-copy", "取回办公室文库的选定专题，供离线使用", copy_offline.describe, copy_offline.run),
    Command("sync", "让离线副本与办公室文库同步批注", synchronise_copy.describe, synchronise_copy.run),
    Command("remove", "把文档移出文库", remove_documents.describe, remove_documents.run),
)


class ChineseParser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese."""

    def __init__(self, *, prog: str, description: str, **kwargs: Any) -> None:  # noqa: ANN401 - as argparse passes them
        kwargs |= {"add_help": False, "allow_abbrev": False, "formatter_class": _ChineseFormatter}
        super().__init__(prog=prog, description=description, **kwargs)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in Chinese and leave with the code for wrong usage."""
        self.exit(ExitCode.USAGE, f"错误：{_in_chinese(message)}\n{self.format_usage()}")


class _ChineseFormatter(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - as in argparse
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options of a call; ``run`` is the command's work. Raises ``SystemExit`` after help or a complaint."""
    parser = _new_parser()
    options, unknown = parser.parse_known_args(arguments)
    if unknown:
        parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return options


def _new_parser() -> argparse.ArgumentParser:
    parser = ChineseParser(
        prog="andu",
        description="案牍：离线阅读和检索政府答复。不带命令时打开窗口；“andu 文件…”导入并打开这些文件。",
    )
    parser.add_argument("--version", action="version", version=f"案牍 andu {__version__}", help="显示版本")
    _add_shared_options(parser)
    commands = parser.add_subparsers(title="命令", metavar="命令", dest="command", required=True)
    for command in COMMANDS:
        child = commands.add_parser(command.name, help=command.help, description=command.help)
        _add_shared_options(child)
        command.describe(child)
        child.set_defaults(run=command.run)
    return parser


def _add_shared_options(parser: argparse.ArgumentParser) -> None:
    """Add what may stand before or after the command; unset ones leave no trace, so neither place hides the other."""
    parser.add_argument(
        "--library",
        metavar="文件夹",
        default=argparse.SUPPRESS,
        help="文库所在的文件夹，或办公室文库的地址（postgresql://用户@服务器/数据库）",
    )
    parser.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help="界面语言（窗口）")
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="以一个 JSON 文档给出结果")


def _in_chinese(message: str) -> str:
    for pattern, words in _COMPLAINTS:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, words, message)
    return message
