"""The command `zen`: reads the agents, runs them, prints what they cost."""

import argparse
import sys
from pathlib import Path

import yaml

from agent_interface.agent import Agent
from token_budget.budget import Budget, BudgetExceeded
from token_budget.report import report

__version__ = "1.2.0"


def greeting():
    """The first line of the output."""
    path = Path(__file__).parent / "agent_interface" / "greeting.txt"
    return path.read_text(encoding="utf-8").strip()


def parser():
    commands = argparse.ArgumentParser(prog="zen", description="Run agents side by side within a budget.")
    commands.add_argument("--version", action="version", version=f"zen {__version__}")
    commands.add_argument("--agents", metavar="FILE", help="YAML file that names the agents")
    commands.add_argument("--budget", type=int, metavar="TOKENS", help="tokens that all of them may use")
    return commands


def run(argv=None):
    arguments = parser().parse_args(argv)
    print(greeting())
    if arguments.agents is None:
        return 0
    with open(arguments.agents, encoding="utf-8") as stream:
        agents = [Agent.from_settings(settings) for settings in yaml.safe_load(stream)["agents"]]
    budget = Budget(arguments.budget)
    try:
        for agent in agents:
            budget.charge(agent.name, agent.run())
    except BudgetExceeded as error:
        print(error, file=sys.stderr)
        return 1
    print(report(agents, budget))
    return 0


if __name__ == "__main__":
    sys.exit(run())
