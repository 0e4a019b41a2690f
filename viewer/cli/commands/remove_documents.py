"""``andu remove``: documents into the trash, or with ``--purge`` out of the library for good."""

import argparse
from dataclasses import dataclass, field

from viewer.cli.exit_code import ExitCode
from viewer.cli.setting import Setting, document_id
from viewer.core.document import DocumentId
from viewer.core.errors import DocumentNotFoundError
from viewer.services.json_shapes import SCHEMA
from viewer.services.opening import Services


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("ids", nargs="*", metavar="编号", help="文档编号，可以只写开头几位")
    parser.add_argument("--purge", action="store_true", help="彻底删除，连同原件和批注，不能恢复；不写编号则清空回收站")


@dataclass(slots=True)
class _Wish:
    """What the typed ids mean; dictionaries keep order and drop repetitions."""

    shown: dict[DocumentId, None] = field(default_factory=dict)
    in_trash: dict[DocumentId, None] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def run(setting: Setting) -> ExitCode:
    """Remove what exists and name what does not."""
    options, terminal = setting.options, setting.terminal
    if not options.ids and not options.purge:
        terminal.say("错误：缺少参数：编号")
        return ExitCode.USAGE
    with setting.services() as services:
        wish = _wish(setting, services)
        services.documents.remove(wish.shown)
        purged = [*wish.in_trash, *wish.shown] if options.purge else []
        services.documents.purge(purged)
        services.index.wait(progress=terminal.show_progress, cancel=setting.cancel)
    terminal.end_progress()
    removed = [] if options.purge else list(wish.shown)
    terminal.print_json({"schema": SCHEMA, "removed": removed, "purged": purged, "missing": wish.missing})
    if removed:
        terminal.print(f"已移入回收站 {len(removed)} 份；重新导入同一文件即可恢复。")
    if options.purge:
        terminal.print(f"已彻底删除 {len(purged)} 份。")
    return ExitCode.of(done=len(removed) + len(purged), failed=len(wish.missing))


def _wish(setting: Setting, services: Services) -> _Wish:
    purge = setting.options.purge
    trash = [summary.id for summary in services.catalog.removed()] if purge else []
    wish = _Wish()
    if not setting.options.ids:
        wish.in_trash = dict.fromkeys(trash)
    for typed in setting.options.ids:
        thrown_away = [each for each in trash if typed and each.startswith(typed)]
        if len(thrown_away) == 1:
            wish.in_trash[thrown_away[0]] = None
            continue
        try:
            wish.shown[document_id(services, typed)] = None
        except DocumentNotFoundError as error:
            setting.terminal.say_error(error)
            wish.missing.append(typed)
    return wish
