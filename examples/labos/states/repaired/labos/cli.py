"""The command `labos`."""

import argparse
import sys
from importlib.resources import files

from jinja2 import Template

from labos import __version__
from labos.core.experiment import Experiment
from labos.core.home import create, laboratory, record
from labos.modules import find_module


def parser() -> argparse.ArgumentParser:
    commands = argparse.ArgumentParser(prog="labos", description="A laboratory notebook.")
    commands.add_argument("--version", action="version", version=f"labos {__version__}")
    actions = commands.add_subparsers(dest="action")
    actions.add_parser("init", help="make the directories of a laboratory")
    new = actions.add_parser("new", help="keep an experiment")
    new.add_argument("name")
    new.add_argument("module")
    new.add_argument("readings", nargs="*", type=float)
    page = actions.add_parser("page", help="print the page of an experiment")
    page.add_argument("name")
    return commands


def main(argv: list[str] | None = None) -> int:
    template = Template(files("labos").joinpath("templates/page.md").read_text(encoding="utf-8"))
    arguments = parser().parse_args(argv)
    home = laboratory()
    if arguments.action == "init":
        create(home)
    elif arguments.action == "new":
        Experiment(arguments.name, arguments.module, arguments.readings).save(home)
        record(home, "new", arguments.name)
    elif arguments.action == "page":
        experiment = Experiment.load(home, arguments.name)
        result = find_module(experiment.module)(experiment.readings)
        print(template.render(experiment=experiment, result=result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
