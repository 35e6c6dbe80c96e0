"""The directory in which a laboratory keeps its state."""

import json
import os
from pathlib import Path


def laboratory() -> Path:
    """`LABOS_HOME`, or `data` in the current directory."""
    return Path(os.environ.get("LABOS_HOME", "data"))


def create(home: Path) -> None:
    """Makes what is missing; what is there stays."""
    for name in ("experiments", "audit"):
        (home / name).mkdir(parents=True, exist_ok=True)


def record(home: Path, event: str, subject: str) -> None:
    """Appends one line to the audit trail."""
    with (home / "audit" / "events.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps({"event": event, "subject": subject}) + "\n")
