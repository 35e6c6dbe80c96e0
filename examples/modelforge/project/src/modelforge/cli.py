"""The command `modelforge`."""

import click

from modelforge import __version__
from modelforge.registry import Registry
from modelforge.settings import settings_path


@click.group()
@click.version_option(__version__, prog_name="modelforge")
def cli() -> None:
    """Look at the providers and select a model."""


@cli.command()
def providers() -> None:
    """List every provider with its models."""
    registry = Registry.load()
    for model in registry.models:
        mark = "*" if model == registry.current() else " "
        click.echo(f"{mark} {model.provider} {model.name}")


@cli.command()
@click.argument("provider")
@click.argument("model")
def select(provider: str, model: str) -> None:
    """Select MODEL of PROVIDER."""
    try:
        Registry.load().select(provider, model)
    except LookupError as error:
        raise click.ClickException(str(error)) from error


@cli.group()
def config() -> None:
    """Look at the settings."""


@config.command()
def show() -> None:
    """Print where the settings live and what is selected."""
    model = Registry.load().current()
    click.echo(f"{settings_path()}: {model.provider} {model.name}")
