import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { RULES } from "../../../../src/check/engine/registry.ts";
import { FORMAT_NAMES, FORMATS } from "../../../../src/cli/render/formats/registry.ts";
import type { CheckReport } from "../../../../src/cli/render/formats/format.ts";
import { makeStyle } from "../../../../src/cli/render/style.ts";
import { judge } from "../../../../src/engine/verdict.ts";
import type { Finding, Severity } from "../../../../src/findings/finding.ts";

function finding(rule: string, severity: Severity, more: Partial<Finding> = {}): Finding {
  return {
    rule,
    slug: "a-slug",
    phase: "check",
    severity,
    confidence: "certain",
    message: `message of ${rule}`,
    ...more,
  };
}

const NASTY = `50% of "x" & <y>,\r\nline: two \u001b[31m ]]> \ud800`;
const FINDINGS: readonly Finding[] = [
  finding("P001", "error", {
    message: NASTY,
    location: { file: "src/a b,c:%é.toml", line: 3, column: 5, endColumn: 9, excerpt: "    url = 1" },
    related: [{ file: "setup.cfg", line: 1 }],
    why: "because",
    help: "mend it",
    fix: {
      title: "mend it",
      safety: "safe",
      files: [{ path: "pyproject.toml", changes: [{ start: 4, end: 7, text: "x" }] }],
    },
  }),
  finding("K001", "warning", { location: { file: "demo-1.0-py3-none-any.whl!/demo/a.py", line: 1 } }),
  finding("N013", "info"),
];

function report(findings: readonly Finding[], more: Partial<CheckReport> = {}): CheckReport {
  return {
    checked: {
      findings,
      ignored: [{ finding: finding("L001", "error"), reason: "a test key" }],
      skipped: [{ rule: "Y007", reason: 'needs "a wheel"' }],
      ran: ["K001", "M001", "P001"],
      paths: ["/p"],
      edits: [],
      fixed: [],
      baseline: "",
      rules: RULES,
    },
    verdict: judge(findings, []),
    rules: RULES,
    version: "1.2.3",
    verbose: false,
    statistics: false,
    style: makeStyle(false),
    ...more,
  };
}

const RENDERERS = new Map(
  await Promise.all(FORMATS.map(async ({ name, load }) => [name, (await load()).render] as const)),
);

function render(name: string, given: CheckReport = report(FINDINGS)): string {
  const renderer = RENDERERS.get(name);
  if (renderer === undefined) throw new Error(name);
  return renderer(given);
}

test("every report, also an empty one, is closed by a line ending", () => {
  for (const name of FORMAT_NAMES) {
    expect(render(name).endsWith("\n"), name).toBe(true);
    expect(render(name, report([])), name).toMatch(/^$|\n$/);
  }
});

test("text counts, and says what can be fixed", () => {
  expect(render("text")).toContain(
    "1 finding can be fixed: shipwheel check --fix (preview: --diff)\nFAILED: 1 error, 1 warning, 1 note",
  );
  expect(render("text", report(FINDINGS, { fixCommand: "shipwheel workflow adopt" }))).toContain(
    "1 finding can be fixed: shipwheel workflow adopt --write (preview: shipwheel workflow adopt)\n",
  );
  expect(render("text")).not.toContain("N013");
  expect(render("text", report(FINDINGS, { verbose: true }))).toContain("N013");
});

test("statistics replace the findings", () => {
  expect(render("concise", report([...FINDINGS, ...FINDINGS], { statistics: true }))).toBe(
    "2  K001  a-slug\n2  P001  a-slug (2 fixable)\n",
  );
});

test("concise is one line a finding, whatever the message holds", () => {
  const lines = render("concise").trimEnd().split("\n");
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^src\/a b,c:%é\.toml:3:5: P001 50% of/);
  expect(lines[1]).toBe("demo-1.0-py3-none-any.whl!/demo/a.py:1: K001 message of K001");
});

describe("github", () => {
  /** What the runner makes of a line (actions/runner, `ActionCommand.TryParseV2`). */
  function parse(
    line: string,
  ): { command: string; properties: Record<string, string>; message: string } | null {
    const match = /^::(\w+) (.*?)::(.*)$/.exec(line);
    if (match === null) return null;
    const undo = (text: string): string =>
      text
        .replaceAll("%0D", "\r")
        .replaceAll("%0A", "\n")
        .replaceAll("%3A", ":")
        .replaceAll("%2C", ",")
        .replaceAll("%25", "%");
    const pairs = (match[2] ?? "")
      .split(",")
      .map((pair) => [pair.slice(0, pair.indexOf("=")), undo(pair.slice(pair.indexOf("=") + 1))]);
    return {
      command: match[1] ?? "",
      properties: Object.fromEntries(pairs) as Record<string, string>,
      message: undo(match[3] ?? ""),
    };
  }

  test("annotations say file, place and message, read back as the runner reads them", () => {
    const [first, second] = render("github").trimEnd().split("\n").map(parse);
    expect(first).toEqual({
      command: "error",
      properties: {
        file: "src/a b,c:%é.toml",
        line: "3",
        col: "5",
        endColumn: "9",
        title: "P001 a-slug (check)",
      },
      message: `${NASTY.replace("\u001b[31m", "\ufffd")}\nwhy: because\nhelp: mend it`,
    });
    expect(second?.properties).toEqual({ title: "K001 a-slug (check)" });
    expect(second?.message).toBe("demo-1.0-py3-none-any.whl!/demo/a.py: message of K001");
  });

  test("what is beyond GitHub's ten of a level is in the log", () => {
    const many = Array.from({ length: 12 }, (_, at) =>
      finding("P001", "error", { message: `::error::no ${at}` }),
    );
    const lines = render("github", report(many)).trimEnd().split("\n");
    expect(lines.map((line) => parse(line) !== null)).toEqual([
      ...Array<boolean>(10).fill(true),
      false,
      false,
    ]);
  });
});

describe("sarif", () => {
  test("is valid by the schema of SARIF 2.1.0", () => {
    const path = join(import.meta.dirname, "..", "..", "..", "vectors", "sarif", "sarif-2.1.0.schema.json");
    const {
      id: _id,
      $schema: _draft,
      ...schema
    } = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
    const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
    const validate = ajv.compile(schema);
    for (const findings of [FINDINGS, []]) {
      const log: unknown = JSON.parse(render("sarif", report(findings)));
      expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    }
    expect(validate({ version: "2.1.0", runs: [{ tool: {} }] })).toBe(false);
  });

  test("has the rules that speak, their place, fix and fingerprint, and what is ignored as suppressed", () => {
    const log = JSON.parse(render("sarif")) as {
      runs: { tool: { driver: { rules: { id: string }[] } }; results: Record<string, unknown>[] }[];
    };
    const run = log.runs[0];
    expect(run?.tool.driver.rules.map((rule) => rule.id)).toEqual(["K001", "L001", "N013", "P001"]);
    const results = new Map(run?.results.map((each) => [each["ruleId"], each]));
    expect(results.get("P001")).toMatchObject({
      ruleIndex: 3,
      level: "error",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "src/a%20b%2Cc%3A%25%C3%A9.toml" },
            region: { startLine: 3, startColumn: 5, endColumn: 9 },
          },
        },
      ],
      fixes: [{ artifactChanges: [{ replacements: [{ deletedRegion: { charOffset: 4, charLength: 3 } }] }] }],
    });
    expect(results.get("P001")?.["partialFingerprints"]).toEqual({
      "shipwheel/v1": expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
    expect(results.get("L001")).toMatchObject({
      suppressions: [{ kind: "external", justification: "a test key" }],
    });
  });
});

describe("junit", () => {
  const SCRIPT = `
import json, sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
print(json.dumps([[c.get("name"), [[e.tag, e.get("message"), e.text] for e in c]] for c in root.iter("testcase")]))
`;

  test("is read back by a real reader of XML: a rule is a case, an error a failure, the rest output", () => {
    const read = execFileSync("python3", ["-c", SCRIPT], { input: render("junit"), encoding: "utf8" });
    const cases = new Map(JSON.parse(read) as [string, [string, string | null, string | null][]][]);
    expect([...cases.keys()].map((name) => name.slice(0, 4))).toEqual([
      "K001",
      "M001",
      "N013",
      "P001",
      "Y007",
    ]);
    const p001 = [...cases].find(([name]) => name.startsWith("P001"))?.[1][0];
    expect(p001?.[0]).toBe("failure");
    expect(p001?.[1]).toBe(NASTY.replace("\u001b", "\ufffd").replace("\ud800", "\ufffd"));
    expect([...cases].find(([name]) => name.startsWith("K001"))?.[1][0]?.[0]).toBe("system-out");
    expect([...cases].find(([name]) => name.startsWith("Y007"))?.[1][0]?.[1]).toBe('needs "a wheel"');
  });
});

test("gitlab has a mark of its own for every finding", () => {
  const issues = JSON.parse(render("gitlab", report([...FINDINGS, ...FINDINGS]))) as {
    fingerprint: string;
    location: { path: string };
  }[];
  expect(new Set(issues.map((each) => each.fingerprint)).size).toBe(6);
  expect(issues.every((each) => each.location.path !== "")).toBe(true);
});
