import { defineRule, type Rule } from "../../engine/rule.ts";

const YEAR_1980 = Date.UTC(1980, 0, 1) / 1000;

/** Y009: members have times in the future or before 1980. */
export const timesOutOfRange: Rule = defineRule({
  code: "Y009",
  slug: "times-out-of-range",
  title: "members have times in the future or before 1980",
  severity: "warning",
  needs: ["dist"],
  docs: {
    what: "A member's time is in the future or, in an sdist, before 1980, the first year that a zip can store.",
    why: 'Building a wheel from such an sdist can fail with "ZIP does not support timestamps before 1980"; times in the future confuse make and bytecode caches.',
    fix: "correct the clock or set SOURCE_DATE_EPOCH (usually 1980-01-01 or 2020-02-02)",
    bad: "1970-01-01 in an sdist",
    good: "SOURCE_DATE_EPOCH=1580601600",
    peers: [],
  },
  *check({ distributions, today }) {
    const latest = today.getTime() / 1000 + 48 * 3600;
    for (const { fileName, entries, kind } of distributions) {
      const times = entries.filter((entry) => entry.kind === "file");
      const future = times.find((entry) => (entry.modified ?? 0) > latest);
      if (future !== undefined) {
        yield {
          message: `${fileName}: ${future.name} has the date ${day(future.modified)}`,
          location: { file: `${fileName}!/${future.name}` },
          subject: `${fileName} future`,
        };
      }
      const old =
        kind === "sdist" ? times.find((entry) => (entry.modified ?? YEAR_1980) < YEAR_1980) : undefined;
      if (old === undefined) continue;
      yield {
        message: `${fileName}: ${old.name} has the date ${day(old.modified)}, which a zip cannot store`,
        // wheel and the backends of today move such times to 1980 themselves.
        severity: "info",
        location: { file: `${fileName}!/${old.name}` },
        subject: `${fileName} old`,
      };
    }
  },
});

function day(seconds: number | undefined): string {
  return new Date((seconds ?? 0) * 1000).toISOString().slice(0, 10);
}
