"""Two things done in turn, and what the one costs beside the other."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Cost:
    wall: float
    """Seconds by the clock."""
    cpu: float
    """Seconds of processors; other work on the machine does not count."""
    memory: float = 0.0
    """Most megabytes held at once."""


def of_call(work: Callable[[], object]) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def of_process(command: Sequence[str], folder: Path, out: Path | None = None) -> Cost:
    """A command run to its end. Raises CalledProcessError where it fails."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    wall = time.perf_counter()
    with (out or Path(os.devnull)).open("wb") as target:
        child = subprocess.Popen(command, cwd=folder, env=env, stdout=target, stderr=subprocess.PIPE)
        assert child.stderr is not None
        said = child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command, stderr=said.decode())
    return Cost(time.perf_counter() - wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def in_turn(rounds: int, one: Callable[[], Cost], other: Callable[[], Cost]) -> list[tuple[Cost, Cost]]:
    """Each pair side by side, the order turned round every time."""
    pairs = []
    for number in range(rounds):
        if number % 2:
            second, first = other(), one()
        else:
            first, second = one(), other()
        pairs.append((first, second))
    return pairs


def ratio(pairs: Sequence[tuple[Cost, Cost]], what: str) -> str:
    """Median of first : second, with the least and the most."""
    ratios = sorted(getattr(one, what) / getattr(other, what) for one, other in pairs)
    return f"{median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"


def middle(costs: Sequence[Cost], what: str) -> float:
    return median(getattr(cost, what) for cost in costs)
