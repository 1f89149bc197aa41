from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT

import assistant

PACKAGES = ("assistant", "ingest", "prompts", "vectorstore")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def test_imports_go_one_way() -> None:
    done = subprocess.run([Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_the_page_entry_imports_the_assistant_alone() -> None:
    tree = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    internal = {name for name in modules if name.split(".")[0] in PACKAGES}
    assert {name.split(".")[0] for name in internal} == {"assistant"}


def test_every_package_is_listed() -> None:
    import tomllib

    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"])
    assert listed == {".".join(path.parent.relative_to(ROOT).parts) for path in SOURCES if path.name == "__init__.py"}


def test_public_names() -> None:
    assert len(assistant.__all__) <= 10
    assert all(hasattr(assistant, name) for name in assistant.__all__)


@pytest.mark.parametrize("module", ["assistant", "assistant.cli", "ingest", "vectorstore", "prompts"])
def test_imports_load_no_model_and_no_page(module: str) -> None:
    script = (
        f"import sys, {module}; print([m for m in ('torch', 'gradio', 'chromadb', 'sentence_transformers', 'langchain_core') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
