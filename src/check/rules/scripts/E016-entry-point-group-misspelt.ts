import { editDistance } from "../../../text/nearest.ts";
import { scriptViews } from "../../views/script-view.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** E016: an entry point group is a likely typo of a well-known one. */
export const entryPointGroupMisspelt: Rule = defineRule({
  code: "E016",
  slug: "entry-point-group-misspelt",
  title: "an entry point group is a likely typo of a well-known one",
  severity: "warning",
  needs: ["tree", "wheel"],
  docs: {
    what: "The group differs by one letter from one that a widely used program reads.",
    why: "That program does not find the entry point: the plugin is never loaded, or the command is never created.",
    fix: "spell it as the program does",
    bad: "[console_script]",
    good: "[console_scripts]",
    peers: [],
  },
  *check(inputs) {
    const told = new Set<string>();
    for (const { group, location } of scriptViews(inputs)) {
      if (KNOWN.includes(group) || told.has(group)) continue;
      told.add(group);
      const meant = KNOWN.find((known) => editDistance(group.replaceAll("-", "_"), known, 2) < 2);
      if (meant === undefined) continue;
      yield {
        message: `the group ${group} is a likely typo of ${meant}`,
        location,
        subject: group,
        help: `write ${meant}`,
      };
    }
  },
});

/** Long names only: a letter more or less in a short one means nothing. */
const KNOWN: readonly string[] = (
  "console_scripts gui_scripts pytest11 flake8.extension flake8.report pylint.plugins babel.extractors babel.checkers " +
  "pygments.lexers pygments.formatters pygments.styles pygments.filters sphinx.builders sphinx.html_themes sphinx.extensions " +
  "mkdocs.plugins mkdocs.themes markdown.extensions jinja2.extensions distutils.commands setuptools.finalizers " +
  "setuptools.file_finders celery.commands airflow.plugins hypothesis nose.plugins tox hatch numba_extensions " +
  "xarray.backends sqlalchemy.dialects sqlalchemy.plugins stevedore.example.formatter opentelemetry_instrumentor " +
  "jupyter_client.kernel_provisioners nbconvert.exporters papermill.engine poetry.plugin poetry.application.plugin " +
  "virtualenv.activate virtualenv.discovery keyring.backends gunicorn.workers paste.app_factory paste.server_runner " +
  "array_api fsspec.specs torch.backends vllm.general_plugins django.template.loaders twisted.plugins"
)
  .split(" ")
  .filter((name) => name.length >= 8);
