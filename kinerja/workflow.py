"""A state machine is a table: it drives guard, buttons, tests and the picture in docs/states.md."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

#: A state: a member of a StrEnum (Django's TextChoices too); the plain string of a database row equals it.
S = TypeVar("S", bound=str)


@dataclass(frozen=True)
class Transition(Generic[S]):
    """One step: from any of `source` to `target`, for who holds `permission`; `label` is the button's text.

    ValueError: a blank name or label, or no source.
    """

    name: str
    source: frozenset[S]
    target: S
    permission: str
    label: str

    def __post_init__(self) -> None:
        """Freeze the sources and refuse a row that could never be used."""
        object.__setattr__(self, "source", frozenset(self.source))
        if not (self.name and self.label and self.source):
            raise ValueError(f"name, label and source are required: {self!r}")


class IllegalTransition(Exception):
    """A step that the table does not allow from this state. `str()` is a formal sentence.

    `state`, `step`: what was tried. `available`: the names of the steps that are allowed, in table order.
    """

    def __init__(self, state: str, step: str, available: Sequence[str] = (), label: str = "") -> None:
        """`label` is the button's text of the step, where the table knows it."""
        self.state = str(state)
        self.step = step
        self.available = tuple(available)
        super().__init__(f"Langkah “{label or step}” tidak dapat dilakukan pada status “{self.state}”.")


@dataclass(frozen=True)
class Workflow(Generic[S]):
    """The table of one kind of paper: where it starts and every legal step.

    ValueError: two rows with the same name and source, or a source that no path from `initial` reaches.
    """

    initial: S
    transitions: Sequence[Transition[S]]

    def __post_init__(self) -> None:
        """Freeze the rows and refuse an ambiguous or unreachable one."""
        object.__setattr__(self, "transitions", tuple(self.transitions))
        pairs = [(row.name, state) for row in self.transitions for state in row.source]
        if len(set(pairs)) < len(pairs):
            raise ValueError("two transitions share a name and a source")
        if unreachable := {state for _, state in pairs} - self._reachable():
            raise ValueError(f"unreachable states: {', '.join(sorted(map(str, unreachable)))}")

    @property
    def states(self) -> tuple[S, ...]:
        """Every state, `initial` first, then in the order in which the table reaches them."""
        return tuple(dict.fromkeys([self.initial, *(row.target for row in self.transitions)]))

    @property
    def final(self) -> tuple[S, ...]:
        """The states that no step leaves."""
        return tuple(state for state in self.states if not self.available(state))

    def available(self, state: S) -> tuple[Transition[S], ...]:
        """The steps that may be taken from `state`, in table order; permission is for the caller to ask."""
        return tuple(row for row in self.transitions if state in row.source)

    def find(self, state: S, name: str) -> Transition[S]:
        """The row of step `name` from `state`, with its permission. IllegalTransition: the table has none."""
        available = self.available(state)
        for row in available:
            if row.name == name:
                return row
        label = next((row.label for row in self.transitions if row.name == name), "")
        raise IllegalTransition(state, name, [row.name for row in available], label)

    def step(self, state: S, name: str) -> S:
        """The state that step `name` leads to from `state`. IllegalTransition: it leads nowhere."""
        return self.find(state, name).target

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram for docs/states.md; the same table gives the same text."""
        lines = ["stateDiagram-v2"]
        lines += [
            f'    state "{state}" as {_identifier(state)}' for state in self.states if not _plain(state)
        ]
        lines.append(f"    [*] --> {_identifier(self.initial)}")
        for row in self.transitions:
            for state in (state for state in self.states if state in row.source):
                lines.append(f"    {_identifier(state)} --> {_identifier(row.target)}: {row.label}")
        lines += [f"    {_identifier(state)} --> [*]" for state in self.final]
        return "\n".join(lines) + "\n"

    def _reachable(self) -> set[S]:
        seen, waiting = {self.initial}, [self.initial]
        while waiting:
            targets = {row.target for row in self.available(waiting.pop())} - seen
            seen |= targets
            waiting += targets
        return seen


def _plain(state: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9_]+", str(state)) is not None


def _identifier(state: str) -> str:
    return re.sub(r"[^A-Za-z0-9_]", "_", str(state))
