import { normalizeName } from "../../../version/names.ts";
import { isMarked } from "../../../text/generated-mark.ts";
import type { VersionLocationKind, Statement } from "../version-location.ts";
import { yamlScalar } from "../text/line-value.ts";

const RECIPE =
  /^(?:(?:conda|recipe|conda[._-]recipe|recipes?\/[^/]+|packaging\/conda)\/)?(?:meta|recipe)\.yaml$/;

/** A conda recipe of the project. */
export const condaRecipe: VersionLocationKind = {
  id: "conda",
  title: "A conda recipe of the project",
  where:
    "`meta.yaml` or `recipe.yaml` at the root or in `conda/`, `recipe/`, `conda-recipe/`, when its package bears the " +
    "project's name: `{% set version %}`, `package.version`, `context.version`",
  example: '{% set version = "1.2.3" %}',
  async find({ tree, text, name }) {
    const found: Statement[] = [];
    for (const { path } of tree.files.filter((file) => RECIPE.test(file.path))) {
      const content = await text(path);
      // It states the release that it installs, with its digest: `recipe --check` compares it.
      if (content === null || isMarked(content)) continue;
      const set = /\{%-?\s*set\s+name\s*=\s*["']([^"']+)["']/.exec(content)?.[1];
      const plain = yamlScalar(content, "name", 2);
      const package_ = set ?? (plain === null ? "" : content.slice(plain.start, plain.end));
      if (normalizeName(package_) !== name) continue;
      const jinja = /(\{%-?\s*set\s+version\s*=\s*["'])([^"']+)["']/.exec(content);
      const start = jinja === null ? 0 : jinja.index + (jinja[1] ?? "").length;
      const range =
        jinja === null ? yamlScalar(content, "version", 2) : { start, end: start + (jinja[2] ?? "").length };
      if (range !== null) found.push({ file: path, name: "version", ...range, form: "pep440" });
    }
    return found;
  },
};
