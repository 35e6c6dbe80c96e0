import type { Distribution } from "../../distribution/distribution.ts";
import type { Severity } from "../../findings/finding.ts";
import type { Location } from "../../findings/location.ts";
import { memberPath, metadataMember } from "../views/metadata-view.ts";
import type { RuleDocs } from "../../findings/rule-docs.ts";
import { defineRule, type Rule, type RuleFinding, type RuleInputs } from "./rule.ts";

interface ProblemRuleOptions {
  readonly code: string;
  readonly slug: string;
  readonly title: string;
  readonly severity: Severity;
  readonly on: "sdist" | "wheel" | "dist";
  readonly docs: RuleDocs;
  /** Severity of single problems that differs, by the problem's slug. */
  readonly severities?: Readonly<Record<string, Severity>>;
  readonly pypiOnly?: boolean;
  /** Symptoms that it accounts for. */
  readonly explains?: readonly string[];
}

/** A rule for what the readers of archives, metadata and entry points have already found: it adds the words. */
export function problemRule(options: ProblemRuleOptions): Rule {
  const { on, severities, explains, ...rule } = options;
  return defineRule({
    ...rule,
    needs: [on],
    check: (inputs) =>
      together([...problemsOf(inputs, rule.code)]).map((problem) => toFinding(problem, severities, explains)),
  });
}

interface Problem {
  readonly message: string;
  readonly label: string;
  readonly slug: string;
  readonly location: Location;
  readonly subject: string;
  readonly pypi: string | undefined;
  readonly count: number;
}

/** So many problems of one kind in one file are told one by one. */
const FEW = 3;

/** More than a few problems of one kind in one distribution are one finding (the engine joins what has one subject). */
function together(problems: readonly Problem[]): readonly Problem[] {
  const kinds = Map.groupBy(problems, ({ label, slug }) => `${label} ${slug}`);
  return [...kinds].flatMap(([kind, list]) => {
    const [first] = list;
    if (first === undefined || list.length <= FEW) return list;
    const message = `${first.message} (and ${list.reduce((sum, { count }) => sum + count, 0) - 1} more of the kind)`;
    return list.map((each) => ({ ...each, message, subject: kind }));
  });
}

function toFinding(
  problem: Problem,
  severities: ProblemRuleOptions["severities"],
  explains: readonly string[] | undefined,
): RuleFinding {
  const severity = severities?.[problem.slug];
  return {
    message: problem.message,
    location: problem.location,
    subject: problem.subject,
    ...(severity !== undefined && { severity }),
    ...(explains !== undefined && { explains }),
    ...(problem.pypi !== undefined && { why: `PyPI answers: "${problem.pypi}"` }),
  };
}

function* problemsOf(inputs: RuleInputs, code: string): Generator<Problem> {
  for (const distribution of inputs.distributions) {
    const label = distribution.fileName;
    for (const { code: found, slug, message, entry, pypi, count = 1 } of distribution.problems) {
      if (found !== code || isConsequence(distribution, code)) continue;
      const location = { file: entry === undefined ? label : memberPath(distribution, entry) };
      const told = message.includes(label) ? message : `${label}: ${message}`;
      yield { message: told, label, slug, location, subject: `${label} ${entry ?? message}`, pypi, count };
    }
    for (const { code: found, slug, message, line } of distribution.metadata?.problems ?? []) {
      if (found !== code) continue;
      const file = memberPath(distribution, metadataMember(distribution));
      const location = { file, ...(line !== undefined && { line }) };
      yield {
        message: `${label}: ${message}`,
        label,
        slug,
        location,
        subject: message,
        pypi: undefined,
        count: 1,
      };
    }
  }
}

/** A RECORD whose rows have too few columns or too many names no files: that the files are not in it is the same defect. */
function isConsequence({ problems }: Distribution, code: string): boolean {
  return (code === "R002" || code === "R003") && problems.some(({ slug }) => slug === "record-columns");
}
