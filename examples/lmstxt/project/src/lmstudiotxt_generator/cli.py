"""The command `lmstxt`."""

from pathlib import Path

import click

from lmstudiotxt_generator import __version__
from lmstudiotxt_generator.context import full_context
from lmstudiotxt_generator.documents import find_documents
from lmstudiotxt_generator.writer import write_map


@click.command()
@click.version_option(__version__, prog_name="lmstxt")
@click.option("--full", is_flag=True, help="Add the documents themselves.")
@click.argument("checkout", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(full: bool, checkout: Path) -> None:
    """Write the map of CHECKOUT to standard output."""
    documents = find_documents(checkout)
    click.echo(write_map(checkout, documents), nl=False)
    if full:
        click.echo(full_context(documents), nl=False)
