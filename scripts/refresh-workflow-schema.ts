/**
 * Writes `src/check/rules/workflow/views/workflow-schema.json`: the schema of GitHub's own parser of workflows
 * (`@actions/workflow-parser`, MIT), fetched by npm, without its descriptions. Usage: node
 * scripts/refresh-workflow-schema.ts [VERSION]
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

type Definitions = Record<string, Record<string, unknown>>;

const [version = "0.3.61"] = process.argv.slice(2);
const target = join(import.meta.dirname, "../src/check/rules/workflow/views/workflow-schema.json");
const folder = mkdtempSync(join(tmpdir(), "shipwheel-workflow-schema-"));
try {
  execFileSync(
    "npm",
    ["pack", "--silent", `@actions/workflow-parser@${version}`, "--pack-destination", folder],
    {
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  execFileSync("tar", ["xzf", join(folder, `actions-workflow-parser-${version}.tgz`), "-C", folder]);
  const text = readFileSync(join(folder, "package", "dist", "workflow-v1.0.min.json"), "utf8");
  const { definitions } = JSON.parse(text, (key, value: unknown) =>
    key === "description" && typeof value === "string" ? undefined : value,
  ) as { definitions: Definitions };
  for (const name of ["workflow-root-strict", "job-factory", "workflow-job"]) addCacheMode(definitions, name);
  const table = {
    asOf: new Date().toISOString().slice(0, 10),
    source: `@actions/workflow-parser ${version} (MIT, GitHub), by scripts/refresh-workflow-schema.ts`,
    maxAgeDays: 365,
    definitions: reachable(definitions, "workflow-root-strict"),
  };
  writeFileSync(target, `${JSON.stringify(table)}\n`);
  execFileSync("npx", ["oxfmt", target], { stdio: "inherit" });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** GitHub's documentation has the key since 2026-09-10, its parser not yet. */
function addCacheMode(definitions: Definitions, name: string): void {
  const { properties } = (definitions[name] ?? {})["mapping"] as { properties: Record<string, unknown> };
  properties["cache-mode"] ??= "non-empty-string";
}

/** The definitions that one of them leads to: the others are for editors. */
function reachable(definitions: Definitions, root: string): Definitions {
  const names = new Set([root]);
  for (const name of names)
    JSON.stringify(definitions[name], (_key, value: unknown) => {
      if (typeof value === "string" && value in definitions) names.add(value);
      return value;
    });
  return Object.fromEntries(Object.entries(definitions).filter(([name]) => names.has(name)));
}
