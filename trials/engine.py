"""Every campaign on the database of this process's environment (`manage.py shell -c`); prints JSON."""

import json
import sys
from collections.abc import Collection
from dataclasses import asdict

from django.db import connection

from scripts.run_tests import handle_signals
from trials.campaign import Campaign
from trials.chain import CHAIN
from trials.edits import EDITS
from trials.fuzz import FUZZ, Fuzz
from trials.kills import KILLS
from trials.mail import MAIL
from trials.place import Web, serving
from trials.printing import PRINTING
from trials.report import Result
from trials.signing import SIGNING
from trials.steps import STEPS

CAMPAIGNS: tuple[Campaign | Fuzz, ...] = (*EDITS, *STEPS, *KILLS, *MAIL, *PRINTING, *SIGNING, *CHAIN, *FUZZ)
#: The control of a small run goes on until it shows its harm, at most this often.
CONTROL_TRIALS = 20


def run(trials: int, only: Collection[str] = (), *, small: bool = False) -> None:
    """Play the campaigns and print their results as JSON; small: a control ends with its first harm."""
    chosen = [satu for satu in CAMPAIGNS if not only or satu.name in only]
    handle_signals()
    with serving() as web:
        results = [_result(satu, web, trials, small) for satu in chosen]
        if any(satu.lost for satu in results):
            print(web.log.read_text(), file=sys.stderr)
    print(json.dumps([asdict(satu) for satu in results], ensure_ascii=False))


def _result(campaign: Campaign | Fuzz, web: Web, trials: int, small: bool) -> Result:
    print(f"{connection.vendor}: {campaign.name}", file=sys.stderr, flush=True)
    guarded = campaign.play(web, trials, small=small)
    control = campaign.play(web, CONTROL_TRIALS if small else trials, control=True, small=small)
    return Result(
        campaign.name,
        connection.vendor,
        len(guarded),
        sum(map(bool, guarded)),
        len(control),
        sum(map(bool, control)),
        sorted({satu for told in guarded for satu in told}),
    )
