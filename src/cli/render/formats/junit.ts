import { printable } from "../../../text/printable.ts";
import type { Finding } from "../../../findings/finding.ts";
import { conciseLine } from "./concise.ts";
import type { CheckReport, RuleFacts } from "./format.ts";

/**
 * JUnit's XML: a rule is a test case. An error is its failure; what is milder stands in its output, so that the report
 * fails exactly when the check does. A rule without its input is skipped.
 */
export function render(report: CheckReport): string {
  const cases = [...ranCases(report), ...skippedCases(report)];
  const failures = cases.filter((each) => each.failed).length;
  const skipped = report.checked.skipped.length;
  const totals = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="shipwheel" ${totals}>`,
    `  <testsuite name="shipwheel check" ${totals}>`,
    ...cases.map((each) => each.text),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

interface Case {
  readonly failed: boolean;
  readonly text: string;
}

function ranCases({ checked, verdict, rules }: CheckReport): readonly Case[] {
  const byRule = Map.groupBy(verdict.findings, (finding) => finding.rule);
  const codes = [...new Set([...checked.ran, ...byRule.keys()])].toSorted();
  return codes.map((code) => {
    const found = byRule.get(code) ?? [];
    const errors = found.filter((finding) => finding.severity === "error");
    const milder = found.filter((finding) => finding.severity !== "error");
    const content = [
      ...errors.map(failure),
      ...(milder.length === 0
        ? []
        : [`      <system-out>${escapeXml(milder.map(conciseLine).join("\n"))}</system-out>`]),
    ];
    return { failed: errors.length > 0, text: element(code, rules, content) };
  });
}

function skippedCases({ checked, rules }: CheckReport): readonly Case[] {
  return checked.skipped.map(({ rule, reason }) => ({
    failed: false,
    text: element(rule, rules, [`      <skipped message="${escapeXml(reason)}"/>`]),
  }));
}

function element(code: string, rules: readonly RuleFacts[], content: readonly string[]): string {
  const slug = rules.find((rule) => rule.code === code)?.slug ?? "";
  const open = `    <testcase classname="shipwheel.${escapeXml(code.replace(/\d+$/, ""))}" name="${escapeXml(`${code} ${slug}`.trim())}"`;
  return content.length === 0 ? `${open}/>` : `${open}>\n${content.join("\n")}\n    </testcase>`;
}

function failure(finding: Finding): string {
  const details = [conciseLine(finding), finding.why, finding.help].filter((part) => part !== undefined);
  const message = escapeXml(finding.message);
  return `      <failure type="${finding.rule}" message="${message}">${escapeXml(details.join("\n"))}</failure>`;
}

/** XML 1.0: five characters have names, and most control characters cannot be written at all. */
function escapeXml(text: string): string {
  return printable(text)
    .toWellFormed()
    .replaceAll(/[\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;")
    .replaceAll("##", "#&#35;")
    .replaceAll("\r", "&#13;");
}
