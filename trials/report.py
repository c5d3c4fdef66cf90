"""What a campaign came to, and the table of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Result:
    """One line of the table; told: what was lost with every guard on, in sentences."""

    campaign: str
    engine: str
    trials: int
    lost: int
    control_trials: int
    control_lost: int
    told: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Nothing was lost, and the trial is not blind: its control did lose."""
        return not self.lost and self.control_lost > 0


HEADING = ("campaign", "engine", "trials", "lost", "control: trials", "lost", "")


def print_table(results: Sequence[Result]) -> None:
    """A line per result, then what was lost with every guard on."""
    lines = [HEADING, *(_line(satu) for satu in results)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEADING))]
    for line in lines:
        cells = [
            cell.ljust(width) if n < 2 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line[:-1], widths, strict=False))
        ]
        print("  ".join([*cells, line[-1]]).rstrip())
    for satu in results:
        for kalimat in satu.told:
            print(f"{satu.campaign}, {satu.engine}: {kalimat}")


def _line(satu: Result) -> tuple[str, ...]:
    numbers = (satu.trials, satu.lost, satu.control_trials, satu.control_lost)
    verdict = "LOST" if satu.lost else "" if satu.good else "BLIND: the control lost nothing"
    return satu.campaign, satu.engine, *map(str, numbers), verdict
