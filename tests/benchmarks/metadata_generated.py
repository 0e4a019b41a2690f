"""Print how many fields of generated letters are read right: ``python tests/benchmarks/metadata_generated.py [N]``.

Every letter is put together at random from the spellings offices use for each part, so that the parts meet in orders
nobody wrote down; then it is wrapped as a plain text file and goes through the whole reading.
"""

import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from viewer.core.metadata import Metadata
from viewer.extract.metadata import read_metadata
from viewer.importing.registry import read
from viewer.text.reflow import reflow

SEED = 20240425
PLACES = ("云溪县", "临江市", "南屏区", "仁和区", "贵阳市", "于都县", "上海市长湖区", "苗岭自治州")
OFFICES = (
    "水务局",
    "发展和改革委员会",
    "教育局",
    "公安局交通警察大队",
    "人民政府办公室",
    "城市投资集团有限公司",
    "总工会",
)
NAMES = ("张三", "李四", "王小五", "赵六", "欧阳大山", "古丽·买买提", "钱　多", "孙 七")
TOPICS = (
    "关于保护古井的建议",
    "关于缓解老城区停车难的提案",
    "让老年人共享数字红利的建议",
    "关于推进“一老一小”服务的建议",
)
BODY = (
    "近年来，我单位高度重视该项工作，2021年3月5日印发了《工作方案》，累计投入资金3.2亿元，惠及群众12万人次。",
    "一、加强领导。成立专班，明确责任分工，建立健全长效机制，定期召开联席会议研究解决存在的突出问题。",
    "二、强化宣传。充分利用各类媒体开展宣传，发放资料2万份，进一步提高了广大市民的知晓率和参与度。",
    "下一步，我们将继续推进各项工作，欢迎您继续提出宝贵的意见和建议，共同促进事业发展。",
)


class Letter:
    """One generated letter: its lines and what must be read from it."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.lines: list[str] = []
        self.expected: dict[str, object] = {}
        self.is_proposal = dice.random() < 0.5
        self.unit = dice.choice(PLACES) + dice.choice(OFFICES)
        self._head()
        self._text()
        self._tail()

    def _maybe(self, chance: float) -> bool:
        return self.dice.random() < chance

    def _session(self) -> str:
        term, turn = self.dice.choice(("十五", "十", "十八")), self.dice.choice("一二三四")
        place = self.dice.choice((*PLACES, "区", "市", "县"))
        body = "政协" if self.is_proposal else "人大"
        forms = (
            f"{place}{body}{term}届{turn}次会议",
            f"{place}{body}第{term}届{turn}次会议",
            f"{place}第{term}届{body}{turn}次会议",
        )
        return self.dice.choice(forms)

    def _head(self) -> None:
        if self._maybe(0.3):
            self.lines += ["首页 > 政务公开 > 建议提案办理", "发布日期：2024-09-30 来源：政府网 浏览次数：88"]
        fields = [self._result, self._signer, self._doc_no]
        self.dice.shuffle(fields)
        if self._maybe(0.5):
            for field in fields:
                field()
            self._title()
        else:
            self._title()
            for field in fields:
                field()

    def _result(self) -> None:
        if not self._maybe(0.5):
            return
        letter = self.dice.choice("ABC")
        choices = (
            (f"办理结果：{letter}", letter, f"办理结果：{letter}"),
            (f"（{letter}类）", letter, f"{letter}类"),
            (f"类 别：{letter}类", letter, f"类别：{letter}类"),
            ("办理结果：解决或采纳", "解决或采纳", "办理结果：解决或采纳"),
            ("办理类别：留作参考", "留作参考", "办理类别：留作参考"),
        )
        line, self.expected["result"], self.expected["result_raw"] = self.dice.choice(choices)
        self.lines.append(line)

    def _signer(self) -> None:
        if self._maybe(0.4):
            name = self.dice.choice(NAMES)
            self.expected["signer"] = "".join(name.split())
            self.lines.append(f"{self.dice.choice(('签发人', '签 发 人', '领导签发', '主管领导', '审签'))}：{name}")

    def _doc_no(self) -> None:
        if self._maybe(0.4):
            number = f"云水函〔{self.dice.randint(2019, 2024)}〕{self.dice.randint(1, 300)}号"
            self.expected["doc_no"] = number
            self.lines.append(number)

    def _title(self) -> None:
        self.kind = "提案" if self.is_proposal else "代表建议"
        self.expected["kind"] = "政协提案答复" if self.is_proposal else "代表建议答复"
        if not self._maybe(0.8):
            return
        session, number = self._session(), self.dice.choice(("7", "054", "0043", "20250033", "DH0271", "144032"))
        unit = self.unit if self._maybe(0.3) else ""
        start = self.dice.choice(("关于", "关于对")) if unit else self.dice.choice(("关于", "对", "关于对"))
        end = self.dice.choice(("的答复", "的复函", "办理情况的复函", "的答复函", "的会办意见"))
        title = f"{unit}{start}{session}第{number}号{self.kind}{end}"
        self.expected |= {"title": title, "session": session, "number": number}
        self.lines += [unit, title.removeprefix(unit)] if unit and self._maybe(0.5) else [title]

    def _text(self) -> None:
        title = "委员" if self.is_proposal else "代表"
        names = self.dice.sample(NAMES, self.dice.randint(1, 3))
        clean = ["".join(name.split()) for name in names]
        forms = ["、".join(names) + title, "尊敬的" + "、".join(names) + title, "、".join(names) + f"等10名{title}"]
        salutation = self.dice.choice(forms)
        if self.is_proposal and self._maybe(0.3):
            salutation = self.dice.choice(("民盟区委", "台胞台属界别", "九三学社市委", "市政协提案委员会"))
            clean = [salutation]
        self.expected["addressees"] = clean
        self.lines.append(salutation + "：")
        topic = self.dice.choice(TOPICS)
        quoted = self.dice.choice((f"《{topic}》", f"“{topic}”"))
        if self._maybe(0.8):
            self.expected["subject"] = topic
            self.lines.append(f"您提出的{quoted}收悉，经研究，现答复如下：")
        else:
            self.lines.append("您提出的关于加强管理的建议收悉，现将办理情况答复如下：")
        self.lines += self.dice.sample(BODY, self.dice.randint(1, 4))

    def _tail(self) -> None:
        self.lines.append(self.unit)
        self.expected["issuing_unit"] = self.unit
        self.lines.append(self._date())
        for part in (self._disclosure, self._contact):
            part()
        if self._maybe(0.3):
            self.lines += ["分享到：", "版权所有：某某人民政府 电话：0571-11111111 邮编：311111"]

    def _date(self) -> str:
        year, month, day = self.dice.randint(2018, 2024), self.dice.randint(1, 12), self.dice.randint(1, 28)
        self.expected["date"] = f"{year}-{month:02}-{day:02}"
        spelled = "".join("○一二三四五六七八九"[int(digit)] for digit in str(year))
        months = ("", *"一二三四五六七八九", "十", "十一", "十二")
        days = (
            "",
            *months[1:11],
            *(f"十{one}" for one in months[1:10]),
            "二十",
            *(f"二十{one}" for one in months[1:10]),
        )
        forms = (
            f"{year}年{month}月{day}日",
            f"{year} 年 {month} 月 {day} 日",
            f"{year}.{month}.{day}",
            f"{year}-{month:02}-{day:02}",
        )
        return self.dice.choice((*forms, f"{spelled}年{months[month]}月{days[day]}日"))

    def _disclosure(self) -> None:
        if self._maybe(0.5):
            words = self.dice.choice(("此件公开发布", "主动公开", "不予公开", "依申请公开"))
            self.expected["disclosure"] = words
            self.lines.append(self.dice.choice((f"（{words}）", words, f"公开属性：{words}")))

    def _contact(self) -> None:
        if not self._maybe(0.6):
            return
        name = self.dice.choice(("周八", "吴九九", "郑医生"))
        phone = self.dice.choice(("52388361", "0578-2091234", "2091234、2091235", "13800000000"))
        self.expected |= {"contact_person": name, "contact_phone": phone}
        forms = (
            [f"联系人：{name}", f"联系电话：{phone}"],
            [f"联系人：{name} 联系电话：{phone}"],
            [f"（联系人：{name}；电话：{phone}）"],
        )
        self.lines += self.dice.choice((*forms, [f"联系人及电话：{name} {phone}"]))
        if self._maybe(0.5):
            self.expected |= {"address": "安平路35号", "postcode": "200050"}
            self.lines += ["联系地址：安平路35号", "邮政编码：200050"]

    def written(self) -> str:
        """Return the letter as a text file: paragraphs indented and wrapped, a blank line here and there."""
        width, gap = self.dice.choice((30, 34, 1000)), self._maybe(0.5)
        out = []
        for line in self.lines:
            text = f"　　{line}" if line.endswith(("。", "如下：")) else line
            out += [text[start : start + width] for start in range(0, len(text), width)]
            out += [""] if gap else []
        return "\n".join(out) + "\n"


def read_letter(letter: Letter, folder: Path) -> Metadata:
    """Return the metadata of a letter read from a file."""
    path = folder / "letter.txt"
    path.write_text(letter.written(), encoding="utf-8")
    return read_metadata(reflow(read(path)))


def main() -> None:
    """Generate letters, compare, and print the share of right values per field and the first differences."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    dice = random.Random(SEED)
    wanted: Counter[str] = Counter()
    given: Counter[str] = Counter()
    right: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for index in range(count):
            letter = Letter(dice)
            metadata = read_letter(letter, Path(folder))
            for name in Metadata.__dataclass_fields__:
                if name == "spans":
                    continue
                want, have = letter.expected.get(name), getattr(metadata, name)
                have = list(have) if name == "addressees" else have
                wanted[name] += bool(want)
                given[name] += bool(have)
                right[name] += bool(want) and want == have
                if (want or None) != (have or None) and sum(given.values()) - sum(right.values()) < 60:
                    print(f"  {index}: {name}: expected {want!r}, got {have!r}")
    for name in wanted:
        print(f"{name:<16}{wanted[name]:>6}{given[name]:>6}{right[name]:>6}  {right[name] / max(1, wanted[name]):.3f}")
    total = sum(wanted.values())
    print(f"{'all':<16}{total:>6}{sum(given.values()):>6}{sum(right.values()):>6}  {sum(right.values()) / total:.3f}")


if __name__ == "__main__":
    main()
