import type { Finding } from "../../findings/finding.ts";
import type { Location } from "../../findings/location.ts";
import type { Rule } from "./rule.ts";

/** What is told of the check's own settings: explained like the rules, made by the engine. */
export const SETTINGS_RULES: readonly Pick<Rule, "code" | "slug" | "title" | "severity" | "docs">[] = [
  {
    code: "S001",
    slug: "ignore-expired",
    title: "an ignore has ended",
    severity: "warning",
    docs: {
      what: "The day of an ignore's `until` has come: the rule speaks again.",
      why: "Somebody meant to look at it again by that day.",
      fix: "repair what the rule says, or give the ignore another day and say why",
      bad: '[[tool.shipwheel.check.ignore]]\nrule = "P010"\nreason = "moves in spring"\nuntil = 2026-01-31',
      good: '[[tool.shipwheel.check.ignore]]\nrule = "P010"\nreason = "moves in spring"\nuntil = 2027-01-31',
      peers: [],
    },
  },
  {
    code: "S002",
    slug: "ignore-unused",
    title: "an ignore silences nothing",
    severity: "info",
    docs: {
      what: "The rules that the ignore means ran and found nothing that it silences.",
      why: "It would hide the same defect when it comes back.",
      fix: "remove it",
      bad: '[tool.shipwheel.check.ignore]\nL001 = "was a test key, gone since 2.0"',
      good: "[tool.shipwheel.check.ignore]",
      peers: ["ruff:RUF100"],
    },
  },
  {
    code: "S003",
    slug: "baseline-entry-gone",
    title: "a finding of the baseline is no longer there",
    severity: "info",
    docs: {
      what: "The baseline names a finding that the check does not make any more.",
      why: "It was repaired: the entry would hide the same defect when it comes back.",
      fix: "write the baseline again: shipwheel check --write-baseline FILE",
      bad: "an entry of a defect that is repaired",
      good: "a baseline that only shrinks",
      peers: [],
    },
  },
  {
    code: "S004",
    slug: "plug-in-failed",
    title: "a plug-in's rule failed",
    severity: "error",
    docs: {
      what: "A rule of a plug-in threw, took too long, or gave what is no finding; the other rules went on.",
      why: "Nobody knows what it would have found: it must not count as passed.",
      fix: "repair the plug-in, or take it out of [tool.shipwheel.check] plugins",
      bad: 'check() { throw new Error("not yet") }',
      good: "check() { return [] }",
      peers: [],
    },
  },
  {
    code: "S005",
    slug: "observed-cannot-be-ignored",
    title: "an ignore names a failure that is observed",
    severity: "info",
    docs: {
      what: "An ignore, or a severity, names a code by which the build, the trials or an index report a failure.",
      why: "A rule's judgement can be ignored; what a run saw fail cannot, so the setting has no effect on it.",
      fix: "repair what failed and remove the setting; a failed trial can be waived: [[tool.shipwheel.verify.waive]] and --allow-waived",
      bad: '[tool.shipwheel.check.ignore]\nI002 = "fails on our runner"',
      good: '[[tool.shipwheel.verify.waive]]\ncode = "I002"\nsubject = "app.gpu"\nreason = "wants a GPU"\nuntil = 2027-01-31',
      peers: [],
    },
  },
  {
    code: "S006",
    slug: "waiver-expired",
    title: "a waiver has ended",
    severity: "warning",
    docs: {
      what: "The day of a waiver's `until` has come: the failure counts again.",
      why: "Somebody meant to have repaired it by that day.",
      fix: "repair what failed, or give the waiver another day and say why",
      bad: '[[tool.shipwheel.verify.waive]]\ncode = "I002"\nsubject = "app.gpu"\nreason = "wants a GPU"\nuntil = 2026-01-31',
      good: '[[tool.shipwheel.verify.waive]]\ncode = "I002"\nsubject = "app.gpu"\nreason = "wants a GPU"\nuntil = 2027-01-31',
      peers: [],
    },
  },
  {
    code: "S007",
    slug: "waiver-unused",
    title: "a waiver matches no failure",
    severity: "warning",
    docs: {
      what: "The trials ran, and none of their failures has the waiver's code and subject.",
      why: "Either it was repaired, or the waiver misspells what it is meant for.",
      fix: "remove it, or correct its code and subject: they are in the report",
      bad: '[[tool.shipwheel.verify.waive]]\ncode = "I002"\nsubject = "app.gone"\nreason = "wants a GPU"\nuntil = 2027-01-31',
      good: "a waiver for each failure that is known, and no more",
      peers: [],
    },
  },
  {
    code: "S008",
    slug: "waiver-not-allowed",
    title: "a waiver has no effect without --allow-waived",
    severity: "info",
    docs: {
      what: "A waiver matches a failure of the trials, and the command was run without --allow-waived.",
      why: "A failed trial passes only if the project says so and whoever releases says so, too.",
      fix: "repair what failed, or run the command with --allow-waived (SHIPWHEEL_ALLOW_WAIVED=true)",
      bad: "shipwheel rehearse",
      good: "shipwheel rehearse --allow-waived",
      peers: [],
    },
  },
];

/** A finding on the settings. */
export function settingsFinding(
  code: "S001" | "S002" | "S003" | "S004" | "S005" | "S006" | "S007" | "S008",
  message: string,
  location?: Location,
): Finding {
  const rule = SETTINGS_RULES.find((each) => each.code === code);
  if (rule === undefined) throw new Error(`no such rule: ${code}`);
  return {
    rule: code,
    slug: rule.slug,
    phase: "check",
    severity: rule.severity,
    confidence: "certain",
    message,
    ...(location !== undefined && { location }),
    why: rule.docs.why,
    help: rule.docs.fix,
  };
}
