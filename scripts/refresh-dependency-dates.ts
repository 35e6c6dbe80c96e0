/**
 * Asks npm for the dates of the releases that the package ships with, a handful of look-ups, and writes them into
 * docs/decisions/dependencies.json. Usage: node scripts/refresh-dependency-dates.ts, then npm run docs
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const REASONS = join(ROOT, "docs", "decisions", "dependencies.json");

/** The day of the pinned release and of the newest one, as the registry serves them. */
function served(name: string, version: string): string {
  const times = JSON.parse(
    execFileSync("npm", ["view", name, "time", "--json"], { encoding: "utf8" }),
  ) as Record<string, string>;
  const days = Object.entries(times).filter(([key]) => /^\d/.test(key) && !key.includes("-"));
  const newest = days
    .map(([, time]) => time.slice(0, 10))
    .toSorted()
    .at(-1);
  return `${times[version]?.slice(0, 10) ?? "?"} / ${newest ?? "?"}`;
}

const reasons = JSON.parse(readFileSync(REASONS, "utf8")) as Record<string, object>;
const { dependencies = {} } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  readonly dependencies?: Readonly<Record<string, string>>;
};
const filled = Object.entries(reasons).map(([name, reason]) => {
  const version = dependencies[name];
  return [name, version === undefined ? reason : { ...reason, served: served(name, version) }] as const;
});
writeFileSync(REASONS, `${JSON.stringify(Object.fromEntries(filled), null, 2)}\n`);
