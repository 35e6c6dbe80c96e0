/**
 * Changes one thing at a time in the rules of the check or in src/version, and lists the changes that no test notices:
 * npm run mutation -- rules|version [--sample 40] [--seed 1] [--only PATTERN]. A rule is held to its cases; a file of
 * src/version to the unit tests of tests/version. A sample is of files for rules, of mutants for version.
 */
import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { mutantsOf, type Mutant } from "./mutation/mutants.ts";

const ROOT = join(import.meta.dirname, "..");
/** A mutant that loops for ever is noticed by its time. */
const LIMIT_MS = 120_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: "string", default: "40" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
  },
});

/** A tree in which anything may be written. */
function copyOfTree(): string {
  const copy = mkdtempSync(join(tmpdir(), "shipwheel-mutation-"));
  for (const name of [
    "src",
    "tests",
    "scripts",
    "examples",
    "package.json",
    "tsconfig.json",
    "vitest.config.ts",
  ])
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  return copy;
}

/** A share of a list that is the same for the same seed. */
function sample<T>(list: readonly T[]): readonly T[] {
  let state = Number(values.seed);
  const keyed = list.map((each) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return { each, key: state };
  });
  return keyed
    .toSorted((a, b) => a.key - b.key)
    .slice(0, Number(values.sample))
    .map(({ each }) => each);
}

/** The mutants of a rule that its cases do not notice. */
function survivorsOfRule(file: string, copy: string): readonly Mutant[] {
  const mutants = mutantsOf(readFileSync(join(ROOT, file), "utf8"));
  const code = basename(file).slice(0, 4);
  const survivors: Mutant[] = [];
  for (let next = 0; next < mutants.length;) {
    const args = [join(copy, "scripts/mutation/rule-cases.ts"), file, code, String(next)];
    const { stdout } = spawnSync(process.execPath, args, { cwd: copy, encoding: "utf8", timeout: LIMIT_MS });
    const lines = stdout.split("\n").filter((line) => /^\d+ (?:survives|noticed)$/.test(line));
    for (const line of lines) {
      const mutant = mutants[Number.parseInt(line, 10)];
      if (line.endsWith("survives") && mutant !== undefined) survivors.push(mutant);
    }
    // The one that was not answered ended the process, or did not end.
    next += lines.length + 1;
  }
  tried += mutants.length;
  return survivors;
}

function survivesVersion(file: string, mutant: Mutant, copy: string): boolean {
  const original = readFileSync(join(ROOT, file), "utf8");
  writeFileSync(join(copy, file), mutant.text);
  const vitest = join(copy, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--project", "unit", "--bail=1", "--maxWorkers=1", "tests/version/"];
  const { status } = spawnSync(process.execPath, args, { cwd: copy, stdio: "ignore", timeout: LIMIT_MS });
  writeFileSync(join(copy, file), original);
  tried += 1;
  return status === 0;
}

function show(file: string, { line, before, after }: Mutant): void {
  console.log(`${file}:${line}\n  - ${before}\n  + ${after}`);
  survived += 1;
}

let tried = 0;
let survived = 0;
const [what = "rules"] = positionals;
const copy = copyOfTree();
try {
  if (what === "rules") {
    const files = globSync("src/check/rules/**/[A-Z][0-9][0-9][0-9]-*.ts", { cwd: ROOT }).toSorted();
    for (const file of sample(files.filter((each) => each.includes(values.only))))
      for (const mutant of survivorsOfRule(file, copy)) show(file, mutant);
  } else {
    const files = globSync("src/version/*.ts", { cwd: ROOT }).toSorted();
    const all = files
      .filter((each) => each.includes(values.only))
      .flatMap((file) =>
        mutantsOf(readFileSync(join(ROOT, file), "utf8")).map((mutant) => ({ file, mutant })),
      );
    for (const { file, mutant } of sample(all)) if (survivesVersion(file, mutant, copy)) show(file, mutant);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`${tried} mutants, ${survived} of them noticed by no test`);
