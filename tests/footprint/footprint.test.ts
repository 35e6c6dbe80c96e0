import { expect, test } from "vitest";
import { overBudget, overGrowth } from "../../src/footprint/budgets.ts";
import { footprintRows, type TriedInstallation } from "../../src/footprint/footprint.ts";
import { documentFormat, withFootprint as written } from "../../src/footprint/footprint-table.ts";

type Format = NonNullable<ReturnType<typeof documentFormat>>;

const formatOf = (file: string): Format => {
  const format = documentFormat(file);
  if (format === null) throw new Error(`${file} takes no table`);
  return format;
};
const withFootprint = (text: string, report: Parameters<typeof written>[1], file = "README.md"): string =>
  written(text, report, formatOf(file));

function trial(extras: readonly string[], changes: Partial<TriedInstallation> = {}): TriedInstallation {
  return {
    artifact: "wheel",
    mode: "venv",
    extras,
    python: "3.12.1",
    footprint: [
      { name: "click", version: "8.0", files: 20, bytes: 300_000 },
      { name: "demo", version: "1.0", files: 5, bytes: 10_000 },
    ],
    dependencies: ["click==8.0"],
    steps: [
      { name: "install", seconds: 0.5 },
      { name: "imports", seconds: 1.25 },
    ],
    ...changes,
  };
}

const plain = {
  extras: [],
  python: "3.12.1",
  installed: 310_000,
  own: 10_000,
  files: 25,
  dependencies: 1,
  installSeconds: 0.5,
  importSeconds: 1.25,
};

test("one row for each set of extras: the wheel's, in a venv, whose imports were run", () => {
  const rows = footprintRows([
    trial(["web"], { dependencies: [] }),
    trial([], { artifact: "sdist" }),
    trial([], { detail: "imports as in another" }),
    trial([], { mode: "pipx" }),
    trial([]),
    trial(["docs"], { footprint: [] }),
  ]);
  expect(rows).toEqual([plain, { ...plain, extras: ["web"], dependencies: 0, own: 300_000 }]);
  expect(footprintRows([trial([], { detail: "imports as in another" })])[0]?.importSeconds).toBeNull();
});

test("limits: silent within them and without them, one finding for each that is exceeded", () => {
  const rows = footprintRows([trial([]), trial(["web"])]);
  expect(overBudget({ rows }, {})).toEqual([]);
  expect(overBudget({ rows }, { "max-installed": 310_000, "max-dependencies": 1 })).toEqual([]);
  const found = overBudget({ rows }, { "max-installed": 309_999, "max-dependencies": 0 });
  expect(found.map(({ rule, severity, subject }) => `${rule} ${severity} ${subject}`)).toEqual([
    "I030 error size",
    "I030 error dependencies",
    "I030 error size [web]",
    "I030 error dependencies [web]",
  ]);
  expect(found[0]?.message).toBe("an installation takes 310.0 kB, more than the 310.0 kB allowed");
});

test("the table stands between markers, once, and the text around it stays", () => {
  const report = {
    project: "demo",
    version: "1.0",
    archives: [{ file: "demo-1.0-py3-none-any.whl", kind: "wheel" as const, size: 4000 }],
    rows: [plain],
  };
  const once = withFootprint("# Demo\n\nText.\n", report);
  expect(once).toContain("demo 1.0: wheel 4.0 kB.");
  expect(once).toContain("| none | 310.0 kB | 10.0 kB | 25 | 1 | 500 ms | 1.3 s |");
  const again = withFootprint(`${once}\nMore.\n`, { ...report, version: "2.0" });
  expect(again.match(/end of shipwheel footprint/g)).toHaveLength(1);
  expect(again).toMatch(/^# Demo\n\nText\.\n[\s\S]+\nMore\.\n$/);
  expect(again).not.toContain("demo 1.0");
  expect(withFootprint("", report).startsWith("<!-- shipwheel footprint")).toBe(true);
});

test("reStructuredText gets a table of its own kind, and a document keeps its line ends", () => {
  const report = { project: "demo", version: "1.0", archives: [], rows: [plain] };
  const once = withFootprint("Demo\r\n====\r\n", report, "README.rst");
  expect(once).toContain(".. list-table::\r\n   :header-rows: 1\r\n\r\n   * - extras\r\n     - installed");
  expect(once).toContain("   * - none\r\n     - 310.0 kB\r\n");
  expect(once).not.toMatch(/<!--|\| |[^\r]\n/);
  expect(withFootprint(once, { ...report, version: "2.0" }, "README.rst")).toBe(
    once.replace("demo 1.0", "demo 2.0"),
  );
  expect(["a.html", "README", "x.txt", ".md/x"].map(documentFormat)).toEqual([null, null, null, null]);
});

test("growth: held against the same extras of the version before", () => {
  const before = {
    version: "0.9",
    rows: [
      { ...plain, installed: 200_000 },
      { ...plain, extras: ["web"] },
    ],
  };
  const rows = [plain, { ...plain, extras: ["web"], installed: 310_001 }, { ...plain, extras: ["new"] }];
  expect(overGrowth({ rows }, before, {})).toEqual([]);
  expect(overGrowth({ rows }, null, { "max-growth": 0 })).toEqual([]);
  expect(overGrowth({ rows }, before, { "max-growth": 55 })).toEqual([]);
  const found = overGrowth({ rows }, before, { "max-growth": 10 });
  expect(found.map(({ rule, subject, message }) => `${rule} ${subject}: ${message}`)).toEqual([
    "I031 growth: an installation takes 310.0 kB, and with 0.9 200.0 kB: 55 % more, and 10 % are allowed",
  ]);
});
