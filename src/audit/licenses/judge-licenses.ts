import type { AuditConfig, LicensePolicy } from "../../config/sections/audit.ts";
import type { Finding } from "../../findings/finding.ts";
import type { AuditedPackage } from "../audited-package.ts";
import { LICENSE_CONTRADICTORY, LICENSE_DENIED, LICENSE_UNKNOWN } from "../audit-rules.ts";
import type { LicenseEvidence } from "./evidence.ts";
import { judgeLicense, stricter } from "./policy.ts";

/** Holds the licenses of packages against the policy. Pure. */
export function judgeLicenses(
  packages: readonly AuditedPackage[],
  licenses: ReadonlyMap<string, LicenseEvidence>,
  policy: AuditConfig["licenses"],
): readonly Finding[] {
  return packages.flatMap((each) => {
    const evidence = licenses.get(`${each.name} ${each.version}`);
    return evidence === undefined ? [] : judgePackage(each, evidence, policy);
  });
}

function judgePackage(
  { name, version, extras }: AuditedPackage,
  { expression, source, declared, contradictions }: LicenseEvidence,
  policy: AuditConfig["licenses"],
): readonly Finding[] {
  const findings: Finding[] = [];
  const subject = `${name}==${version}`;
  if (expression === null) {
    if (policy.unknown === "off") return [];
    const says = declared === null ? "it declares none" : `it declares "${declared.slice(0, 80)}"`;
    return [
      LICENSE_UNKNOWN.finding({
        severity: policy.unknown,
        subject,
        message: `the license of ${name} ${version} is unknown: ${says}`,
        help: `look at the project, and record its license: [[tool.shipwheel.audit.waive]] with id = "${LICENSE_UNKNOWN.code}"`,
      }),
    ];
  }
  if (contradictions.length > 0) {
    const others = contradictions.map((each) => `its ${each.source} ${each.expression}`).join(", ");
    findings.push(
      LICENSE_CONTRADICTORY.finding({
        subject,
        message: `${name} ${version} is ${expression} by its ${source}, and by ${others}`,
      }),
    );
  }
  const expressions = [expression, ...contradictions.map((each) => each.expression)];
  for (const [where, rules] of policiesFor(extras, policy)) {
    const verdict = expressions.map((each) => judgeLicense(each, rules)).reduce(stricter);
    if (verdict === "allowed") continue;
    const reason = verdict === "denied" ? "which the policy denies" : "which the policy does not allow";
    findings.push(
      LICENSE_DENIED.finding({
        subject,
        message: `${name} ${version} is licensed under ${expression} (${source}), ${reason}${where}`,
        help: `replace ${name}, or add the license to \`allow\` of [tool.shipwheel.audit.licenses]`,
        details: { license: expression, source },
      }),
    );
    break;
  }
  return findings;
}

/** What comes with several extras is held to the policy of each; what always comes, to the project's. */
function policiesFor(
  extras: readonly string[],
  policy: AuditConfig["licenses"],
): readonly (readonly [string, LicensePolicy])[] {
  if (extras.length === 0) return [["", policy]];
  return extras.map((extra) => {
    const own = policy.extras[extra];
    return own === undefined ? (["", policy] as const) : ([` for the extra [${extra}]`, own] as const);
  });
}
