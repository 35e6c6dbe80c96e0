/**
 * Rehearses the 24 small projects of tests/cases/planted-24, each with one planted release bug, and writes what
 * shipwheel names beside what five other tools said: docs/reference/planted-bugs.md, and the answers as JSON.
 * Usage: npm run planted (about five minutes: every project is built, uploaded to the rehearsal index and installed)
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { GENERATED, ruleLink } from "./docs/generated.ts";

const ROOT = join(import.meta.dirname, "..");
const CASES = join(ROOT, "tests/cases/planted-24");
const PAGE = "docs/reference/planted-bugs.md";

const bugSchema = v.object({
  id: v.string(),
  bug: v.string(),
  fate: v.string(),
  peers: v.record(v.string(), v.string()),
  names: v.array(v.string()),
});
const answerSchema = v.object({
  id: v.string(),
  rule: v.nullable(v.string()),
  severity: v.string(),
  message: v.string(),
});
const reportSchema = v.object({
  findings: v.array(v.object({ rule: v.string(), severity: v.string(), message: v.string() })),
});

/** A planted bug, its fate, and what other tools say of the files (measured in November 2026). */
export interface PlantedBug {
  readonly id: string;
  readonly bug: string;
  readonly fate: string;
  /** By tool. */
  readonly peers: Readonly<Record<string, string>>;
  /** Rules that name this bug, the most telling first. */
  readonly names: readonly string[];
}

/** What a rehearsal named; `rule` is null when it named something else only. */
export interface PlantedAnswer {
  readonly id: string;
  readonly rule: string | null;
  readonly severity: string;
  readonly message: string;
}

/** The bugs as they are described. */
export function plantedBugs(): readonly PlantedBug[] {
  return v.parse(v.array(bugSchema), JSON.parse(readFileSync(join(CASES, "bugs.json"), "utf8")));
}

/** The answers of the last run of this script. */
export function plantedAnswers(): readonly PlantedAnswer[] {
  return v.parse(v.array(answerSchema), JSON.parse(readFileSync(join(CASES, "answers.json"), "utf8")));
}

/** The page for a set of answers. */
export function plantedPage(bugs: readonly PlantedBug[], answers: readonly PlantedAnswer[]): string {
  const peers = Object.keys(bugs[0]?.peers ?? {});
  const rows = bugs.map((bug) => {
    const answer = answers.find((each) => each.id === bug.id);
    const ours = answer?.rule == null ? "missed" : `**${ruleLink(PAGE, answer.rule)}**, ${answer.severity}`;
    return `| ${bug.id.slice(0, 3)} | ${bug.bug} | ${bug.fate} | ${ours} | ${peers.map((peer) => bug.peers[peer]).join(" | ")} |`;
  });
  const found = bugs.filter((bug) => answers.some((each) => each.id === bug.id && each.rule !== null)).length;
  const objecting = (peer: string): number =>
    bugs.filter((bug) => bug.peers[peer]?.startsWith("FAIL")).length;
  const together = bugs.filter((bug) =>
    Object.values(bug.peers).some((word) => word.startsWith("FAIL")),
  ).length;
  return [
    GENERATED,
    "",
    "# 24 planted bugs",
    "",
    "Small projects with one release bug each, built with `uv build`. *pass* means that the tool ended with 0: the bug is missed. Our column is one",
    "`shipwheel rehearse` of the committed tree, which names the rule; the others were measured in November 2026 (twine 7.0.0, uv 0.13.8,",
    "check-wheel-contents 0.6.3, pydistcheck 0.11.3, validate-pyproject 0.27).",
    "",
    `shipwheel names **${found} of ${bugs.length}**; ${peers.map((peer) => `${peer} ${objecting(peer)}`).join(", ")}; these five together ${together}.`,
    "",
    `| | bug | what becomes of it | shipwheel rehearse | ${peers.join(" | ")} |`,
    `| --- | --- | --- | --- |${" --- |".repeat(peers.length)}`,
    ...rows,
    "",
    "f19 is about a folder `build/` next to the sources: a build that goes through the sdist, as ours does, leaves it out, so that its wheel is right; what is named is the folder.",
    "`npm run planted` makes this page anew; a test holds it to the recorded answers, and every answer to a rule that exists.",
    "",
  ].join("\n");
}

function rehearse(bug: PlantedBug, folder: string): PlantedAnswer {
  const project = join(folder, bug.id);
  rmSync(join(project, "d2"), { recursive: true, force: true });
  const git = ["-c", "user.name=Ada", "-c", "user.email=ada@users.noreply.github.com"];
  for (const args of [
    ["init", "-q"],
    ["add", "-A", "-f"],
    [...git, "commit", "-qm", "planted"],
  ])
    execFileSync("git", args, { cwd: project });
  const run = spawnSync(
    process.execPath,
    [join(ROOT, "src/cli/main.ts"), "rehearse", "--json", "--installer", "uv"],
    { cwd: project, encoding: "utf8", maxBuffer: 1 << 28 },
  );
  const { findings } = v.parse(reportSchema, JSON.parse(run.stdout));
  const named = bug.names.flatMap((rule) => findings.filter((finding) => finding.rule === rule));
  const [best] = named;
  if (best !== undefined)
    return { id: bug.id, rule: best.rule, severity: best.severity, message: best.message };
  return { id: bug.id, rule: null, severity: "none", message: findings.map((each) => each.rule).join(" ") };
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), "shipwheel-planted-"));
  try {
    execFileSync("tar", ["-xzf", join(CASES, "planted-24.tar.gz"), "-C", folder]);
    const bugs = plantedBugs();
    const answers = bugs.map((bug) => {
      const answer = rehearse(bug, folder);
      console.log(`${bug.id}: ${answer.rule ?? "missed"} ${answer.message}`);
      return answer;
    });
    writeFileSync(join(CASES, "answers.json"), `${JSON.stringify(answers, null, 2)}\n`);
    writeFileSync(join(ROOT, PAGE), plantedPage(bugs, answers));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) main();
