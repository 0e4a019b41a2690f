"""The languages of the window: Chinese is what the source says, others are tables of its sentences."""

import re
from functools import cache
from importlib import resources

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

SOURCE_LANGUAGE = "zh_CN"
MESSAGES = "Messages"  # the context of sentences that come from below the window


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Return ``text`` unchanged, typed; Qt's own marker is declared as returning ``object``."""
    return text


@cache
def sentences_of(language: str) -> dict[str, str]:
    """Return the sentences of a language by those of the source."""
    return _read(f"{language}.tsv")


@cache
def messages_of(language: str) -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    """Return what is said from below the window, in a language: whole sentences, and those with something filled in."""
    rows = _read(f"{language}.messages.tsv")
    patterns = ((_pattern(source), other) for source, other in rows.items() if "{" in source)
    return {source: other for source, other in rows.items() if "{" not in source}, tuple(patterns)


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{\d\\}", "(.+?)", re.escape(source)), re.DOTALL)


def _read(name: str) -> dict[str, str]:
    lines = (line.split("\t") for line in _lines(name))
    return {source.replace("\\n", "\n"): other.replace("\\n", "\n") for source, other in lines}


def _lines(name: str) -> list[str]:
    file = resources.files("viewer.resources").joinpath("translations", name)
    return [line for line in file.read_text("utf-8").splitlines() if line]


class TableTranslator(QTranslator):
    """Looks sentences up in a table, whatever part of the window they are from; unknown ones stay as they are."""

    def __init__(self, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self._sentences = sentences_of(language)

    def isEmpty(self) -> bool:
        """Say that there is something to look up."""
        return False

    def translate(self, context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str:
        """Return a sentence in the language of the table; sentences from below the window may come filled in."""
        known = self._sentences.get(source)
        if known is None and context == MESSAGES:
            return self._message(source)
        return source if known is None else known

    def _message(self, source: str) -> str:
        whole, patterns = messages_of(self._language)
        if source in whole:
            return whole[source]
        for pattern, other in patterns:
            if (filled := pattern.fullmatch(source)) is not None:
                return other.format(*(self._message(part) for part in filled.groups()))
        return source


class QtWords(QTranslator):
    """Says in Chinese what Qt's own translation leaves in English or says unlike other programs do."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        lines = (line.split("\t") for line in _lines(f"{SOURCE_LANGUAGE}.qt.tsv"))
        self._words = {(context, source): other for context, source, other in lines}

    def isEmpty(self) -> bool:
        """Say that there is something to look up."""
        return False

    def translate(self, context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str:
        """Return a sentence of Qt, or ``None`` where Qt's own translation says it well."""
        return self._words.get((context, source))  # type: ignore[return-value]  # no string: Qt asks the next one


class Language(QObject):
    """The language of the running program: its own sentences, Qt's, and how numbers are written."""

    def __init__(self, application: QCoreApplication) -> None:
        super().__init__(application)
        self._application = application
        self._worn: list[QTranslator] = []

    def speak(self, language: str) -> None:
        """Speak a language from now on; windows that stand already have to be made anew."""
        for translator in self._worn:
            self._application.removeTranslator(translator)
            translator.deleteLater()
        self._worn = [] if language == SOURCE_LANGUAGE else [TableTranslator(language, self)]
        if language == SOURCE_LANGUAGE:
            QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
            words = QTranslator(self)
            if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
                self._worn.append(words)
            self._worn.append(QtWords(self))
        else:
            QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
        for translator in self._worn:
            self._application.installTranslator(translator)
