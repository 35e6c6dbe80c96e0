import * as v from "valibot";
import { day, oneOf, text } from "./value-schemas.ts";

/** Which licenses dependencies may have. */
export interface LicensePolicy {
  /** SPDX ids, `ID WITH exception`, `LicenseRef-…`; empty: every license that is not denied. */
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

/** A finding of the audit that is accepted until a day. */
export interface AuditWaiver {
  /** Id or alias of an advisory, or the code or name of another finding. */
  readonly id: string;
  readonly package: string;
  /** Version specifiers; absent: every version. */
  readonly versions?: string | undefined;
  readonly reason: string;
  /** `YYYY-MM-DD`. */
  readonly until: string;
  /** CycloneDX's word for the analysis. */
  readonly state: (typeof VEX_STATES)[number];
  readonly justification?: (typeof VEX_JUSTIFICATIONS)[number] | undefined;
}

/** [tool.shipwheel.audit]. */
export interface AuditConfig {
  /** Address of a service of OSV's form; absent: OSV's own. */
  readonly service?: string | undefined;
  readonly licenses: LicensePolicy & {
    readonly unknown: "error" | "warning" | "off";
    /** By extra: what only comes with it. */
    readonly extras: Readonly<Record<string, LicensePolicy>>;
  };
  readonly waive: readonly AuditWaiver[];
}

/** States of an analysis (CycloneDX) that accept a vulnerability. */
export const VEX_STATES = ["not_affected", "false_positive", "exploitable", "in_triage", "resolved"] as const;

/** Reasons why a vulnerability does not affect (CycloneDX). */
export const VEX_JUSTIFICATIONS = [
  "code_not_present",
  "code_not_reachable",
  "requires_configuration",
  "requires_dependency",
  "requires_environment",
  "protected_by_compiler",
  "protected_at_runtime",
  "protected_at_perimeter",
  "protected_by_mitigating_control",
] as const;

const licenses = (
  what: string,
): v.OptionalSchema<v.GenericSchema<unknown, readonly string[]>, readonly string[]> =>
  v.optional(v.pipe(v.array(text, "must be a list"), v.description(what)), []);

const policy = {
  allow: licenses("SPDX ids of allowed licenses; with none, every license that is not denied."),
  deny: licenses("SPDX ids of licenses that no dependency may have."),
};

const waiver = v.strictObject({
  id: v.pipe(text, v.description("Id or alias of an advisory, or the code or name of another finding.")),
  package: v.pipe(text, v.description("Name of the dependency.")),
  versions: v.optional(v.pipe(text, v.description("Versions for which it holds, `>=1.0,<2`; default: all."))),
  reason: v.pipe(text, v.description("Why it is accepted; shown in the report and in the VEX document.")),
  until: v.pipe(day, v.description("The entry is ignored from this day on.")),
  state: v.optional(
    v.pipe(oneOf(VEX_STATES), v.description("State of the analysis in the VEX document.")),
    "exploitable",
  ),
  justification: v.optional(
    v.pipe(oneOf(VEX_JUSTIFICATIONS), v.description("Why it does not affect, with `not_affected`.")),
  ),
});

/** The schema of [tool.shipwheel.audit]. */
export const auditSection: v.GenericSchema<unknown, AuditConfig> = v.strictObject({
  service: v.optional(
    v.pipe(
      text,
      v.url("must be an address"),
      v.description("Service of OSV's form to ask; default: OSV's own."),
    ),
  ),
  licenses: v.optional(
    v.pipe(
      v.strictObject({
        ...policy,
        unknown: v.optional(
          v.pipe(
            oneOf(["error", "warning", "off"]),
            v.description("Severity of a dependency whose license is unknown."),
          ),
          "warning",
        ),
        extras: v.optional(
          v.pipe(
            v.record(v.string(), v.strictObject(policy)),
            v.description("Policies for what only comes with an extra, by its name."),
          ),
          {},
        ),
      }),
      v.description("Which licenses dependencies may have."),
    ),
    {},
  ),
  waive: v.optional(
    v.pipe(v.array(waiver, "must be a list"), v.description("Findings that are accepted until a given day.")),
    [],
  ),
});
