"""Lighthouse on the built site, as on a phone: the median of some runs on home, a topic, an actor and a source.

    python tools/audit.py [--runs 5] [site]

Exit status 1 if a score is under its target. Needs Node.js 18.20 or later and Chromium; npm brings the pinned Lighthouse into .cache/ once.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from packed import chromium, served

LIGHTHOUSE = "12.8.2"
HOME = Path(__file__).resolve().parent.parent / ".cache" / "lighthouse"
TARGETS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
FOLDERS = {"a topic": "positions", "an actor": "actors", "a source": "sources"}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def main() -> int:
    parser = argparse.ArgumentParser(description="Audit the built site with Lighthouse.")
    parser.add_argument("site", nargs="?", default="site", type=Path)
    parser.add_argument("--runs", default=5, type=int)
    options = parser.parse_args()
    lighthouse, browser = _lighthouse(), chromium()
    if browser is None:
        sys.exit("audit: Chromium is needed; install it, or name one in CHROMIUM")
    if not (options.site / "index.html").is_file():
        sys.exit(f"audit: {options.site}/ holds no site; run `make site`")
    print(f"Lighthouse {LIGHTHOUSE}, mobile, median of {options.runs}\n")
    print(f"{'page':<46}" + "".join(f"{name:>16}" for name in TARGETS) + f"{'KB':>8}")
    missed = False
    with served(options.site) as address:
        for page in _pages(options.site):
            reports = [_report(lighthouse, browser, address + page) for _ in range(options.runs)]
            scores = {name: round(100 * statistics.median(r["categories"][name]["score"] for r in reports)) for name in TARGETS}
            kilobytes = statistics.median(r["audits"]["total-byte-weight"]["numericValue"] for r in reports) / 1000
            print(f"{page or 'home':<46}" + "".join(f"{score:>16}" for score in scores.values()) + f"{kilobytes:>8.0f}", flush=True)
            for name, score in scores.items():
                if score < TARGETS[name]:
                    missed = True
                    print(f"    {name} is under {TARGETS[name]}: {', '.join(_lost(reports[0], name))}")
    return 1 if missed else 0


def _pages(site: Path) -> list[str]:
    """Home, and the heaviest page of each folder: where that one is good, the others are."""
    pages = [""]
    for what, folder in FOLDERS.items():
        found = max(site.glob(f"{folder}/*/index.html"), key=lambda path: path.stat().st_size, default=None)
        if found is None:
            print(f"audit: the site has no page of {what}", file=sys.stderr)
        else:
            pages.append(f"{found.parent.relative_to(site).as_posix()}/")
    return pages


def _report(lighthouse: Path, browser: str, address: str) -> dict[str, Any]:
    arguments = ["--output=json", "--quiet", f"--chrome-flags={FLAGS}", f"--only-categories={','.join(TARGETS)}"]
    done = subprocess.run([lighthouse, address, *arguments], env={**os.environ, "CHROME_PATH": browser}, capture_output=True, text=True,
                          timeout=180)
    if done.returncode:
        sys.exit(f"audit: Lighthouse failed on {address}:\n{done.stderr[-1500:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _lost(report: dict[str, Any], category: str) -> list[str]:
    """The checks of a category that did not get their full score."""
    checks = (report["audits"][reference["id"]] for reference in report["categories"][category]["auditRefs"] if reference["weight"])
    counted = (check for check in checks if check["scoreDisplayMode"] not in ("notApplicable", "manual", "informative"))
    return [f"{check['id']} {check.get('displayValue', '')}".strip() for check in counted if (check["score"] or 0) < 1]


def _lighthouse() -> Path:
    program = HOME / "node_modules" / ".bin" / "lighthouse"
    package = HOME / "node_modules" / "lighthouse" / "package.json"
    if not program.exists() or json.loads(package.read_text("utf-8"))["version"] != LIGHTHOUSE:
        npm = shutil.which("npm")
        if npm is None or shutil.which("node") is None:
            sys.exit("audit: Node.js is needed (18.20 or later, with npm)")
        HOME.mkdir(parents=True, exist_ok=True)
        print(f"Installing Lighthouse {LIGHTHOUSE} into {HOME}", file=sys.stderr)
        arguments = ["--prefix", HOME, "--no-audit", "--no-fund", "--silent", f"lighthouse@{LIGHTHOUSE}"]
        if subprocess.run([npm, "install", *arguments], timeout=600).returncode:
            sys.exit(f"audit: npm could not install lighthouse@{LIGHTHOUSE}; see that its registry can be reached "
                     "and run `make audit` again")
    return program


if __name__ == "__main__":
    sys.exit(main())
