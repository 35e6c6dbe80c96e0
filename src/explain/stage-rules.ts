import * as audit from "../audit/audit-rules.ts";
import * as build from "../build/build-rules.ts";
import * as changelog from "../changelog/changelog-rules.ts";
import * as verdict from "../engine/verdict-rules.ts";
import type { StageRule } from "../findings/stage-rule.ts";
import * as footprint from "../footprint/footprint-rules.ts";
import * as publish from "../publish/publish-rules.ts";
import * as rehearsal from "../rehearse/rehearsal-rules.ts";
import * as recipes from "../recipes/recipe-rules.ts";
import * as release from "../release/release-rules.ts";
import * as trust from "../trust/trust-rules.ts";
import * as extras from "../verify/extras/extras-rules.ts";
import * as gates from "../verify/gates/gate-rules.ts";
import * as imports from "../verify/imports/import-rules.ts";
import * as install from "../verify/install/install-rules.ts";
import * as modes from "../verify/modes/mode-rules.ts";
import * as scenarios from "../verify/scenarios/scenario-rules.ts";
import * as smoke from "../verify/smoke/smoke-rules.ts";

/** Files that declare the rules of a stage, and export nothing else. */
const ROOMS: readonly Readonly<Record<string, StageRule>>[] = [
  audit,
  build,
  changelog,
  extras,
  footprint,
  gates,
  imports,
  install,
  modes,
  publish,
  recipes,
  rehearsal,
  release,
  scenarios,
  smoke,
  trust,
  verdict,
];

/** What is observed while building, uploading, installing and running: explained like the rules of the check. */
export const STAGE_RULES: readonly StageRule[] = ROOMS.flatMap((rules) => Object.values(rules)).toSorted(
  (a, b) => (a.code < b.code ? -1 : 1),
);
