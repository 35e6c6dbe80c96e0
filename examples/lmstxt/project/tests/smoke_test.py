"""Runs against the installed distribution: it can be imported and the command answers."""

import importlib
import subprocess


def test_import():
    module = importlib.import_module("lmstudiotxt_generator")
    assert module.__version__


def test_command(tmp_path):
    (tmp_path / "README.md").write_text("# Smoke\n", encoding="utf-8")
    done = subprocess.run(["lmstxt", str(tmp_path)], check=True, capture_output=True, text=True)
    assert done.stdout.startswith("# Smoke\n")
