"""The words of intent, as patterns of a data table."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class CueTable:
    """What ``resources/commitments/cues.toml`` says, as patterns."""

    opens: re.Pattern[str]
    ahead: re.Pattern[str]
    intends: re.Pattern[str]
    deeds: re.Pattern[str]
    meanwhile: re.Pattern[str]
    weak: re.Pattern[str]
    done: re.Pattern[str]
    scene: re.Pattern[str]
    told: re.Pattern[str]
    finished: re.Pattern[str]
    none: re.Pattern[str]
    refused: re.Pattern[str]
    follows: re.Pattern[str]
    lists: re.Pattern[str]
    selves: re.Pattern[str]
    fronts: re.Pattern[str]


@cache
def cue_table() -> CueTable:
    """Read the table once."""
    text = resources.files("viewer").joinpath("resources", "commitments", "cues.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return CueTable(
        opens=_any(data["opens"]),
        ahead=re.compile(rf"\A[^，。]{{0,6}}?(?:{'|'.join(data['ahead'])})"),
        intends=_any([data["shall"], *data["intends"]]),
        deeds=re.compile(data["deeds"]),
        meanwhile=re.compile(data["meanwhile"]),
        weak=_any(data["weak"]),
        done=_any(data["done"]),
        scene=re.compile(data["scene"]),
        told=re.compile(data["told"]),
        finished=re.compile(data["finished"]),
        none=_any(data["none"]),
        refused=re.compile(data["refused"]),
        follows=re.compile(data["follows"]),
        lists=re.compile(data["lists"]),
        selves=_any(data["selves"]),
        fronts=re.compile(rf"\A(?:{'|'.join(data['fronts'])})[，、：]?"),
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))
