/**
 * Run by itself, in a copy of the tree: puts each mutant of a rule in its place and runs the rule's cases. Prints a line
 * for each mutant: its number, and whether a case noticed. Usage: rule-cases.ts FILE CODE FIRST
 */
import { rmSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runChecks } from "../../src/check/engine/engine.ts";
import { RULES } from "../../src/check/engine/registry.ts";
import type { Rule } from "../../src/check/engine/rule.ts";
import { DEFAULT_CONFIG } from "../../src/config/schema.ts";
import { CASES } from "../../tests/check/cases/all.ts";
import { withSituation, type RuleCase, type Situation } from "../../tests/check/rule-case.ts";
import { mutantsOf } from "./mutants.ts";

const [file = "", code = "", first = "0"] = process.argv.slice(2);
const path = join(import.meta.dirname, "..", "..", file);
const original = RULES.find((rule) => rule.code === code);
const cases = CASES.filter((each) => each.code === code);
const withPython = original?.needs.some((alternative) => alternative.includes("python")) === true;

/** What a rule says of a situation, in words that can be compared. */
function said(rule: Rule, situation: Situation): Promise<string> {
  const contract = { ...DEFAULT_CONFIG.check.contract, ...situation.contract };
  const config = { ...DEFAULT_CONFIG.check, contract, select: [code] };
  const rules = RULES.map((each) => (each.code === code ? rule : each));
  return withSituation(situation, withPython, async (inputs) => {
    const { findings } = await runChecks(inputs, config, rules);
    return JSON.stringify(
      findings.map(({ message, severity, location, help, explains }) => [
        message,
        severity,
        location,
        help,
        explains,
      ]),
    );
  });
}

/** What the assertions of rules.test.ts see of it. */
async function holds(rule: Rule, each: RuleCase): Promise<boolean> {
  const fires = await said(rule, each.fires);
  const findings = JSON.parse(fires) as readonly (readonly [
    string,
    string,
    { file: string; line?: number } | null,
    string | null,
    readonly string[] | null,
  ])[];
  const [finding] = findings;
  if (finding === undefined || findings.length !== 1 || !finding[0].includes(each.says)) return false;
  if (finding[1] !== (each.severity ?? original?.severity)) return false;
  if (each.help !== undefined && finding[3]?.includes(each.help) !== true) return false;
  if (each.explains !== undefined && finding[4]?.includes(each.explains) !== true) return false;
  const place = finding[2]?.line === undefined ? finding[2]?.file : `${finding[2].file}:${finding[2].line}`;
  if (each.at !== undefined && place !== each.at) return false;
  return each.silent === undefined || (await said(rule, each.silent)) === "[]";
}

for (const [number, { text }] of mutantsOf(readFileSync(path, "utf8")).entries()) {
  if (number < Number(first)) continue;
  const mutant = path.replace(/\.ts$/, `.mutant-${number}.ts`);
  writeFileSync(mutant, text);
  let survives = true;
  try {
    const exported = (await import(pathToFileURL(mutant).href)) as Readonly<Record<string, unknown>>;
    const rule = Object.values(exported).find((each) => (each as Partial<Rule> | null)?.code === code) as
      | Rule
      | undefined;
    for (const each of cases) if (rule === undefined || !(await holds(rule, each))) survives = false;
    // The sound project is the control of a rule without one of its own.
    if (survives && rule !== undefined && cases.every(({ silent }) => silent === undefined)) {
      const same = <T>(value: T): T => value;
      survives = (await said(rule, { tree: {}, git: {}, wheel: same, sdist: same })) === "[]";
    }
  } catch {
    survives = false;
  }
  rmSync(mutant);
  console.log(`${number} ${survives ? "survives" : "noticed"}`);
}
