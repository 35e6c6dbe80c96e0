import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { nodePorts, type NodePorts } from "../../src/adapters/node-ports.ts";
import { checkPaths, type CheckRequest } from "../../src/check/inputs/check-paths.ts";
import { RULES } from "../../src/check/engine/registry.ts";
import type { Finding, Severity } from "../../src/findings/finding.ts";
import { settle } from "../../src/engine/settle.ts";
import { readPlan } from "../../src/release/read-plan.ts";
import { gitRepository, type GitRepository } from "../support/git.ts";
import { releaseRequest } from "../support/release.ts";
import { GOOD_TREE } from "../support/tree.ts";
import { wheel } from "../support/wheel.ts";
import { document, run } from "../acceptance/cli.ts";
import { unbuilt } from "./support/unbuilt.ts";

const MESSY = (GOOD_TREE["pyproject.toml"] ?? "")
  .replace('"click>=8"', '"click @ https://good.dev/click-8.0.tar.gz", "attrs==25.3.0", "attrs>=25"')
  .replace(/^classifiers = .*$/m, 'classifiers = ["Nonsense :: Here", "Private :: Do Not Upload"]');
const SOURCES = {
  "src/demo/more.py": "import numpy\n\n\ndef read():\n    return open(__file__ + '/../nothing.txt')\n",
  "rules.mjs": `export default { prefix: "ZZ", rules: [{
    code: "ZZ001", slug: "planted-rule", title: "planted", severity: "warning", needs: ["tree", "wheel"],
    docs: { what: "w", why: "w", fix: "f", bad: "b", good: "g", peers: [] },
    check() { return [{ message: "the plugin speaks", subject: "planted" }]; },
  }] };\n`,
};

/** Codes that speak of this tree, a family, a name, and one of the plugin. */
const CODES = ["P001", "P015", "P018", "M012", "M014", "P006", "P", "ZZ001"] as const;
const severities = fc.constantFrom<Severity>("error", "warning", "info");
const reasoned = fc.dictionary(fc.constantFrom(...CODES), fc.constant<string>("meant so"), { maxKeys: 2 });
const settings = fc.record({
  ignore: reasoned,
  severity: fc.dictionary(fc.constantFrom("P001", "P015", "M012", "planted-rule"), severities, {
    maxKeys: 3,
  }),
  perFile: fc.dictionary(fc.constantFrom("pyproject.toml", "src/"), reasoned, { maxKeys: 1 }),
  select: fc.constantFrom<readonly string[]>([], [], ["P", "ZZ"], ["P001", "M012"]),
  plugins: fc.boolean(),
});
type Settings = typeof settings extends fc.Arbitrary<infer T> ? T : never;

function tomlOf({ ignore, severity, perFile, select }: Settings): string {
  const rows = (table: Readonly<Record<string, string>>): string =>
    Object.entries(table)
      .map(([key, value]) => `${JSON.stringify(key)} = ${JSON.stringify(value)}\n`)
      .join("");
  const files = Object.entries(perFile)
    .map(([file, table]) => `[tool.shipwheel.check.per-file-ignores.${JSON.stringify(file)}]\n${rows(table)}`)
    .join("");
  return [
    `\n[tool.shipwheel.check]\nplugins = ["./rules.mjs"]\nselect = ${JSON.stringify(select)}\n`,
    `[tool.shipwheel.check.ignore]\n${rows(ignore)}`,
    `[tool.shipwheel.check.severity]\n${rows(severity)}`,
    files,
  ].join("");
}

let wired: NodePorts;
let repository: GitRepository;
beforeAll(() => {
  wired = nodePorts({});
  repository = gitRepository();
});
afterAll(async () => {
  repository[Symbol.dispose]();
  await wired[Symbol.asyncDispose]();
});

const UPLOAD = ["publish", "--dry-run", "--json", "--index", "http://127.0.0.1:9/"];
const ask: Omit<CheckRequest, "paths"> = { allowNoGit: true, select: [], ignore: [] };
const ONE_LOWER = { error: "warning", warning: "info", info: "info" } as const;
const OWN = /^S00/;

/** What was found; how loud a matter of hygiene is depends on the purpose, unless the settings say. */
function told(
  findings: readonly Finding[],
  purpose: "check" | "release",
  chosen: Settings,
): readonly string[] {
  const hygiene = new Set(RULES.filter((each) => each.scope === "hygiene").map((each) => each.code));
  return findings
    .filter(({ rule }) => !OWN.test(rule))
    .map(({ rule, severity, subject, message }) => {
      const isLowered = purpose === "check" && hygiene.has(rule) && !(rule in chosen.severity);
      return `${rule} ${isLowered ? ONE_LOWER[severity] : severity} ${subject ?? ""} ${message}`;
    })
    .toSorted();
}

test("command and stage say the same of a tree, whatever the settings", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(settings, async (chosen) => {
      repository.commit("change", { ...GOOD_TREE, ...SOURCES, "pyproject.toml": MESSY + tomlOf(chosen) });
      const { root } = repository;
      const checked = await checkPaths({ ...ask, paths: [root], plugins: chosen.plugins }, wired.ports);
      const { values, faults } = await unbuilt({
        directory: root,
        ports: wired.ports,
        plugins: chosen.plugins,
      });
      expect(faults).toEqual([]);
      const staged = values.checked;
      expect(told(staged?.findings ?? [], "release", chosen)).toEqual(
        told(checked.findings, "check", chosen),
      );
      const reasons = (list: readonly { readonly finding: Finding; readonly reason: string }[] = []) =>
        list.map(({ finding, reason }) => `${finding.rule} ${finding.message} ${reason}`).toSorted();
      expect(reasons(staged?.ignored)).toEqual(reasons(checked.ignored));
      const left = chosen.plugins ? [] : ["./rules.mjs"];
      for (const { skipped } of [checked, staged ?? { skipped: [] }])
        expect(skipped.map(({ rule }) => rule).filter((rule) => rule.includes("mjs"))).toEqual(left);
      for (const { rule } of checked.findings) seen.add(rule);
    }),
    { numRuns: 12, seed: 20261130 },
  );
  // A tree of which nothing is said would prove nothing.
  expect([...seen]).toEqual(expect.arrayContaining(["M012", "P001", "P006", "P018", "ZZ001"]));
});

test("check and publish say the same of files, whatever the settings", async () => {
  const EMPTY = wheel({ name: "demo" });
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(settings, fc.boolean(), async (chosen, isIgnored) => {
      const ignore = isIgnored ? { ...chosen.ignore, K001: "on purpose" } : chosen.ignore;
      const pyproject = (GOOD_TREE["pyproject.toml"] ?? "") + tomlOf({ ...chosen, select: [], ignore });
      repository.commit("change", { ...GOOD_TREE, ...SOURCES, "pyproject.toml": pyproject });
      repository.write({ "dist/.keep": "" });
      const path = await EMPTY.write(join(repository.root, "dist"));
      const { plugins } = chosen;
      const checked = await checkPaths({ ...ask, paths: [path], target: "private", plugins }, wired.ports);
      const more = plugins ? ["--plugins"] : [];
      const ended = await run([...UPLOAD, ...more, path]);
      const { findings = [] } = document(ended) as { findings?: readonly Finding[] };
      const errors = (list: readonly Finding[]): readonly string[] =>
        list
          .filter(({ severity, phase }) => severity === "error" && phase === "check")
          .map(({ rule }) => rule);
      expect(errors(findings)).toEqual(errors(checked.findings));
      const isSilent = (code: string): boolean => Object.keys(ignore).some((each) => code.startsWith(each));
      const planted = plugins && !isSilent("ZZ001") && chosen.severity["planted-rule"] === "error";
      expect(errors(checked.findings)).toEqual([
        ...(isIgnored ? [] : ["K001"]),
        ...(planted ? ["ZZ001"] : []),
      ]);
      for (const rule of errors(checked.findings)) seen.add(rule);
    }),
    {
      numRuns: 3,
      seed: 20261130,
      examples: [
        [{ ignore: {}, severity: { "planted-rule": "error" }, perFile: {}, select: [], plugins: true }, true],
      ],
    },
  );
  expect([...seen].toSorted()).toEqual(["K001", "ZZ001"]);
});

test("a project's baseline holds in check, rehearsal, plan and publish, and says what it hides", async () => {
  const settingsText = '\n[tool.shipwheel.check]\nbaseline = "known.json"\n';
  repository.commit("change", {
    ...GOOD_TREE,
    ...SOURCES,
    "pyproject.toml": MESSY + settingsText,
    ".gitignore": "dist/\n",
  });
  repository.tag("v1.0", "v1.0");
  repository.commit("feat: more");
  repository.write({ "dist/.keep": "" });
  const { root } = repository;
  const archive = await wheel({ name: "demo" }).write(join(root, "dist"));
  const all = await checkPaths({ ...ask, paths: [root, archive], baseline: null }, wired.ports);
  const rules = new Set(all.findings.map(({ rule }) => rule));
  expect([...rules]).toEqual(expect.arrayContaining(["V006", "P001", "K001"]));
  const missing = await checkPaths({ ...ask, paths: [root] }, wired.ports).catch((error: unknown) => error);
  expect(missing).toMatchObject({ code: "usage/no-baseline", remedy: expect.stringContaining("known.json") });
  repository.commit("the baseline", { "known.json": all.baseline });

  const checked = await checkPaths({ ...ask, paths: [root] }, wired.ports);
  const ofArchive = await checkPaths({ ...ask, paths: [archive] }, wired.ports);
  expect([...checked.findings, ...ofArchive.findings]).toEqual([]);
  expect(checked.ignored.map(({ finding, reason }) => `${finding.rule} ${reason}`)).toEqual(
    expect.arrayContaining(["V006 baseline known.json", "P001 baseline known.json"]),
  );
  const inRehearsal = settle(await unbuilt({ directory: root, ports: wired.ports }), wired.ports.clock.now());
  expect(inRehearsal.findings).toEqual([]);
  expect(inRehearsal.ignored.map(({ finding }) => finding.rule)).toEqual(
    expect.arrayContaining(["V006", "P001"]),
  );
  expect((await readPlan(releaseRequest(root), wired.ports)).findings.map(({ rule }) => rule)).not.toContain(
    "V006",
  );
  const { findings = [] } = document(await run([...UPLOAD, archive])) as { findings?: readonly Finding[] };
  expect(findings.filter(({ phase }) => phase === "check")).toEqual([]);

  repository.commit("repair", {
    "pyproject.toml":
      MESSY.replace('"click @ https://good.dev/click-8.0.tar.gz"', '"click>=8"') + settingsText,
  });
  const gone = async (...paths: readonly string[]): Promise<readonly string[]> =>
    (await checkPaths({ ...ask, paths }, wired.ports)).findings
      .filter(({ rule, message }) => rule === "S003" && message.startsWith("P001"))
      .map(({ message }) => message);
  expect(await gone(root), "the baseline is of the wheel, too").toEqual([]);
  expect(await gone(root, archive)).toEqual([
    expect.stringContaining("P001 in pyproject.toml is no longer found"),
  ]);
});
