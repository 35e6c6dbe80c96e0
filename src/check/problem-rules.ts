import type { Severity } from "../values/finding.ts";
import type { Location } from "../values/location.ts";
import { memberPath, metadataMember } from "./metadata-view.ts";
import { defineRule, type Rule, type RuleDocs, type RuleFinding, type RuleInputs } from "./rule.ts";

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
      Array.from(problemsOf(inputs, rule.code), (problem) => toFinding(problem, severities, explains)),
  });
}

interface Problem {
  readonly message: string;
  readonly slug: string;
  readonly location: Location;
  readonly subject: string;
  readonly pypi: string | undefined;
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
    for (const { code: found, slug, message, entry, pypi } of distribution.problems) {
      if (found !== code) continue;
      const location = { file: entry === undefined ? label : memberPath(distribution, entry) };
      const told = message.includes(label) ? message : `${label}: ${message}`;
      yield { message: told, slug, location, subject: `${label} ${entry ?? message}`, pypi };
    }
    for (const { code: found, slug, message, line } of distribution.metadata?.problems ?? []) {
      if (found !== code) continue;
      const file = memberPath(distribution, metadataMember(distribution));
      const location = { file, ...(line !== undefined && { line }) };
      yield { message: `${label}: ${message}`, slug, location, subject: message, pypi: undefined };
    }
  }
}
