import { isError, type Finding } from "../../findings/finding.ts";
import { failed, succeeded, type Attempt, type Exemption } from "../attempt.ts";
import { causeOf } from "./import-findings.ts";
import type { JudgedImport, Judgement } from "./judge-import.ts";
import { isWithin } from "./modules.ts";
import type { NeedsMore } from "./needs-more.ts";
import { IMPORT_WRITES_FILES } from "./import-rules.ts";

/** What the imports of a trial showed. */
export interface ImportsShown {
  /** The modules that were to be imported. */
  readonly names: readonly string[];
  readonly imported: ReadonlySet<string>;
  /** The failures that remained after every try. */
  readonly settled: ReadonlyMap<string, JudgedImport>;
  /** Of the defects among them. */
  readonly severities: ReadonlyMap<string, "error" | "warning">;
  readonly findings: readonly Finding[];
  /** What imported with more than the release requires only. */
  readonly more: readonly NeedsMore[];
}

/** Every module with what became of it: one that neither the driver nor a failed package above it accounts for failed. */
export function moduleAttempts(shown: ImportsShown): readonly Attempt[] {
  const { names, imported, settled } = shown;
  return names.map((name) => {
    const lacking = shown.more.find((each) => each.name === name);
    if (lacking !== undefined) {
      const exemption: Exemption = { kind: "extra", reason: `it needs ${lacking.need}` };
      return failed("module", name, lacking.finding.message, { exemption, finding: lacking.finding });
    }
    if (imported.has(name)) return succeeded("module", name);
    const known = settled.get(name);
    if (known === undefined) {
      const above = [...settled.keys()].find((each) => isWithin(name, each));
      if (above === undefined) return failed("module", name, "the trial has no result for it");
      const exemption: Exemption = { kind: "consequence", reason: `${above} cannot be imported` };
      return failed("module", name, exemption.reason, { exemption });
    }
    const { record, judgement } = known;
    const severity = shown.severities.get(name);
    return failed("module", name, causeOf(record).headline, {
      exemption: exemptionOf(judgement, severity),
      finding: findingOf(name, severity, shown.findings),
    });
  });
}

function exemptionOf(judgement: Judgement, severity: "error" | "warning" | undefined): Exemption | null {
  if (severity === "warning") return { kind: "unmet", reason: "users of the release do not import it first" };
  if (severity === "error" || judgement.kind === "defect") return null;
  return { kind: judgement.kind, reason: judgement.reason };
}

/** A module that fails because it may not write is told of by what it writes. */
function findingOf(
  name: string,
  severity: "error" | "warning" | undefined,
  findings: readonly Finding[],
): Finding | null {
  const isOf = (finding: Finding): boolean => {
    if (severity === undefined) return finding.rule === IMPORT_WRITES_FILES.code && isError(finding);
    const modules = finding.details?.["modules"];
    return Array.isArray(modules) && modules.includes(name);
  };
  return findings.find(isOf) ?? null;
}
