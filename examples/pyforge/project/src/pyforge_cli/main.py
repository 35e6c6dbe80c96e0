"""The command `pyforge`."""

from pathlib import Path

import click

from pyforge_cli import __version__
from pyforge_cli.formats import FORMATS, read_table, write_table


@click.group()
@click.version_option(__version__, prog_name="pyforge")
def cli() -> None:
    """Convert small tables from one format to another."""


@cli.command()
def formats() -> None:
    """List the suffixes that are understood."""
    for suffix in sorted(FORMATS):
        click.echo(suffix)


@cli.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def convert(source: Path, target: Path) -> None:
    """Convert SOURCE into TARGET."""
    try:
        write_table(read_table(source), target)
    except LookupError as error:
        raise click.ClickException(str(error)) from error


@cli.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def info(source: Path) -> None:
    """Print columns and the number of rows of SOURCE."""
    table = read_table(source)
    click.echo(f"{', '.join(table.columns)} ({len(table.rows)} rows)")
