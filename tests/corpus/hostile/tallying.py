"""One line at the end of a run of tests: how many bad inputs there were and what they cost at most."""

from collections.abc import Sequence

import pytest

from corpus.report import Status
from tests.corpus.hostile.trying import Fed

NAME = "hostile-tally"


class _Tally:
    """Counts over all files of tests; pytest calls `pytest_terminal_summary` when all is done."""

    def __init__(self) -> None:
        self.fed: list[Fed] = []

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        outcomes = [outcome for fed in self.fed for outcome in fed.outcomes]
        refused = sum(outcome.status is Status.REJECTED for outcome in outcomes)
        slowest = max(fed.seconds for fed in self.fed)
        terminalreporter.write_line(
            f"bad inputs: {len(self.fed)} calls, {len({outcome.source for outcome in outcomes})} sources; outcomes: "
            f"{len(outcomes) - refused} stored, {refused} refused; slowest {slowest:.1f} s; "
            f"most memory of a parser {max(fed.child_mb for fed in self.fed)} MB, "
            f"most growth of this process {max(fed.growth_mb for fed in self.fed)} MB"
        )


def tally_into(config: pytest.Config, fed: Sequence[Fed]) -> None:
    """Have these counted in the line at the end."""
    tally = config.pluginmanager.get_plugin(NAME)
    if tally is None:
        tally = _Tally()
        config.pluginmanager.register(tally, NAME)
    tally.fed += fed
