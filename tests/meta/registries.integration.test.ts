import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonSchema } from "../../src/config/json-schema.ts";
import { REPOSITORY, repositoryFiles, repositoryText } from "../support/repository.ts";

/** One made-up entry of each registry: its file, and the line that names it. */
const FILES = {
  "src/toolbox/installers/acme.ts": `
    import type { Installer } from "./installer.ts";
    import { uv } from "./uv.ts";
    export const acme: Installer = { ...uv, command: "acme install" };`,
  "src/index-client/dialects/acme.ts": `
    import { below, ORDINARY, type IndexDialect } from "./dialect.ts";
    export const acme: IndexDialect = {
      ...ORDINARY, id: "acme", title: "Acme's shelf", recognisedBy: "a host named \`acme\`",
      recognises: (url) => url.host === "acme", simpleUrl: (url) => below(url, "simple"),
    };`,
  "src/tree/backends/acme.ts": `
    import type { BackendFacts } from "../backend.ts";
    import { ORDINARY_BACKEND } from "./ordinary.ts";
    export const acme: BackendFacts = {
      ...ORDINARY_BACKEND, id: "acme", objects: ["acme.build"], distributions: ["acme"],
      shipDataHelp: "ask acme", shipInSdistHelp: () => "ask acme", sdistSettings: "[tool.acme] ships",
    };`,
  "src/cli/render/formats/acme.ts": `
    import type { CheckReport } from "./format.ts";
    export function render({ verdict }: CheckReport): string {
      return verdict.findings.map(({ rule, help }) => \`ACME \${rule} \${help ?? ""}\\n\`).join("");
    }`,
};
const LINES: readonly (readonly [file: string, before: string, after: string])[] = [
  ["src/toolbox/installers/registry.ts", '"pip" | "uv";', '"pip" | "uv" | "acme";'],
  ["src/toolbox/installers/registry.ts", "= { pip, uv }", "= { pip, uv, acme }"],
  [
    "src/toolbox/installers/registry.ts",
    "import { pip }",
    'import { acme } from "./acme.ts";\nimport { pip }',
  ],
  ["src/index-client/dialects/registry.ts", "  generic,\n];", "  acme,\n  generic,\n];"],
  [
    "src/index-client/dialects/registry.ts",
    "import { pypi }",
    'import { acme } from "./acme.ts";\nimport { pypi }',
  ],
  ["src/tree/backends/registry.ts", "= [\n", "= [\n  acme,\n"],
  ["src/tree/backends/registry.ts", "import { flit }", 'import { acme } from "./acme.ts";\nimport { flit }'],
  [
    "src/index-client/targets.ts",
    '"pypi" | "testpypi" | "private", Target>> = {',
    '"pypi" | "testpypi" | "private" | "acme", Target>> = {\n  acme: { title: "Acme", endpoints: null, isPyPI: false, audience: "acme" },',
  ],
  [
    "src/cli/render/formats/registry.ts",
    "= [\n",
    '= [\n  { name: "acme", summary: "as Acme wants it", load: () => import("./acme.ts") },\n',
  ],
];

/** Asks a tree for what is made from its registries. */
const ASK = `
  import { readFileSync } from "node:fs";
  import { commandLineReference } from "./scripts/docs/command-line-page.ts";
  import { configReference, schemaText } from "./scripts/docs/configuration-page.ts";
  import { indexPage } from "./scripts/docs/indexes-page.ts";
  import { INSTALLER_IDS } from "./src/toolbox/installers/registry.ts";
  import { planCells } from "./src/verify/matrix/cells.ts";
  const python = { executable: "/python", version: "3.12.1", markers: {} };
  const cells = planCells({ artefacts: ["wheel"], installers: INSTALLER_IDS, pythons: [python] });
  console.log(JSON.stringify({
    schema: JSON.parse(schemaText()),
    configuration: configReference(),
    commandLine: commandLineReference(),
    indexes: indexPage(readFileSync("docs/reference/indexes.md", "utf8")),
    cells: cells.map(({ id }) => id),
  }));`;

interface Answer {
  readonly schema: JsonSchema;
  readonly configuration: string;
  readonly commandLine: string;
  readonly indexes: string;
  readonly cells: readonly string[];
}

let root = "";
let answer: Answer;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "shipwheel-registries-"));
  for (const path of ["src", "scripts/docs", "package.json", "tsconfig.json", "docs/reference/indexes.md"])
    cpSync(join(REPOSITORY, path), join(root, path), { recursive: true });
  symlinkSync(join(REPOSITORY, "node_modules"), join(root, "node_modules"));
  for (const [path, text] of Object.entries({ ...FILES, "ask.ts": ASK })) write(path, text);
  for (const [path, before, after] of LINES) {
    const text = readFileSync(join(root, path), "utf8");
    if (!text.includes(before)) throw new Error(`${path} no longer has ${before}`);
    write(path, text.replace(before, after));
  }
  answer = JSON.parse(node("ask.ts")) as Answer;
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("an entry of a registry is a file and a line", () => {
  test("which compile by themselves", () => {
    write(
      "tsconfig.planted.json",
      JSON.stringify({ extends: "./tsconfig.json", include: ["src", "ask.ts"] }),
    );
    const tsc = join(REPOSITORY, "node_modules", "typescript", "bin", "tsc");
    expect(node(tsc, "--project", "tsconfig.planted.json")).toBe("");
  });

  test("the settings offer it", () => {
    const { properties = {} } = answer.schema;
    expect(properties["installers"]?.items?.enum).toContain("acme");
    expect(properties["target"]?.enum).toContain("acme");
    const indexes = properties["publish"]?.properties?.["indexes"]?.additionalProperties;
    expect(typeof indexes === "object" && indexes.properties?.["kind"]?.enum).toContain("acme");
    for (const key of ["installers", "target", "kind"])
      expect(answer.configuration).toMatch(new RegExp(`^\\| \`${key}\` \\|[^|]*"acme"`, "m"));
  });

  test.each(["--installer", "--target", "--index-kind", "--format"])("the help of %s names it", (option) => {
    // Several commands may have an option of the name.
    const helps = answer.commandLine.split(`  ${option} <`).slice(1);
    expect(helps.map((help) => help.slice(0, help.indexOf("\n  -"))).join("\n")).toContain("acme");
  });

  test("the tables of the pages list it", () => {
    expect(answer.commandLine).toContain("| `acme` | as Acme wants it |");
    expect(answer.indexes).toMatch(/^\| `acme` \| Acme's shelf \| a host named `acme` \|/m);
  });

  test("the matrix tries it", () => {
    expect(answer.cells).toEqual(["wheel-pip-3.12", "wheel-uv-3.12", "wheel-acme-3.12"]);
  });

  test("a run takes it: settings, options, rules and report", () => {
    write("project/MANIFEST.in", "include README.md\n");
    write(
      "project/pyproject.toml",
      '[build-system]\nrequires = ["acme"]\nbuild-backend = "acme.build"\n' +
        '[project]\nname = "demo"\nversion = "1"\n' +
        '[tool.shipwheel]\ninstallers = ["acme"]\ntarget = "acme"\n' +
        '[tool.shipwheel.publish.indexes.shelf]\nurl = "https://acme/"\nkind = "acme"\n',
    );
    const args = ["check", "project", "--select", "F011", "--target", "acme", "--format", "acme"];
    expect(node("src/cli/main.ts", ...args)).toBe(
      "ACME F011 translate it into [tool.acme] ships, and delete it\n",
    );
  });
});

test("no rule asks for the name of a backend", () => {
  const asks = (text: string): boolean => /\bbackend\??\.id\b\)?\s*(?:[!=]==|\?\?)\s*["`]/.test(text);
  const rules = repositoryFiles().filter(
    (path) => path.startsWith("src/check/rules/") && path.endsWith(".ts"),
  );
  expect(rules.length).toBeGreaterThan(300);
  expect(rules.filter((path) => asks(repositoryText(path) ?? ""))).toEqual([]);
  expect(asks('if (tree.backend.id === "meson") return;')).toBe(true);
  expect(asks('packageHelp(tree?.backend.id ?? "unknown")')).toBe(true);
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** What Node says to a file of the planted tree. */
function node(...args: readonly string[]): string {
  const program = join(REPOSITORY, "node_modules", "node", "bin", "node");
  const env = { ...process.env, SHIPWHEEL_STATE_DIR: join(root, "state") };
  return execFileSync(program, args, { cwd: root, env, encoding: "utf8", maxBuffer: 1 << 26 });
}
