"""Writes the version that git describes into pyproject.toml, for the upload of a development version."""

import re
import subprocess
from pathlib import Path


def described() -> str:
    """For example `0.5.5.dev3+gf9db985` three commits after the tag v0.5.4."""
    text = subprocess.run(
        ["git", "describe", "--tags", "--long"], check=True, capture_output=True, text=True
    ).stdout.strip()
    tag, distance, node = text.rsplit("-", 2)
    major, minor, patch = tag.removeprefix("v").split(".")
    return f"{major}.{minor}.{int(patch) + 1}.dev{distance}+{node}"


def stamp(path: Path, version: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r'(?m)^version = ".*"$', f'version = "{version}"', text), encoding="utf-8")


if __name__ == "__main__":
    stamp(Path("pyproject.toml"), described())
