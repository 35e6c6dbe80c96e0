import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { FormFields } from "../../src/distribution/acceptance/form-fields.ts";
import { judgeMetadata } from "../../src/distribution/acceptance/judge-metadata.ts";
import { parseFileName } from "../../src/distribution/file-names.ts";
import { isValidName } from "../../src/version/names.ts";
import { variations, type Variation } from "./variations.ts";

/** One variation on which the two sides differ. */
export interface Difference {
  readonly variation: Variation;
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** How both sides judged: `falseGreen` is what they refuse and we do not. */
export interface Comparison {
  readonly count: number;
  readonly bothRefuse: number;
  readonly bothAccept: number;
  readonly falseGreen: readonly Difference[];
  readonly falseRed: readonly Difference[];
}

/** The versions of PyPI's lock file. */
const ORACLE_PACKAGES: readonly string[] = [
  "packaging==26.2",
  "email-validator==2.3.0",
  "rfc3986==2.0.0",
  "trove-classifiers==2026.6.1.19",
];

/** The Python with these packages, run by uv. */
export function oracleCommand(uv: string): readonly string[] {
  const packages = ORACLE_PACKAGES.flatMap((each) => ["--with", each]);
  const python = STRICT_PYTHON ?? "python3";
  return [uv, "run", "--quiet", "--no-project", "--python", python, ...packages, "python"];
}

/** A Python that reads addresses as PyPI's does (since 3.12.6 and 3.13); null when this machine has none. */
const STRICT_PYTHON: string | null = findStrictPython();

function findStrictPython(): string | null {
  const pyenv = join(homedir(), ".pyenv", "versions");
  const installed = existsSync(pyenv)
    ? readdirSync(pyenv).map((version) => join(pyenv, version, "bin", "python"))
    : [];
  const code =
    "import email.utils, sys; assert email.utils.supports_strict_parsing and sys.version_info >= (3, 12)";
  const isStrict = (python: string): boolean => spawnSync(python, ["-c", code]).status === 0;
  return ["python3", "python3.14", "python3.13", ...installed].find(isStrict) ?? null;
}

/** Whether the oracle can judge a variation. */
function isJudged(variation: Variation): boolean {
  return (
    STRICT_PYTHON !== null ||
    !("fields" in variation) ||
    !variation.fields.some(([name]) => name.endsWith("_email"))
  );
}

/** Puts variations to both sides. Throws when the oracle does not run. */
export function compare(count: number, seed: number, oracle: readonly string[]): Comparison {
  const asked = [...variations(count, seed)].filter(isJudged);
  const [program = "", ...rest] = oracle;
  const script = join(import.meta.dirname, "oracle.py");
  const done = spawnSync(program, [...rest, script], {
    input: asked.map((each) => `${JSON.stringify(each)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (done.status !== 0) throw new Error(`the oracle ended with ${done.status}: ${done.stderr}`);
  const answers = done.stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as readonly string[]);
  const differences = asked.map((variation, at): Difference => ({
    variation,
    ours: ourJudgement(variation),
    theirs: answers[at] ?? [],
  }));
  const both = (refused: boolean): number =>
    differences.filter(({ ours, theirs }) => ours.length > 0 === refused && theirs.length > 0 === refused)
      .length;
  return {
    count: asked.length,
    bothRefuse: both(true),
    bothAccept: both(false),
    falseGreen: differences.filter(({ ours, theirs }) => ours.length === 0 && theirs.length > 0),
    falseRed: differences.filter(({ ours, theirs }) => ours.length > 0 && theirs.length === 0),
  };
}

/** What the index, and with it rule M039, says; an empty list: accepted. */
function ourJudgement(variation: Variation): readonly string[] {
  if ("file" in variation) {
    const parsed = parseFileName(variation.file);
    return parsed.kind === "invalid" ? [parsed.reason] : [];
  }
  const fields = new FormFields();
  for (const [name, value] of variation.fields) fields.add(name, value);
  const name = fields.first("name");
  const nameProblem = isValidName(name) ? [] : [`'${name}' is invalid for 'name'`];
  return [...nameProblem, ...judgeMetadata(fields).map(({ message }) => message)];
}
