"""Where the settings live, and how they are read and written."""

import json
import os
from pathlib import Path
from typing import Any


def settings_path() -> Path:
    """The settings file: `MODELFORGE_CONFIG`, or `modelforge.json` in the configuration directory."""
    named = os.environ.get("MODELFORGE_CONFIG")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "modelforge.json"


def read_settings() -> dict[str, Any]:
    """The settings; empty before anything was saved."""
    path = settings_path()
    if not path.exists():
        return {}
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def write_settings(settings: dict[str, Any]) -> None:
    """Saves the settings; makes the directory when it is missing."""
    path = settings_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
