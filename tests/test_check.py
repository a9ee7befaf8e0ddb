"""The checker: it proves the site as built, stands alone, and catches what is changed."""

from __future__ import annotations

import ast
from pathlib import Path

from conftest import ROOT, Project

CHECKER = ROOT / "build_scripts" / "check"


def test_the_site_as_built_is_proved(real_project: Project) -> None:
    done = real_project.run("build_scripts", "check", "--site", "site")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    assert "(100 %); 0 problems" in done.stdout


def test_the_checker_imports_nothing_of_the_project() -> None:
    for path in CHECKER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", None) or ""]
            for name in names:
                assert not name.startswith("build_scripts") or name.split(".")[1:2] == ["check"], f"{path.name} imports {name}"
            assert not isinstance(node, ast.ImportFrom) or node.level == 0, path.name


def test_a_site_that_is_not_there_is_bad_input(real_project: Project, tmp_path: Path) -> None:
    done = real_project.run("build_scripts", "check", "--site", str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.strip().endswith("build it first, or name its folder with --site")
