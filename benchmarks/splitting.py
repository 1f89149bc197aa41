"""Finding the reports inside one file, and cleaning copied text: boundaries, lost text and removed noise.

The files are made by ``concatenations``. A report counts as found when it starts and ends within
40 characters (white space left out) of the text that was put in. ``python -m benchmarks.splitting --help``
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # so that it also runs as a script, like the others

from benchmarks.bodies import load_sources
from benchmarks.common import print_table
from benchmarks.concatenations import GROUPS, make
from benchmarks.judging import Result, judge


def _ratio(right: float, total: float) -> str:
    return f"{right / total:.3f}" if total else ""


def row(name: str, group: str, results: Sequence[Result]) -> list[str]:
    """One line of the table.

    Args:
        name: What is summed up.
        group: Its group.
        results: What came of its files.
    """
    scored = [r for r in results if r.specimen.scored]
    found, expected, given = (sum(getattr(r, f) for r in scored) for f in ("found", "expected", "given"))
    precision, recall = found / max(1, given), found / max(1, expected)
    f1 = 2 * precision * recall / (precision + recall) if found else 0.0
    noise = [(a, b) for r in results for a, b in r.noise.values()]
    return [
        name,
        group,
        str(len(results)),
        *((f"{precision:.3f}", f"{recall:.3f}", f"{f1:.3f}") if scored else ("", "", "")),
        _ratio(sum(r.count_right for r in scored), len(scored)),
        _ratio(sum(r.official_right for r in scored), found),
        _ratio(sum(r.titles_right for r in scored), found),
        str(sum(len(run) for r in results for run in r.lost)),
        str(sum(r.lost_without_trace for r in results)),
        str(sum(r.added for r in results)),
        _ratio(sum(b for _, b in noise), sum(a for a, _ in noise)),
        _ratio(sum(r.joins[1] for r in results), sum(r.joins[0] for r in results)),
        _ratio(sum(r.starts[1] for r in results), sum(r.starts[0] for r in results)),
    ]


HEADER = ("kind", "group", "files", "P", "R", "F1", "count", "official", "title", "lost", "no trace", "added", "noise", "joined", "line starts")
"""Columns of the table."""


def report_failures(results: Sequence[Result], limit: int) -> None:
    """Print what went wrong, with excerpts.

    Args:
        results: What came of the files.
        limit: How many files.
    """
    shown = 0
    for r in results:
        if shown >= limit:
            return
        lost = [run for run in r.lost if len(run) > 1]
        if not (r.problems and r.specimen.scored) and not lost and not r.kept_noise:
            continue
        shown += 1
        print(f"\n## {r.specimen.kind} {r.specimen.name}: {r.found}/{r.expected} found, {r.given} given", file=sys.stderr)
        for line in r.problems + [f"lost: {run[:80]}" for run in lost[:4]] + [f"kept {line[:80]}" for line in r.kept_noise[:4]]:
            print(f"  {line}", file=sys.stderr)


def run(seed: int, files: int, kinds: Sequence[str], real: bool = True) -> list[Result]:
    """Make the files and judge each.

    Args:
        seed: Seed of the set.
        files: Files a kind.
        kinds: Kinds.
        real: Whether real documents are used too.
    """
    sources = load_sources(real)
    made = (make(kind, number, seed, sources) for kind in kinds for number in range(files))
    return [judge(specimen) for specimen in made if specimen]


def table(results: Sequence[Result]) -> list[list[str]]:
    """Rows by kind, by group, and over all.

    Args:
        results: What came of the files.
    """
    rows = []
    for field in (lambda r: (r.specimen.kind, r.specimen.group), lambda r: ("all " + r.specimen.group, ""), lambda r: ("all", "")):
        groups: dict[tuple[str, str], list[Result]] = collections.defaultdict(list)
        for r in results:
            groups[field(r)].append(r)
        rows += [row(*key, group) for key, group in groups.items()]
    return rows


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="seed of the set (default: %(default)s)")
    parser.add_argument("--files", type=int, default=6, help="files a kind (default: %(default)s)")
    parser.add_argument("--kind", help="only kinds whose name, or group, contains this")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the failures of so many files")
    parser.add_argument("--print", type=int, default=0, metavar="N", help="print so many files of each kind and stop")
    parser.add_argument("--json", type=Path, help="also write the numbers here")
    options = parser.parse_args()
    kinds = [k for k, group in GROUPS.items() if not options.kind or options.kind in k or options.kind == group]
    if options.print:
        for kind in kinds:
            for number in range(options.print):
                specimen = make(kind, number, options.seed, load_sources())
                print(f"######## {kind}\n{specimen.text if specimen else '(no sources)'}\n")
        return
    began = time.perf_counter()
    results = run(options.seed, options.files, kinds)
    rows = table(results)
    print_table(HEADER, rows)
    kinds_of_noise = sorted({kind for r in results for kind in r.noise})
    print()
    counts = {kind: [sum(r.noise.get(kind, (0, 0))[side] for r in results) for side in (0, 1)] for kind in kinds_of_noise}
    print_table(("noise", "put in", "removed", "recall"), [[k, str(a), str(b), _ratio(b, a)] for k, (a, b) in counts.items()])
    body, parse = sum(r.body for r in results), sum(r.seconds for r in results)
    print(f"\n{len(results)} files, {body:,} body characters, {parse:.0f} s parsing, {time.perf_counter() - began:.0f} s in all")
    if options.json:
        options.json.write_text(
            json.dumps({"table": [dict(zip(HEADER, r, strict=True)) for r in rows], "noise": counts}, ensure_ascii=False, indent=1)
        )
    report_failures(results, options.show)


if __name__ == "__main__":
    main()
