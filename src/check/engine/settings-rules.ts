import type { Finding } from "../../findings/finding.ts";
import type { Location } from "../../findings/location.ts";
import type { Rule } from "./rule.ts";

/** A rule on the check's own settings: explained like the rules, its findings made by the engine. */
export interface SettingsRule extends Pick<Rule, "code" | "slug" | "title" | "severity" | "docs"> {
  readonly finding: (message: string, location?: Location) => Finding;
}

function defineSettingsRule(rule: Omit<SettingsRule, "finding">): SettingsRule {
  const { code, slug, severity, docs } = rule;
  return {
    ...rule,
    finding: (message, location) => ({
      rule: code,
      slug,
      phase: "check",
      severity,
      confidence: "certain",
      message,
      ...(location !== undefined && { location }),
      why: docs.why,
      help: docs.fix,
    }),
  };
}

export const IGNORE_EXPIRED: SettingsRule = defineSettingsRule({
  code: "S001",
  slug: "ignore-expired",
  title: "an ignore has ended",
  severity: "warning",
  docs: {
    what: "The ignore's `until` date has passed, so the rule reports again.",
    why: "Someone meant to look at it again by that date.",
    fix: "fix what the rule reports, or set a later date with a reason",
    bad: '[[tool.shipwheel.check.ignore]]\nrule = "P010"\nreason = "moves in spring"\nuntil = 2026-01-31',
    good: '[[tool.shipwheel.check.ignore]]\nrule = "P010"\nreason = "moves in spring"\nuntil = 2027-01-31',
    peers: [],
  },
});

export const IGNORE_UNUSED: SettingsRule = defineSettingsRule({
  code: "S002",
  slug: "ignore-unused",
  title: "an ignore matches nothing",
  severity: "info",
  docs: {
    what: "The ignored rules ran and reported nothing that the ignore matches.",
    why: "The ignore would hide the same defect if it came back.",
    fix: "remove it",
    bad: '[tool.shipwheel.check.ignore]\nL001 = "was a test key, gone since 2.0"',
    good: "[tool.shipwheel.check.ignore]",
    peers: ["ruff:RUF100"],
  },
});

export const BASELINE_ENTRY_GONE: SettingsRule = defineSettingsRule({
  code: "S003",
  slug: "baseline-entry-gone",
  title: "a finding of the baseline is no longer reported",
  severity: "info",
  docs: {
    what: "The baseline names a finding that the check no longer reports.",
    why: "The defect was fixed, so the entry would hide it if it came back.",
    fix: "rewrite the baseline: shipwheel check --write-baseline FILE",
    bad: "an entry for a fixed defect",
    good: "a baseline that only shrinks",
    peers: [],
  },
});

export const PLUGIN_FAILED: SettingsRule = defineSettingsRule({
  code: "S004",
  slug: "plug-in-failed",
  title: "a plugin's rule failed",
  severity: "error",
  docs: {
    what: "A rule of a plugin threw, took too long, or returned something that is not a finding; the other rules ran.",
    why: "The rule's result is unknown, so it does not count as passed.",
    fix: "fix the plugin, or remove it from [tool.shipwheel.check] plugins",
    bad: 'check() { throw new Error("not yet") }',
    good: "check() { return [] }",
    peers: [],
  },
});

export const OBSERVED_CANNOT_BE_IGNORED: SettingsRule = defineSettingsRule({
  code: "S005",
  slug: "observed-cannot-be-ignored",
  title: "an ignore names an observed failure",
  severity: "info",
  docs: {
    what: "An ignore or severity setting names a code that the build, the trials or an index use to report a failure.",
    why: "A rule's prediction can be ignored, but an observed failure cannot, so the setting has no effect.",
    fix: "fix what failed and remove the setting; a failed trial can be waived: [[tool.shipwheel.verify.waive]] and --allow-waived",
    bad: '[tool.shipwheel.check.ignore]\nI002 = "fails on our runner"',
    good: '[[tool.shipwheel.verify.waive]]\ncode = "I002"\nsubject = "app.gpu"\nreason = "wants a GPU"\nuntil = 2027-01-31',
    peers: [],
  },
});

export const WAIVER_EXPIRED: SettingsRule = defineSettingsRule({
  code: "S006",
  slug: "waiver-expired",
  title: "a waiver has ended",
  severity: "warning",
  docs: {
    what: "The waiver's `until` date has passed, so the failure counts again.",
    why: "Someone meant to fix it by that date.",
    fix: "fix what failed, or set a later date with a reason",
    bad: '[[tool.shipwheel.verify.waive]]\ncode = "I002"\nsubject = "app.gpu"\nreason = "wants a GPU"\nuntil = 2026-01-31',
    good: '[[tool.shipwheel.verify.waive]]\ncode = "I002"\nsubject = "app.gpu"\nreason = "wants a GPU"\nuntil = 2027-01-31',
    peers: [],
  },
});

export const WAIVER_UNUSED: SettingsRule = defineSettingsRule({
  code: "S007",
  slug: "waiver-unused",
  title: "a waiver matches no failure",
  severity: "warning",
  docs: {
    what: "The trials ran, and none of their failures has the waiver's code and subject.",
    why: "The failure was fixed, or the waiver misspells its code or subject.",
    fix: "remove the waiver, or correct its code and subject as the report shows them",
    bad: '[[tool.shipwheel.verify.waive]]\ncode = "I002"\nsubject = "app.gone"\nreason = "wants a GPU"\nuntil = 2027-01-31',
    good: "one waiver for each known failure",
    peers: [],
  },
});

export const WAIVER_NOT_ALLOWED: SettingsRule = defineSettingsRule({
  code: "S008",
  slug: "waiver-not-allowed",
  title: "a waiver has no effect without --allow-waived",
  severity: "info",
  docs: {
    what: "A waiver matches a failure of the trials, but the command was run without --allow-waived.",
    why: "A failed trial passes only if both the project and the releasing person accept it.",
    fix: "fix what failed, or run the command with --allow-waived (SHIPWHEEL_ALLOW_WAIVED=true)",
    bad: "shipwheel rehearse",
    good: "shipwheel rehearse --allow-waived",
    peers: [],
  },
});

/** What is told of the check's own settings. */
export const SETTINGS_RULES: readonly SettingsRule[] = [
  IGNORE_EXPIRED,
  IGNORE_UNUSED,
  BASELINE_ENTRY_GONE,
  PLUGIN_FAILED,
  OBSERVED_CANNOT_BE_IGNORED,
  WAIVER_EXPIRED,
  WAIVER_UNUSED,
  WAIVER_NOT_ALLOWED,
];
