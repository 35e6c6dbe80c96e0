/**
 * Runs `check` over every broken project and distribution of tests/cases/bad-dists and writes the page that compares
 * the answer with what is expected and with what other tools said: docs/reference/bad-dists.md.
 * Usage: node scripts/generate-bad-dists-page.ts
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  BAD_CASES,
  checkBadCase,
  judge,
  unpackBadCases,
  type BadCase,
  type CaseFinding,
} from "../tests/support/bad-dists.ts";

/** The tools of the page: a column, and what of its words means that it objected. */
const PEERS: readonly (readonly [name: string, objects: RegExp])[] = [
  ["pypi", /^(REJECT|500)/],
  ["twine check --strict", /^(?!ok)/],
  ["check-wheel-contents", /^(?!ok)/],
  ["pydistcheck", /^(?!ok)/],
  ["wheel-inspect", /^(?!ok)/],
  ["validate-pyproject", /^(?!ok)/],
  ["zizmor", /^(?!ok)/],
  ["pip install", /^FAIL/],
  ["uv pip install", /^FAIL/],
];

/** The page for a set of answers, by the case's id. */
export function badDistsPage(answers: ReadonlyMap<string, readonly CaseFinding[]>): string {
  const broken = BAD_CASES.filter(({ rule }) => rule !== "-");
  const found = broken.filter((each) => judge(each, answers.get(each.id) ?? []) === "found");
  const milder = broken.filter((each) => judge(each, answers.get(each.id) ?? []) === "other severity");
  const controls = BAD_CASES.filter(({ rule }) => rule === "-");
  const silent = controls.filter((each) => judge(each, answers.get(each.id) ?? []) === "silent");
  const sums = PEERS.map(([name, objects]) => {
    const seen = broken.filter((each) => each.peers[name] !== undefined);
    return `| ${name} | ${seen.filter((each) => objects.test(each.peers[name] ?? "")).length} | ${seen.length} |`;
  });
  const rows = BAD_CASES.map((each) => row(each, answers.get(each.id) ?? []));
  return [
    "<!-- Written by scripts/generate-bad-dists-page.ts; do not edit. -->",
    "",
    "# Broken distributions and projects",
    "",
    `${broken.length} trees, sdists and wheels with one defect each, and ${controls.length} without any. \`shipwheel check\` names the defect of **${found.length + milder.length}**, ` +
      `of ${found.length} with the expected severity, and says nothing of ${silent.length} of the ${controls.length} controls (no error, no warning). Verdicts of the others were measured in November 2026;`,
    "an installer refuses only what it cannot install, and a tool is asked only about what it reads.",
    "",
    "| tool | objects to | of |",
    "| --- | --- | --- |",
    `| shipwheel check | ${broken.filter((each) => (answers.get(each.id) ?? []).length > 0).length} | ${broken.length} |`,
    ...sums,
    "",
    "| case | defect | rule | expected | shipwheel | also seen by |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

function row(each: BadCase, findings: readonly CaseFinding[]): string {
  const seen = PEERS.filter(
    ([name, objects]) => each.peers[name] !== undefined && objects.test(each.peers[name]),
  );
  const rule = each.rule === "-" ? "none" : `[${each.rule}](../rules/${each.rule}.md)`;
  const others = seen.map(([name]) => name).join(", ");
  const note = each.note
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replaceAll("*", "\\*")
    .replaceAll("_", "\\_");
  return `| ${each.id} | ${note} | ${rule} | ${each.severity} | ${judge(each, findings)} | ${others || "nobody"} |`;
}

if (process.argv[1] === import.meta.filename) {
  const answers = new Map<string, readonly CaseFinding[]>();
  await using folder = await unpackBadCases();
  for (const each of BAD_CASES) answers.set(each.id, await checkBadCase(each, folder.path));
  writeFileSync(join(import.meta.dirname, "../docs/reference/bad-dists.md"), badDistsPage(answers));
  for (const each of BAD_CASES) {
    const verdict = judge(each, answers.get(each.id) ?? []);
    if (verdict !== "found" && verdict !== "silent") console.log(`${each.id}: ${each.rule} ${verdict}`);
  }
}
