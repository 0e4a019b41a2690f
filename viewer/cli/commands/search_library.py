"""``andu search``: passages across the library; one query, or one per line of a file."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from viewer.cli.columns import one_line
from viewer.cli.exit_code import ExitCode
from viewer.cli.setting import Setting
from viewer.cli.terminal import Terminal
from viewer.core.errors import FileVanishedError, IndexUnavailableError, QueryError
from viewer.core.hit import FacetChoice, Hit, SearchRequest, SearchResult, Snippet, SortOrder
from viewer.services import json_shapes
from viewer.services.opening import Services

_FACET_NAMES = {
    "年": "year",
    "年份": "year",
    "类型": "kind",
    "承办": "issuing_unit",
    "承办单位": "issuing_unit",
    "unit": "issuing_unit",
    "结果": "result",
    "办理结果": "result",
    "届次": "session",
    "标签": "tag",
    "公开属性": "disclosure",
    "批注": "notes",
    "名称": "entity",
    "结果归类": "result_class",
    "阅读状态": "state",
}
_FACETS = frozenset(_FACET_NAMES.values())


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("query", nargs="?", metavar="检索式", help='例如：停车 非 收费、"老旧小区" 年:2022..2024')
    parser.add_argument("--limit", type=_count, default=20, metavar="N", help="最多给出几份文档（默认 20）")
    parser.add_argument("--offset", type=_count, default=0, metavar="N", help="跳过前几份文档")
    parser.add_argument("--sort", choices=[order.value for order in SortOrder], default="relevance", help="排序方式")
    parser.add_argument(
        "--facet",
        action="append",
        type=_facet,
        default=[],
        metavar="字段=值",
        help="只看这一类，例如 year=2023；可以重复",
    )
    parser.add_argument("--queries", metavar="文件", help="每行一个检索式（“-”为标准输入），每行回答一个 JSON")


def run(setting: Setting) -> ExitCode:
    """Answer the query, or each of them."""
    options, terminal = setting.options, setting.terminal
    if (options.query is None) == (options.queries is None):
        terminal.say("错误：请给出一个检索式，或用 --queries 给出一个文件（二者选一）。")
        return ExitCode.USAGE
    queries = None if options.queries is None else _queries(options.queries)
    with setting.services() as services:
        _wait_for_index(setting, services)
        if queries is not None:
            return _answer_all(setting, services, queries)
        result = _answer(setting, services, options.query)
    terminal.print_json(json_shapes.search_result(result))
    _print_result(terminal, result)
    return ExitCode.DONE


def _answer_all(setting: Setting, services: Services, queries: Iterator[str]) -> ExitCode:
    """Answer one query per line in one process; a query that cannot be read is answered by its error."""
    done = failed = 0
    for query in queries:
        setting.cancel.checkpoint()
        try:
            result = _answer(setting, services, query)
        except QueryError as error:
            failed += 1
            setting.terminal.print_json_line({"query": query, "error": json_shapes.error(error)["error"]})
        else:
            done += 1
            setting.terminal.print_json_line(json_shapes.search_result(result))
    return ExitCode.of(done=done, failed=failed)


def _answer(setting: Setting, services: Services, query: str) -> SearchResult:
    """Search, a second time after renewing the index where it turns out to be damaged."""
    options = setting.options
    request = SearchRequest(query, options.limit, options.offset, SortOrder(options.sort), tuple(options.facet))
    try:
        return services.searcher.search(request, cancel=setting.cancel)
    except IndexUnavailableError as error:
        setting.terminal.say(f"{error.message}，正在重建……")
        _wait_for_index(setting, services)
        return services.searcher.search(request, cancel=setting.cancel)


def _wait_for_index(setting: Setting, services: Services) -> None:
    services.index.wait(progress=setting.terminal.show_progress, cancel=setting.cancel)
    setting.terminal.end_progress()


def _queries(name: str) -> Iterator[str]:
    """Give the lines of a file that hold a query. Raises ``FileVanishedError`` at once when it cannot be read."""
    if name == "-":
        return _filled(sys.stdin.buffer.read())
    try:
        return _filled(Path(name).read_bytes())
    except OSError as error:
        message = f"检索式文件“{name}”打不开。"
        raise FileVanishedError(message, advice="请检查路径是否写对。") from error


def _filled(data: bytes) -> Iterator[str]:
    text = data.decode("utf-8-sig", "replace")
    return (line.strip() for line in text.splitlines() if line.strip())


def _count(text: str) -> int:
    value = int(text)
    if value < 0:
        raise ValueError
    return value


def _facet(text: str) -> FacetChoice:
    name, separator, value = text.partition("=")
    field = _FACET_NAMES.get(name.strip(), name.strip())
    if not separator or not value.strip() or field not in _FACETS:
        message = f"“{text}”应写成 字段=值，字段为 {'、'.join(sorted(_FACETS))} 之一"
        raise argparse.ArgumentTypeError(message)
    return FacetChoice(field, value.strip())


def _print_result(terminal: Terminal, result: SearchResult) -> None:
    terminal.print(f"“{result.query}”：共 {result.total} 份文档，用时 {result.elapsed_ms:.0f} 毫秒。")
    if not result.complete:
        terminal.print("注意：还有文档没有编入索引，结果可能不全。")
    if result.nearest_by:
        terminal.print(f"没有文档逐字含有这句话。以下按接近程度排列，依据的词语：{'、'.join(result.nearest_by)}")
    if result.suggestion:
        terminal.print(f"是不是要找：{result.suggestion}")
    if result.missing:
        terminal.print(f"没有文档含有：{'，'.join(result.missing)}")
    for widening in result.widenings:
        terminal.print(f"还可以找：{widening.query}")
    for hit in result.hits:
        _print_hit(terminal, hit)
    for name, values in result.facets.items():
        if values and result.total > 1:
            terminal.print(f"{_facet_label(name)}：" + "，".join(f"{value}（{count}）" for value, count in values[:8]))


def _print_hit(terminal: Terminal, hit: Hit) -> None:
    terminal.print()
    terminal.print(one_line(hit.title))
    facts = [hit.id, hit.date, hit.metadata.issuing_unit, f"{hit.matches} 处"]
    terminal.print("  " + " · ".join(one_line(fact) for fact in facts if fact))
    for snippet in hit.snippets:
        terminal.print("  …" + _marked(terminal, snippet) + "…")


def _marked(terminal: Terminal, snippet: Snippet) -> str:
    pieces, at = [], 0
    for mark in snippet.marks:
        pieces += [one_line(snippet.text[at : mark.start]), terminal.highlighted(one_line(mark.of(snippet.text)))]
        at = mark.end
    return "".join([*pieces, one_line(snippet.text[at:])])


def _facet_label(name: str) -> str:
    labels = {
        "year": "年份",
        "kind": "类型",
        "issuing_unit": "承办单位",
        "result": "办理结果",
        "result_class": "结果类别",
        "session": "届次",
        "disclosure": "公开属性",
        "notes": "批注",
        "tag": "标签",
        "entity": "涉及名称",
        "state": "阅读状态",
    }
    return labels.get(name, name)
