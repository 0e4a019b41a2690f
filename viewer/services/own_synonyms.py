"""A library's own table of words of one meaning: one file of its folder, or on the server of an office."""

from collections.abc import Sequence

from viewer.core.errors import FileDamagedError, LibraryReadOnlyError, ViewerError
from viewer.search.synonyms import built_in_groups, read_groups
from viewer.store.store import Store

Groups = tuple[tuple[str, ...], ...]
_HEAD = "# 同义词：每组是一个列表，组内的词互相替代；查找时只作建议，不会自动扩大。\n\ngroups = [\n"


class OwnSynonyms:
    """Reads and writes the table of one library; a search follows it at once."""

    def __init__(self, library: Store) -> None:
        self._library = library

    def built_in(self) -> Groups:
        """Return the groups of the program."""
        return built_in_groups()

    def own(self) -> Groups:
        """Return the own groups, none while there is no table. Raises ``FileDamagedError``."""
        try:
            return read_groups(self._library.own_synonyms() or "")
        except (OSError, ValueError) as error:
            message = f"同义词表“{self._library.synonyms_place}”读不出来。"
            raise FileDamagedError(message, advice="请用文本编辑器改正，或删除这个文件后重新编辑。") from error

    def write(self, groups: Sequence[Sequence[str]], /) -> None:
        """Store the groups in place of the former ones. Raises ``ViewerError`` where that cannot or may not be."""
        if self._library.read_only:
            message = "文库是只读的，不能保存同义词。"
            raise LibraryReadOnlyError(message, advice="请把文库文件夹复制到可以写入的位置再打开。")
        lines = (f"    [{', '.join(_quoted(word) for word in group)}],\n" for group in groups)
        try:
            self._library.keep_synonyms(_HEAD + "".join(lines) + "]\n")
        except OSError as error:
            message = f"不能写入“{self._library.synonyms_place}”。"
            raise ViewerError(message, advice="请检查文件夹能否写入、磁盘是否已满。") from error


def _quoted(word: str) -> str:
    """Return a word as a basic string of TOML."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(each if each.isprintable() else f"\\U{ord(each):08X}" for each in escaped) + '"'
