import { describe, expect, test } from "vitest";
import { trialsSection } from "../../../src/engine/page/trials.ts";
import type { TrialReport } from "../../../src/engine/report.ts";
import { reportOf, trialOf } from "../../support/run-report.ts";

const ROOM = { rows: 100, output: 1000 } as Parameters<typeof trialsSection>[1];

/** The grid as texts: the head, then each row. */
function gridOf(trials: readonly TrialReport[]): readonly (readonly string[])[] {
  const { body } = trialsSection(reportOf({ trials }), ROOM);
  const table = /<table[^]*?<\/table>/.exec(String(body))?.[0] ?? "";
  return [...table.matchAll(/<tr>([^]*?)<\/tr>/g)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd][^>]*>([^]*?)<\/t[hd]>/g)].map(([, cell = ""]) =>
      cell
        .replaceAll(/<small[^>]*>[^]*?<\/small\s*>/g, "")
        .replaceAll(/<\/a\s*>\s*<a/g, " | <a")
        .replaceAll(/<[^>]*>/g, "")
        .replaceAll(/\s+/g, " ")
        .trim(),
    ),
  );
}

const FAILED = {
  outcome: "failed",
  steps: [{ name: "scripts", outcome: "failed", seconds: 1 }],
} satisfies Partial<TrialReport>;
const ABSENT = {
  outcome: "skipped",
  seconds: 0,
  notTried: [{ kind: "installation", name: "wheel-uv-3.14", reason: "CPython 3.14 is not here" }],
} satisfies Partial<TrialReport>;

const TRIALS = [
  trialOf({ artifact: "sdist", python: "3.11.7" }),
  trialOf({ python: "3.11.7" }),
  trialOf({ python: "3.9.18", outcome: "warned" }),
  trialOf({ python: "3.14", ...ABSENT }),
  trialOf({ python: "3.11.7", extras: ["web", "cache"], seconds: 2 }),
  trialOf({ mode: "pipx", installer: "pipx", python: "3.11.7", ...FAILED }),
  trialOf({ mode: "pipx", installer: "pipx", python: "3.9.18" }),
];

describe("the grid of installations", () => {
  test("has a row for each way to install and a column for each Python, the oldest first", () => {
    expect(gridOf(TRIALS)).toEqual([
      ["installation", "Python 3.9", "Python 3.11", "Python 3.14"],
      ["sdist, uv", "", "works, 1.5 s", ""],
      ["wheel, uv", "works, with warnings, 1.5 s", "works, 1.5 s", "not tried"],
      ["wheel, uv [web, cache]", "", "works, 2.0 s", ""],
      ["pipx", "works, 1.5 s", "scripts fails, 1.5 s", ""],
    ]);
  });

  test("each cell leads to what was run there, and says why it was not", () => {
    const { body, note } = trialsSection(reportOf({ trials: TRIALS }), ROOM);
    const page = String(body);
    for (const [index] of TRIALS.entries()) {
      expect(page).toContain(`href="#installation-${index + 1}"`);
      expect(page).toContain(`id="installation-${index + 1}"`);
    }
    expect(page).toContain("CPython 3.14 is not here");
    expect(page).toContain("wheel, uv [web, cache], Python 3.11.7: 2 commands");
    expect(note).toBe("6 fresh environments, from the rehearsal index; 1 not tried");
  });

  test("two Pythons of one minor version share a cell, and none is lost", () => {
    const rows = gridOf([trialOf({ python: "3.11.7" }), trialOf({ python: "3.11.9", ...FAILED })]);
    expect(rows[1]).toEqual(["wheel, uv", "works, 1.5 s | scripts fails, 1.5 s"]);
  });
});
