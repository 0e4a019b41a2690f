"""``andu metrics``: the series of figures across the library, for people, scripts and spreadsheets."""

import argparse
from pathlib import Path

from viewer.cli.exit_code import ExitCode
from viewer.cli.setting import Setting
from viewer.core.across import LibraryFigure
from viewer.core.series import VERDICT_NAMES, Series
from viewer.exporting.series_table import series_table
from viewer.exporting.table import to_csv, to_xlsx
from viewer.exporting.whole_file import write_whole
from viewer.services import json_shapes, series_shapes


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--indicator", metavar="名称", help="只列名称中有这些字的指标")
    parser.add_argument("--format", choices=["json", "csv", "xlsx"], help="格式；xlsx 要同时写 --output")
    parser.add_argument("--output", metavar="文件", help="写入的文件")


def run(setting: Setting) -> ExitCode:
    """Print or write the series."""
    options, terminal = setting.options, setting.terminal
    if options.format == "xlsx" and not options.output:
        terminal.say("错误：请用 --output 指定写入的文件。")
        return ExitCode.USAGE
    with setting.services() as services:
        services.tables.bring_up_to_date(progress=terminal.show_progress, cancel=setting.cancel)
        terminal.end_progress()
        series = list(services.indicators.all_series(part=options.indicator, cancel=setting.cancel))
        unfiled = services.indicators.unfiled(part=options.indicator)
    if options.format in ("csv", "xlsx"):
        return _write_table(setting, series, unfiled)
    if options.format == "json" and not options.output:
        terminal.json = True
    shape = series_shapes.all_series(series, unfiled)
    if options.output:
        write_whole(Path(options.output), json_shapes.encoded(shape))
        terminal.say(f"已导出到“{options.output}”。")
        return ExitCode.DONE
    terminal.print_json(shape)
    _print(setting, series, unfiled)
    return ExitCode.DONE


def _print(setting: Setting, series: list[Series], unfiled: list[LibraryFigure]) -> None:
    terminal = setting.terminal
    for each in series:
        verdict = f"　{VERDICT_NAMES[each.summary.verdict]}" if each.summary.verdict else ""
        terminal.print(f"{each.summary.name}{verdict}")
        for statement in each.statements:
            _print_figure(setting, statement.figure)
    if unfiled:
        terminal.print("（未命名）")
    for figure in unfiled:
        _print_figure(setting, figure)
    if not series and not unfiled:
        terminal.print("没有找到。")


def _print_figure(setting: Setting, figure: LibraryFigure) -> None:
    period = f"，{figure.metric.period.text}" if figure.metric.period else ""
    setting.terminal.print(f"  {figure.metric.surface}{period} —— {figure.title}")


def _write_table(setting: Setting, series: list[Series], unfiled: list[LibraryFigure]) -> ExitCode:
    table = series_table(series, unfiled)
    content = to_csv(table) if setting.options.format == "csv" else to_xlsx([table])
    if setting.options.output:
        write_whole(Path(setting.options.output), content)
        setting.terminal.say(f"已导出到“{setting.options.output}”。")
    else:
        setting.terminal.print(content.decode("utf-8-sig").rstrip("\r\n").replace("\r\n", "\n"))
    return ExitCode.DONE
