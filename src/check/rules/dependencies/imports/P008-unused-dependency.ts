import type { SourceTree } from "../../../../tree/source-tree.ts";
import { importNamesOf } from "../../../../distribution/import-names.ts";
import { declaredRequirements } from "../requirements.ts";
import { DEV_TOOLS } from "../../../knowledge/dev-tools.ts";
import type { RuleFinding } from "../../../engine/rule.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** What is used without being imported: stubs, drivers, servers, plugins, data. */
const USED_OTHERWISE =
  /^types-|-stubs$|^pytest-|-plugin$|^(tzdata|lxml|html5lib|psycopg.*|mysqlclient|pymysql|asyncpg|aiosqlite|asyncmy|aiomysql|oracledb|cx-oracle|gunicorn|uvicorn|hypercorn|daphne|uvloop|httptools|greenlet|gevent|eventlet|setuptools|wheel|pip|email-validator|python-multipart|itsdangerous|orjson|ujson|brotli.*|certifi|pywin32|whitenoise|sentencepiece|protobuf|accelerate|openpyxl|xlrd|xlsxwriter|pyarrow|fastparquet|s3fs|gcsfs|nvidia-.*|triton|mkl|cffi|kaleido|pyqt5|pyside6)$/;

/** P008: a requirement that nothing imports. */
export const unusedDependency: Rule = defineRule({
  code: "P008",
  slug: "unused-dependency",
  title: "a requirement that nothing imports",
  severity: "info",
  needs: [["tree", "python"]],
  confidence: "likely",
  docs: {
    what: "No module of the project imports the distribution, and none of its Python or configuration files names it.",
    why: "Every user installs it and is exposed to its version conflicts without any benefit.",
    fix: "drop the requirement, or move it to a dependency group",
    bad: 'dependencies = ["colorama"]  # never imported',
    good: "dependencies = []",
    peers: ["deptry:DEP002"],
  },
  async check(inputs) {
    const scan = inputs.imports?.tree;
    const { tree } = inputs;
    if (tree === undefined || scan == null || scan.modules.length === 0) return [];
    const imported = new Set(
      scan.modules.flatMap((module) =>
        module.imports.map((item) => (item.module.split(".")[0] ?? "").toLowerCase()),
      ),
    );
    const candidates = [...declaredRequirements(inputs)].filter(
      ({ view, item, parsed, name }) =>
        view.origin === "tree" &&
        item.extra === null &&
        parsed.marker === null &&
        parsed.extras.length === 0 &&
        !USED_OTHERWISE.test(name) &&
        !DEV_TOOLS.has(name) &&
        !importNamesOf(name).some((each) => imported.has(each.toLowerCase())),
    );
    if (candidates.length === 0) return [];
    const text = await wordsOf(tree);
    return candidates.flatMap(({ view, item, parsed, name }): readonly RuleFinding[] => {
      const names = [...importNamesOf(name).filter((each) => each.length > 2), name, parsed.name];
      if (names.some((each) => text.includes(each.toLowerCase()))) return [];
      const message = `${view.label}: "${item.text}" is required, but no module imports it`;
      return [{ message, location: item.location, subject: name }];
    });
  },
});

/** All that could name a distribution otherwise: the text of the modules and of configuration beside pyproject.toml. */
async function wordsOf(tree: SourceTree): Promise<string> {
  const paths = tree.files
    .filter(({ path, kind }) => kind === "file" && /\.(py|pyi|cfg|ini|ya?ml|json|toml)$/.test(path))
    .map(({ path }) => path)
    .filter(
      (path) =>
        !/(^|\/)(pyproject\.toml|[^/]*lock[^/]*|package\.json)$|^(docs?|tests?|\.github)\//.test(path),
    );
  const texts = await Promise.all(paths.slice(0, 2000).map((path) => tree.readText(path)));
  return texts.join("\n").toLowerCase();
}
