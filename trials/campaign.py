"""A campaign: one trial repeated with every guard on, and again with its control's guard taken away."""

from collections.abc import Callable
from dataclasses import dataclass

from trials.place import Web

Arms = tuple[str, ...]


@dataclass(frozen=True)
class Turn:
    """One trial of a campaign: where, its number, how far into the campaign it is (0-1), its control arms."""

    web: Web
    number: int
    moment: float
    arms: Arms

    @property
    def paced(self) -> Arms:
        """The control's arms, and a slow pace in them and in every second turn: both speeds are tried."""
        return ("paced", *self.arms) if self.arms or self.number % 2 else ()


@dataclass(frozen=True)
class Campaign:
    """What is tried; `trial` returns what was lost, in sentences.

    cost: how many trials of another campaign one of this takes as long as; so many fewer are made.
    """

    name: str
    control: Arms
    trial: Callable[[Turn], list[str]]
    cost: int = 1

    def play(self, web: Web, trials: int, *, control: bool = False, small: bool = False) -> list[list[str]]:
        """What each trial lost; small: a control ends with the first that loses something."""
        told: list[list[str]] = []
        trials = max(1, trials // self.cost)
        for number in range(trials):
            moment = (number + 0.5) / trials
            told.append(self.trial(Turn(web, number, moment, self.control if control else ())))
            if small and control and told[-1]:
                break
        return told
