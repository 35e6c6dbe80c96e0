import { expect, test } from "vitest";
import { Fault } from "../../../src/findings/fault.ts";
import type { Ports } from "../../../src/ports/ports.ts";
import { bump } from "../../support/bump.ts";
import { historyOfSteps } from "../../support/history-steps.ts";

const clock = (day: string): { readonly now: () => Date } => ({ now: () => new Date(`${day}T12:00:00Z`) });

/** What a bump on a day comes to: the version and its tag, or why there is none. */
async function onDay(day: string, steps: string, words = ""): Promise<string> {
  using repository = historyOfSteps(steps);
  try {
    const wish = {
      dryRun: true,
      words,
      ports: (known: Ports): Ports => ({ ...known, clock: { ...known.clock, ...clock(day) } }),
    };
    const { plan } = await bump(repository.root, wish);
    return plan === null ? "nothing" : `${plan.version} ${plan.tag}`;
  } catch (error) {
    if (error instanceof Fault) return "refused";
    throw error;
  }
}

const PADDED = "static 2026.02.09\ncommit chore: a\ntag 2026.02.09\ncommit fix: b";

test.each<[title: string, day: string, steps: string, words: string, expected: string]>([
  ["a day, padded as before (nox#1063)", "2026-11-03", PADDED, "", "2026.11.3 2026.11.03"],
  ["a level that is named makes the day, too", "2026-11-03", PADDED, "minor", "2026.11.3 2026.11.03"],
  ["twice on a day", "2026-02-09", PADDED, "", "2026.2.9.1 2026.02.09.1"],
  ["a clock behind the last release", "2026-02-08", PADDED, "", "refused"],
  [
    "two numbers, several in a month (actions-calver#14)",
    "2023-05-30",
    "scm\ncommit chore: a\ntag 2023.05\ncommit chore: b\ntag 2023.05.1\ncommit fix: c",
    "",
    "2023.5.2 2023.05.2",
  ],
  [
    "a calendar that is configured",
    "2026-11-03",
    'static 2026.1.1 [tool.shipwheel.version]\\ncalendar = "YYYY.MM.MICRO"\ncommit a\ntag v2026.1.1\ncommit fix: b',
    "",
    "2026.11.1 v2026.11.1",
  ],
  [
    "a development version that is stated keeps its two numbers (packaging)",
    "2026-11-03",
    'static 26.3.dev0 [tool.shipwheel.version]\\ncalendar = "YY.MINOR.MICRO"\ncommit fix: a',
    "",
    "26.3 v26.3",
  ],
  [
    "none, as configured",
    "2026-11-03",
    'static 2026.1.1 [tool.shipwheel.version]\\ncalendar = "none"\ncommit a\ntag v2026.1.1\ncommit feat: b',
    "",
    "2026.2.0 v2026.2.0",
  ],
  [
    "bumpver's pattern",
    "2026-11-03",
    'static 2026.1001 [tool.bumpver]\\nversion_pattern = "YYYY.BUILD[-TAG]"\ncommit a\ntag v2026.1001\ncommit fix: b',
    "",
    "2026.1002 v2026.1002",
  ],
  [
    "numbers that may mean this or that",
    "2026-11-03",
    "static 2024.1.1\ncommit a\ntag v2024.1.1\ncommit fix: b",
    "",
    "refused",
  ],
  [
    "a version that is named",
    "2026-11-03",
    "static 2026.1.1\ncommit a\ntag v2026.1.1\ncommit fix: b",
    "2026.11.3",
    "2026.11.3 v2026.11.3",
  ],
  ["nothing to release", "2026-11-03", "static 2026.02.09\ncommit chore: a\ntag 2026.02.09", "", "nothing"],
])("%s", async (_title, day, steps, words, expected) => {
  expect(await onDay(day, steps, words)).toBe(expected);
});
