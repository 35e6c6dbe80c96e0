import {
  BAD_CASES,
  checkBadCase,
  judge,
  unpackBadCases,
  type BadCase,
  type CaseFinding,
} from "../../tests/support/bad-dists.ts";
import { GENERATED, ruleLink } from "./generated.ts";

const PAGE = "docs/reference/bad-dists.md";

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

/** Every broken project and distribution of tests/cases/bad-dists, beside what is expected and what other tools said. */
export async function measuredBadDistsPage(): Promise<string> {
  await using folder = await unpackBadCases();
  const answers = new Map<string, readonly CaseFinding[]>();
  for (const each of BAD_CASES) answers.set(each.id, await checkBadCase(each, folder.path));
  return badDistsPage(answers);
}

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
    GENERATED,
    "",
    "# Broken distributions and projects",
    "",
    `${broken.length} trees, sdists and wheels with one defect each, and ${controls.length} without any. \`shipwheel check\` names the defect of **${found.length + milder.length}**, ` +
      `of ${found.length} with the expected severity, and says nothing of ${silent.length} of the ${controls.length} controls (no error, no warning). Verdicts of the others were measured in November 2026;`,
    "an installer rejects only what it cannot install, and a tool is asked only about what it reads.",
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
  const rule = each.rule === "-" ? "none" : ruleLink(PAGE, each.rule);
  const others = seen.map(([name]) => name).join(", ");
  const note = each.note
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replaceAll("*", "\\*")
    .replaceAll("_", "\\_");
  return `| ${each.id} | ${note} | ${rule} | ${each.severity} | ${judge(each, findings)} | ${others || "nobody"} |`;
}
