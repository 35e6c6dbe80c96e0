"""One agent: a command, and the number of tokens that it says it used."""

import json
import subprocess


class Agent:
    def __init__(self, name, model, command):
        self.name = name
        self.model = model
        self.command = list(command)

    @classmethod
    def from_settings(cls, settings):
        return cls(settings["name"], settings.get("model", "small"), settings["command"])

    def run(self):
        """Runs the command; the last line of its output is JSON with `tokens`."""
        done = subprocess.run(self.command, check=True, capture_output=True, text=True)
        lines = done.stdout.strip().splitlines() or ["{}"]
        return int(json.loads(lines[-1]).get("tokens", 0))
