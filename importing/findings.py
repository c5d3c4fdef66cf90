"""What is wrong in a file: each finding with its place, what was seen, why it is wrong, how to mend it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self


class Severity(StrEnum):
    """Errors block; warnings are ticked one by one with a reason; notes only inform."""

    ERROR = "kesalahan"
    WARNING = "peringatan"
    NOTE = "catatan"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, unusual or worth saying.

    code: of the kind of finding, such as `SISA-BEDA`. sheet and cell are empty for the file as a whole.
    seen: the value as it stands in the file. reason and remedy are sentences.
    """

    code: str
    severity: Severity
    reason: str
    remedy: str = ""
    sheet: str = ""
    cell: str = ""
    seen: str = ""

    @property
    def key(self) -> str:
        """What a warning's tick is stored under: the same finding in the same file has the same key."""
        return "|".join((self.code, self.sheet, self.cell, self.seen))

    def as_json(self) -> dict[str, Any]:
        """For storing."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """What `as_json` gave."""
        return cls(**{**data, "severity": Severity(data["severity"])})


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Those that keep a file from being applied."""
    return [satu for satu in findings if satu.severity is Severity.ERROR]


def warnings(findings: Iterable[Finding]) -> list[Finding]:
    """Those that somebody has to tick with a reason."""
    return [satu for satu in findings if satu.severity is Severity.WARNING]
