"""A person's own table of words of one meaning, in one file of the library's folder."""

from collections.abc import Sequence
from pathlib import Path

from viewer.core.errors import FileDamagedError, LibraryReadOnlyError
from viewer.exporting.whole_file import write_whole
from viewer.search.synonyms import built_in_groups, read_groups
from viewer.store.store import Store

OWN_SYNONYMS = "synonyms.toml"
Groups = tuple[tuple[str, ...], ...]
_HEAD = "# 同义词：每组是一个列表，组内的词互相替代；查找时只作建议，不会自动扩大。\n\ngroups = [\n"


class OwnSynonyms:
    """Reads and writes the table of one library; a search follows it at once."""

    def __init__(self, library: Store) -> None:
        self._library = library

    @property
    def path(self) -> Path:
        """Return where the table is, or would be."""
        return self._library.folder / OWN_SYNONYMS

    def built_in(self) -> Groups:
        """Return the groups of the program."""
        return built_in_groups()

    def own(self) -> Groups:
        """Return the person's groups, none while there is no table. Raises ``FileDamagedError``."""
        try:
            return read_groups(self.path.read_text("utf-8-sig"))
        except FileNotFoundError:
            return ()
        except (OSError, ValueError) as error:
            message = f"同义词表“{self.path}”读不出来。"
            raise FileDamagedError(message, advice="请用文本编辑器改正，或删除这个文件后重新编辑。") from error

    def write(self, groups: Sequence[Sequence[str]], /) -> None:
        """Store the groups in place of the former ones. Raises ``ViewerError`` where the folder cannot be written."""
        if self._library.read_only:
            message = "文库是只读的，不能保存同义词。"
            raise LibraryReadOnlyError(message, advice="请把文库文件夹复制到可以写入的位置再打开。")
        lines = (f"    [{', '.join(_quoted(word) for word in group)}],\n" for group in groups)
        write_whole(self.path, (_HEAD + "".join(lines) + "]\n").encode())


def _quoted(word: str) -> str:
    """Return a word as a basic string of TOML."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(each if each.isprintable() else f"\\U{ord(each):08X}" for each in escaped) + '"'
