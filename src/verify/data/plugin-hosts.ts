import { topOf } from "../imports/modules.ts";
import type { RehearsedProject } from "../request.ts";
import { providesModule } from "./import-names.ts";

/**
 * Groups of entry points that a host loads, and what is installed to try them. Written by hand: a name that is only
 * guessed from a missing module would be a stranger's project.
 */
const HOSTS: Readonly<Record<string, readonly string[]>> = {
  airflow: ["apache-airflow"],
  "babel.checkers": ["babel"],
  "babel.extractors": ["babel"],
  "bandit.plugins": ["bandit"],
  "celery.result_backends": ["celery"],
  "certbot.plugins": ["certbot"],
  "cookiecutter.extensions": ["cookiecutter"],
  datasette: ["datasette"],
  devpi_client: ["devpi-client"],
  devpi_server: ["devpi-server"],
  "distutils.commands": ["setuptools"],
  "distutils.setup_keywords": ["setuptools"],
  "fastapi.cli": ["fastapi-cli"],
  "flake8.extension": ["flake8"],
  "flake8.report": ["flake8"],
  "flask.commands": ["flask"],
  "fsspec.specs": ["fsspec"],
  "gunicorn.workers": ["gunicorn"],
  hatch: ["hatchling"],
  "hatch.env": ["hatch"],
  hypothesis: ["hypothesis"],
  "invoke.collections": ["invoke"],
  "jinja2.ext": ["jinja2"],
  jupyter_serverproxy_servers: ["jupyter-server-proxy"],
  "keyring.backends": ["keyring"],
  "lektor.plugins": ["lektor"],
  llm: ["llm"],
  "markdown.extensions": ["markdown"],
  "mkdocs.plugins": ["mkdocs"],
  "mkdocs.themes": ["mkdocs"],
  mypy: ["mypy"],
  "nox.backends": ["nox"],
  numba_extensions: ["numba"],
  "nose.plugins": ["nose"],
  "paste.app_factory": ["paste", "pastedeploy"],
  "paste.composite_factory": ["paste", "pastedeploy"],
  "paste.filter_app_factory": ["paste", "pastedeploy"],
  "paste.filter_factory": ["paste", "pastedeploy"],
  "paste.server_factory": ["paste", "pastedeploy"],
  "paste.server_runner": ["paste", "pastedeploy"],
  pdm: ["pdm"],
  "pelican.plugins": ["pelican"],
  "pip.command": ["pip"],
  "poetry.application.plugin": ["poetry"],
  "poetry.plugin": ["poetry"],
  "pygments.filters": ["pygments"],
  "pygments.formatters": ["pygments"],
  "pygments.lexers": ["pygments"],
  "pygments.styles": ["pygments"],
  "pylama.linter": ["pylama"],
  pylint: ["pylint"],
  pytest11: ["pytest"],
  "setuptools.finalize_distribution_options": ["setuptools"],
  "setuptools_scm.version_scheme": ["setuptools-scm"],
  "sphinx.builders": ["sphinx"],
  "sphinx.html_themes": ["sphinx"],
  "sphinx.extensions": ["sphinx"],
  "sqlalchemy.dialects": ["sqlalchemy"],
  "sqlalchemy.plugins": ["sqlalchemy"],
  stevedore: ["stevedore"],
  "streamlit.components": ["streamlit"],
  tox: ["tox"],
  "twine.registered_commands": ["twine"],
  "virtualenv.activate": ["virtualenv"],
  "virtualenv.create": ["virtualenv"],
  "virtualenv.discovery": ["virtualenv"],
  "virtualenv.seed": ["virtualenv"],
  "xarray.backends": ["xarray"],
  "zest.releaser.prereleaser.middle": ["zest-releaser"],
};

/** The distributions that make up the host of a group of entry points; none when we know of none. */
export function hostsOf(group: string): readonly string[] {
  return HOSTS[group] ?? HOSTS[group.split(".", 1)[0] ?? ""] ?? [];
}

/** What a framework brings along, besides the module of its own name. */
const BROUGHT: Readonly<Record<string, string>> = { docutils: "sphinx", _pytest: "pytest" };

/** Whether the release calls itself an extension of the project whose module is missing: that one is there when it is used. */
export function isExtensionOf(
  missing: string | null,
  { classifiers, entryPoints }: Pick<RehearsedProject, "classifiers" | "entryPoints">,
): boolean {
  if (missing === null) return false;
  const top = topOf(missing);
  const host = (BROUGHT[top] ?? top).toLowerCase();
  const isFramework = classifiers.some((each) => {
    const framework = /^Framework :: ([^:]+)/.exec(each)?.[1]?.trim().toLowerCase();
    return framework === host;
  });
  return (
    isFramework ||
    entryPoints.some(({ group }) => hostsOf(group).some((name) => providesModule({ name }, top)))
  );
}
