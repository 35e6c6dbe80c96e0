"""One experiment, as it is kept on the disk."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Experiment:
    """A name, the module that computes, and the readings."""

    name: str
    module: str
    readings: list[float] = field(default_factory=list)

    def save(self, home: Path) -> Path:
        path = home / "experiments" / f"{self.name}.json"
        path.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        return path

    @classmethod
    def load(cls, home: Path, name: str) -> "Experiment":
        path = home / "experiments" / f"{name}.json"
        return cls(**json.loads(path.read_text(encoding="utf-8")))
