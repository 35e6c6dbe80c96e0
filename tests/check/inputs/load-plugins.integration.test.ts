import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodePorts } from "../../../src/adapters/node-ports.ts";
import { checkPaths, type CheckedPaths } from "../../../src/check/inputs/check-paths.ts";
import { Fault } from "../../../src/findings/fault.ts";
import { GOOD_TREE, overlay, temporaryDirectory, writeFiles } from "../../support/tree.ts";
import { wheel } from "../../support/wheel.ts";

const DOCS = '{ what: "w", why: "y", fix: "f", bad: "b", good: "g", peers: [] }';

function ruleText(code: string, slug: string, body: string): string {
  return `{ code: "${code}", slug: "${slug}", title: "t", severity: "warning", needs: ["tree", "dist"], docs: ${DOCS}, ${body} }`;
}

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  directory = await temporaryDirectory("plugins-");
});
afterAll(() => directory[Symbol.asyncDispose]());

let made = 0;

/** Checks the good tree with a plugin in a file of its own, or installed as a package, and a wheel beside it. */
async function check(
  plugins: Readonly<Record<string, string>>,
  allowed: boolean = true,
): Promise<CheckedPaths> {
  made += 1;
  const root = join(directory.path, String(made));
  const files = overlay(GOOD_TREE, {
    "pyproject.toml": (text) =>
      `${text}\n[tool.shipwheel.check]\nplugins = ${JSON.stringify(Object.keys(plugins))}\nseverity = { ACME001 = "error" }\n`,
  });
  await writeFiles(root, files);
  for (const [name, text] of Object.entries(plugins)) {
    if (name.startsWith("./")) writeFileSync(join(root, name), text);
    else {
      const folder = join(root, "node_modules", name);
      mkdirSync(folder, { recursive: true });
      writeFileSync(
        join(folder, "package.json"),
        `{ "name": "${name}", "type": "module", "exports": "./index.js" }`,
      );
      writeFileSync(join(folder, "index.js"), text);
    }
  }
  const dist = await wheel().file("demo/__init__.py", "").write(root);
  await using node = nodePorts({});
  const request = {
    paths: [root, dist],
    allowNoGit: true,
    select: [],
    ignore: [],
    plugins: allowed,
    offline: true,
  };
  return await checkPaths(request, node.ports);
}

const SPEAKS = ruleText(
  "ACME001",
  "acme-name",
  'check: ({ tree }) => tree ? [{ message: "named " + tree.project.name.value }] : []',
);
const module = (...rules: readonly string[]): string =>
  `export const plugin = { prefix: "ACME", rules: [${rules.join(", ")}] };`;

test("a TypeScript file and a package of the project bring rules, whose severity can be set", async () => {
  const typed = `interface Named { readonly a: string }\nconst named: Named = { a: "b" };\nexport default { prefix: "CORP", rules: [${ruleText("CORP001", "corp-one", "check: () => [{ message: named.a }]")}] };`;
  const { findings, ran } = await check({ "./rules.ts": typed, "shipwheel-plugin-acme": module(SPEAKS) });
  expect(ran).toEqual(expect.arrayContaining(["ACME001", "CORP001", "P001"]));
  expect(findings.find((each) => each.rule === "ACME001")).toMatchObject({
    severity: "error",
    message: "named demo",
  });
  expect(findings.find((each) => each.rule === "CORP001")?.severity).toBe("warning");
});

test("without the user's word nothing is loaded, which is told", async () => {
  const { findings, skipped } = await check({ "./rules.ts": 'throw new Error("it ran")' }, false);
  expect(findings.filter((each) => each.severity === "error")).toEqual([]);
  expect(skipped).toContainEqual({
    rule: "./rules.ts",
    reason: expect.stringContaining("--plugins") as string,
  });
});

test.each([
  ["throws", 'check() { throw new Error("boom") }', "boom"],
  ["rejects", 'check: () => Promise.reject(new Error("late boom"))', "late boom"],
  ["gives what is no finding", "check: () => [42]", "message"],
  [
    "has a visitor that throws",
    'visitor: { wants: () => 10, look() { throw new Error("seen boom") } }, check: () => []',
    "seen boom",
  ],
])("a rule that %s is a finding that names it, and the others go on", async (_name, body, word) => {
  const bad = ruleText("ACME002", "acme-bad", body);
  const { findings, ran } = await check({ "./rules.mjs": module(bad, SPEAKS) });
  const failed = findings.filter((each) => each.rule === "S004");
  expect(failed.length).toBeGreaterThan(0);
  expect(failed[0]).toMatchObject({
    severity: "error",
    message: expect.stringContaining("the rule ACME002 of the plugin ./rules.mjs failed") as string,
  });
  expect(failed[0]?.message).toContain(word);
  expect(findings.some((each) => each.rule === "ACME001")).toBe(true);
  expect(ran).toContain("K001");
});

test.each([
  ["is not there", { "./rules.mjs": 'import "./absent.js";' }, "absent"],
  ["exports nothing", { "./rules.mjs": "export const x = 1;" }, "exports no plugin"],
  [
    "has codes of ours",
    { "./rules.mjs": module(ruleText("P001", "x-y", "check: () => []")) },
    "P001 is not ACME and three digits",
  ],
  [
    "has a name of ours",
    { "./rules.mjs": module(ruleText("ACME001", "direct-url-dependency", "check: () => []")) },
    "has the name of a built-in rule",
  ],
  ["has a code twice", { "./rules.mjs": module(SPEAKS, SPEAKS) }, "ACME001 is in"],
] as const)("a plugin that %s is a fault", async (_name, plugins, word) => {
  const failed = check(plugins);
  await expect(failed).rejects.toThrow(Fault);
  await expect(failed).rejects.toThrow(word);
});
