"""Makes any number of replies that look and grow like real ones, the same every time.

Run ``python tests/benchmarks/corpus_generator.py FOLDER --count 2000`` to write them as text files, or take
``replies(count)``. Every reply has a topic of its own; names of people, companies, roads and parks are composed,
so the vocabulary goes on growing, and letterheads come in several layouts. What the sentences say is nonsense.
"""

import argparse
import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

_SEED = 54
_WORD_LISTS = Path(__file__).with_name("reply_words.toml")
_TOPIC_WORDS = 40
_TOPIC_SHARE = 0.35
_SHORTEST, _LONGEST = 2_000, 5_000

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文斌辉鹏宇晨浩欣雨佳琪思远嘉诚博子涵梓睿𠮷"
_NAME_PARTS = "华鑫恒瑞嘉盛宏远博雅睿智云图数联科讯天启明达信诚安泰和润丰源海通汇众创新维视聚力光合星辰蓝湾青禾木林川岳"
_DIGITS = "〇一二三四五六七八九"

_SENTENCES = (
    "{year}年以来,{unit}{v}{n},{v}{n}{n},{a}{n}{vn}。",
    "一是{v}{n}{n}。{v}{n}{v}{n},推动{n}{vn}与{n}{vn}相结合。",
    "二是{v}{n}。依托{park},{v}{a}{n},累计{v}{n}{count}{measure}。",
    "截至{year}年{month}月底,全区共有{n}{n}{count}{measure},同比增长{percent}%。",
    "其中,{company}{v}了{n}{n},实现{n}{money}亿元,{n}占比达到{percent}%。",
    "根据《{district}区{n}{n}{plan}》,我们将{v}{n}{vn},到{year}年{v}{n}{count}{measure}以上。",
    "针对{n}{n}不足的问题,{unit}会同{unit}{v}{n},在{road}沿线{v}{n}{count}处,面积约{area}平方米。",
    "同时,{v}“{topic}”{n},鼓励{n}{v}{n},{v}{n}{vn}的{a}{n}。",
    "您提出的关于{v}{n}{n}的建议,对我们{v}{n}具有{a}的{n}意义。",
    "下一步,我们将{v}{n}{n},{v}{n}{vn},努力{v}{n},不断{v}{n}的{n}感。",
    "{park}位于{road}{house}号,由{company}负责{vn},{year}年{month}月投入使用。",
    "在{n}方面,{v}{n}和{n},{v}{n}{vn}机制,形成了{n}、{n}、{n}协同的{n}格局。",
    "据统计,{n}{n}的{n}由{count}{measure}提高到{count}{measure},{n}率为{percent}%。",
    "{unit}相关负责人{person}表示,{n}{vn}要{v}{n},防止{n}{v}{n}。",
    "为{v}{n}{n},制定了《{n}{n}{plan}》(以下简称《{plan}》),明确了{n}、{n}和{n}。",
    "AI、5G、Wi-Fi 6 等技术在{n}{n}中得到应用,{company}、{company}等企业参与{vn}。",
)


@dataclass(frozen=True, slots=True)
class GeneratedReply:
    """One reply as a text file would hold it."""

    name: str
    text: str


def replies(count: int, *, seed: int = _SEED) -> Iterator[GeneratedReply]:
    """Yield ``count`` replies; the same number and seed give the same replies, more are a continuation."""
    return (reply_at(index, seed=seed) for index in range(count))


def reply_at(index: int, *, seed: int = _SEED) -> GeneratedReply:
    """Return the reply of this number by itself."""
    return _Writer(random.Random(f"{seed}/{index}"), index).reply()


def write_replies(folder: Path, count: int, *, seed: int = _SEED) -> None:
    """Write the replies into a folder, a file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for reply in replies(count, seed=seed):
        (folder / f"{reply.name}.txt").write_text(reply.text, "utf-8")


class _Words:
    """Words of one part of speech; frequencies fall off in an order that has nothing to do with their meaning."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = random.Random(len(words)).sample(words, len(words))
        self._sums = list(accumulate(1 / (rank + 8) for rank in range(len(words))))

    def pick(self, generator: random.Random, count: int) -> list[str]:
        """Draw some words."""
        return generator.choices(self._words, cum_weights=self._sums, k=count)


@cache
def _words() -> dict[str, _Words]:
    """Return the words by part of speech, some used far more often than others, as in any text."""
    lists = tomllib.loads(_WORD_LISTS.read_text("utf-8"))["speech"]
    return {part: _Words(listed.split()) for part, listed in lists.items()}


@cache
def _names() -> dict[str, list[str]]:
    """Return what names are made of."""
    lists = tomllib.loads(_WORD_LISTS.read_text("utf-8"))["names"]
    return {kind: listed.split() for kind, listed in lists.items()}


class _Writer:
    """Writes one reply."""

    def __init__(self, generator: random.Random, index: int) -> None:
        self._generator = generator
        self._index = index
        self._district = generator.choice(_names()["districts"])
        self._year = generator.randint(2015, 2024)
        self._topic = {part: words.pick(generator, _TOPIC_WORDS) for part, words in _words().items()}
        self._companies = [self._company() for _ in range(4)]

    def reply(self) -> GeneratedReply:
        generator = self._generator
        head = generator.choice((self._deputy_head, self._proposal_head, self._ministry_head, self._plain_head))()
        wanted = generator.randint(_SHORTEST, _LONGEST)
        paragraphs = [*head, *self._body(wanted), *self._foot()]
        return GeneratedReply(f"{self._index:06}", "\n".join(paragraphs) + "\n")

    def _body(self, wanted: int) -> Iterator[str]:
        written = 0
        section = 0
        while written < wanted:
            if section % 4 == 0:
                yield f"{'一二三四五六七八九十'[section // 4 % 10]}、{self._fill('{v}{n}{vn}情况')}"
            section += 1
            sentences = [self._fill(self._generator.choice(_SENTENCES)) for _ in range(self._generator.randint(2, 6))]
            paragraph = "  " + "".join(sentences).replace(",", "，")
            written += len(paragraph)
            yield paragraph

    def _deputy_head(self) -> list[str]:
        return [
            f"对{self._district}区第十{self._generator.choice('五六七')}届人大{self._generator.choice('一二三四')}次会议",
            f"第 {self._number()} 号代表建议的答复",
            f"办理结果：{self._generator.choice(_names()['classes'])} 签发人：{self._person()}",
            f"{self._person()}代表：",
            self._fill("  您提出的“关于{v}{n}{vn}的建议”收悉，经研究，现将办理情况答复如下："),
        ]

    def _proposal_head(self) -> list[str]:
        return [
            f"关于政协{self._district}区第{self._generator.randint(10, 16)}届委员会会议",
            f"第{self._number()}号提案的答复（{self._generator.choice('ABCD')}类）",
            f"{self._person()}委员：",
            self._fill("  您好！您提出的《关于{a}{n}{vn}的提案》收悉，现答复如下："),
        ]

    def _ministry_head(self) -> list[str]:
        office = self._generator.choice(_names()["offices"])
        return [
            f"{self._district}区{office}",
            f"{self._district[0]}{office[0]}提〔{self._year}〕{self._generator.randint(1, 600)}号",
            self._fill("关于{year}年第" + self._number() + "号建议的答复"),
            f"{self._person()}、{self._person()}等代表：",
            self._fill("  你们提出的关于{v}{n}的建议收悉。现函复如下："),
        ]

    def _plain_head(self) -> list[str]:
        return [self._fill("关于{v}{n}{n}{vn}有关情况的答复"), self._fill("  现将{n}{vn}有关情况说明如下：")]

    def _foot(self) -> list[str]:
        month, day = self._generator.randint(1, 12), self._generator.randint(1, 28)
        date = f"{self._year}年{month}月{day}日"
        if self._generator.random() < 0.2:
            date = "".join(_DIGITS[int(digit)] for digit in str(self._year)) + f"年{month}月{day}日"
        unit = f"{self._district}区{self._generator.choice(_names()['offices'])}"
        contact = f"联系人：{self._person()}  联系电话：{self._generator.randint(20000000, 69999999)}"
        return ["  感谢您对我们工作的关心和支持。", unit, date, contact]

    def _fill(self, template: str) -> str:
        pieces = template.split("{")
        return pieces[0] + "".join(self._slot(*piece.split("}", 1)) for piece in pieces[1:])

    def _slot(self, name: str, rest: str) -> str:
        return (self._word(name) if name in self._topic else self._special(name)) + rest

    def _word(self, part: str) -> str:
        if self._generator.random() < _TOPIC_SHARE:
            return self._generator.choice(self._topic[part])
        return _words()[part].pick(self._generator, 1)[0]

    def _special(self, name: str) -> str:
        generator = self._generator
        makers: dict[str, Callable[[], object]] = {
            "year": lambda: self._year + generator.randint(-2, 2),
            "month": lambda: generator.randint(1, 12),
            "count": lambda: generator.choice((generator.randint(2, 99), generator.randint(100, 9_999))),
            "house": lambda: generator.randint(1, 2_000),
            "area": lambda: generator.randint(1, 90) * 100,
            "percent": self._decimal,
            "money": self._decimal,
            "measure": lambda: generator.choice(_names()["measures"]),
            "plan": lambda: generator.choice(_names()["plans"]),
            "unit": lambda: f"区{generator.choice(_names()['offices'])}",
            "district": lambda: self._district,
            "topic": lambda: self._word("n") + self._word("vn"),
            "company": lambda: generator.choice((*self._companies, self._company())),
            "road": lambda: self._place() + generator.choice(_names()["roads"]),
            "park": lambda: self._place() + generator.choice(_names()["parks"]),
            "person": self._person,
        }
        return str(makers[name]())

    def _decimal(self) -> str:
        return f"{self._generator.uniform(0.5, 99):.{self._generator.randint(0, 2)}f}"

    def _company(self) -> str:
        name = "".join(self._generator.choices(_NAME_PARTS, k=self._generator.randint(2, 3)))
        return f"{self._district}{name}{self._generator.choice(_names()['sectors'])}有限公司"

    def _place(self) -> str:
        return "".join(self._generator.choices(_NAME_PARTS, k=2))

    def _person(self) -> str:
        given = "".join(self._generator.choices(_GIVEN, k=self._generator.randint(1, 2)))
        return self._generator.choice(_SURNAMES) + given

    def _number(self) -> str:
        return f"{self._generator.randint(1, 400):0{self._generator.choice((3, 4))}}"


def main() -> None:
    """Write replies into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=_SEED)
    arguments = parser.parse_args()
    write_replies(arguments.folder, arguments.count, seed=arguments.seed)


if __name__ == "__main__":
    main()
