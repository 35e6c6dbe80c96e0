import { safeJson } from "../../../text/printable.ts";
import { fingerprints } from "../../../check/engine/fingerprint.ts";
import type { Finding, Fix } from "../../../findings/finding.ts";
import type { Location } from "../../../findings/location.ts";
import type { CheckReport, RuleFacts } from "./format.ts";

const LEVELS = { error: "error", warning: "warning", info: "note" } as const;

/** SARIF 2.1.0 (OASIS), as code scanning services take it. What is ignored is there as suppressed, with the reason. */
export function render({ checked, verdict, rules, version }: CheckReport): string {
  const all = [...verdict.findings, ...checked.ignored.map(({ finding }) => finding)];
  const marks = fingerprints(all);
  const codes = [...new Set(all.map((finding) => finding.rule))].toSorted();
  const told = codes.map((code) => describe(code, all, rules));
  const results = all.map((finding, at) => ({
    ...result(finding, codes.indexOf(finding.rule), marks[at] ?? ""),
    ...suppression(checked.ignored[at - verdict.findings.length]?.reason),
  }));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "shipwheel", semanticVersion: version, rules: told } },
        invocations: [{ executionSuccessful: true }],
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  };
  return `${safeJson(log, 2)}\n`;
}

function describe(code: string, findings: readonly Finding[], rules: readonly RuleFacts[]): unknown {
  const rule = rules.find((each) => each.code === code);
  if (rule === undefined)
    return { id: code, name: findings.find((each) => each.rule === code)?.slug ?? code };
  const { slug, title, severity, docs } = rule;
  const examples = docs.bad === "" ? "" : `\n\nBad:\n\n${fenced(docs.bad)}\n\nGood:\n\n${fenced(docs.good)}`;
  const help = `${docs.what}\n\n${docs.why}\n\nHelp: ${docs.fix}`;
  return {
    id: code,
    name: slug,
    shortDescription: { text: title },
    fullDescription: { text: `${docs.what} ${docs.why}` },
    help: { text: help, markdown: `${help}${examples}` },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function fenced(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}

function result(finding: Finding, ruleIndex: number, mark: string): Readonly<Record<string, unknown>> {
  const help = finding.help === undefined ? "" : `\nHelp: ${finding.help}`;
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text: `${finding.message}${help}` },
    ...(finding.location !== undefined && { locations: [place(finding.location)] }),
    ...(finding.related !== undefined &&
      finding.related.length > 0 && { relatedLocations: finding.related.map(place) }),
    partialFingerprints: { "shipwheel/v1": mark },
    ...(finding.fix !== undefined && { fixes: [replacement(finding.fix)] }),
    properties: { confidence: finding.confidence },
  };
}

function place({ file, line, column, endColumn, excerpt }: Location): unknown {
  const region =
    line === undefined
      ? undefined
      : {
          startLine: line,
          ...(column !== undefined && { startColumn: column }),
          ...(column !== undefined && endColumn !== undefined && endColumn > column && { endColumn }),
          ...(excerpt !== undefined && { snippet: { text: excerpt } }),
        };
  return { physicalLocation: { artifactLocation: artifact(file), ...(region !== undefined && { region }) } };
}

function artifact(file: string): unknown {
  const uri = file.split("/").map(encodeURIComponent).join("/");
  return { uri: uri.replaceAll("%2F", "/"), uriBaseId: "%SRCROOT%" };
}

function replacement(fix: Fix): unknown {
  return {
    description: { text: fix.title },
    artifactChanges: fix.files.map(({ path, changes }) => ({
      artifactLocation: artifact(path),
      replacements: changes.map(({ start, end, text }) => ({
        deletedRegion: { charOffset: start, charLength: end - start },
        insertedContent: { text },
      })),
    })),
  };
}

function suppression(reason: string | undefined): Readonly<Record<string, unknown>> {
  return reason === undefined ? {} : { suppressions: [{ kind: "external", justification: reason }] };
}
