import type { VersionConfig } from "../../config/sections/version.ts";
import { gitRunner, type GitActionPorts } from "../../git/git-runner.ts";
import type { Version } from "../../version/pep440.ts";
import { isInProgress, type BumpRules } from "../bump/next-version.ts";
import { findScmSection } from "../scm/scm-tool.ts";
import type { ProjectTag } from "../tags/read-tags.ts";
import { calendarRelease, parseCalendar, type Calendar } from "../../version/calendar.ts";
import { countHabits, learnCalendar, mayBeCalendar, type DatedRelease } from "./learn-calendar.ts";

/** How a project with a calendar counts. */
export type CalendarReading =
  | { readonly kind: "none" }
  | { readonly kind: "unclear"; readonly reason: string }
  | {
      readonly kind: "calendar";
      readonly calendar: Calendar;
      /** What says so. */
      readonly from: string;
      readonly raise: NonNullable<BumpRules["raise"]>;
    };

type Table = Readonly<Record<string, unknown>>;

const NONE: CalendarReading = { kind: "none" };

/** The calendar of a project: as configured, by the settings of its tools, else as its releases show. */
export async function readCalendar(
  question: {
    readonly root: string;
    readonly pyproject: Table;
    readonly config: Pick<VersionConfig, "calendar">;
    readonly tags: readonly ProjectTag[];
    /** What a file states, as it is spelled there. */
    readonly stated: { readonly text: string; readonly version: Version } | null;
    readonly today: Date;
  },
  ports: GitActionPorts,
): Promise<CalendarReading> {
  const { config, tags, stated, today } = question;
  if (config.calendar === "none") return NONE;
  const finals: readonly DatedRelease[] = [...tags, ...(stated === null ? [] : [stated])]
    .filter(({ version }) => !isInProgress(version) && version.local === null)
    .map(({ text, version }) => ({ text, version, date: null }));
  const made = (calendar: Calendar, from: string): CalendarReading => {
    const habits = countHabits(calendar, finals);
    return {
      kind: "calendar",
      calendar,
      from,
      raise: (release, level) => calendarRelease(calendar, release, level, { today, habits }),
    };
  };
  const set = settingOf(question);
  const configured = set === null ? null : parseCalendar(set.text);
  if (set !== null && configured !== null) return made(configured, set.from);
  if (!mayBeCalendar(finals)) return NONE;
  const dates = await datesOf(question.root, ports);
  const dated = tags
    .filter(({ version }) => !isInProgress(version))
    .map(({ name, text, version }) => ({ text, version, date: dates.get(name) ?? null }));
  const learned = learnCalendar(dated.length > 0 ? dated : finals);
  if (learned === null) return NONE;
  if (learned.kind === "calendar") return made(learned.calendar, "the releases");
  const settings = [...learned.patterns, "none"].map((text) => `calendar = ${JSON.stringify(text)}`);
  return {
    kind: "unclear",
    reason: `the releases begin with a year, but the meaning of their other numbers is ambiguous; set it: [tool.shipwheel.version] ${settings.join(", or ")}`,
  };
}

function settingOf({
  config,
  pyproject,
  tags,
}: {
  readonly config: Pick<VersionConfig, "calendar">;
  readonly pyproject: Table;
  readonly tags: readonly ProjectTag[];
}): { readonly text: string; readonly from: string } | null {
  if (config.calendar !== undefined)
    return { text: config.calendar, from: "[tool.shipwheel.version] calendar" };
  const section = findScmSection(pyproject);
  const scheme = section?.data["version_scheme"];
  if (scheme === "calver-by-date" || scheme === "calver_by_date") {
    const isLong = tags.some(({ version }) => (version.release[0] ?? 0n) >= 2000n);
    return { text: isLong ? "YYYY.MM.DD" : "YY.MM.DD", from: "version_scheme calver-by-date" };
  }
  const tool = tableAt(pyproject, "tool");
  const pattern = tableAt(tool, "bumpver")["version_pattern"];
  if (typeof pattern === "string") {
    return { text: pattern.replace(/^v|\[.*$/g, ""), from: "[tool.bumpver] version_pattern" };
  }
  const parts = tableAt(tableAt(tool, "bumpversion"), "parts");
  for (const name of Object.keys(parts)) {
    const format = tableAt(parts, name)["calver_format"];
    if (typeof format === "string") {
      return { text: format.replace(/[{}]/g, ""), from: `[tool.bumpversion.parts.${name}] calver_format` };
    }
  }
  return null;
}

/** The days on which tags were made. */
async function datesOf(root: string, ports: GitActionPorts): Promise<ReadonlyMap<string, Date>> {
  const format = "%(refname:strip=2)%00%(creatordate:unix)";
  const lines = (await gitRunner(root, ports).ask("for-each-ref", `--format=${format}`, "refs/tags")).split(
    "\n",
  );
  return new Map(
    lines.flatMap((line) => {
      const [name = "", seconds = ""] = line.split("\0");
      return /^[0-9]+$/.test(seconds) ? [[name, new Date(Number(seconds) * 1000)] as const] : [];
    }),
  );
}

function tableAt(table: Table, key: string): Table {
  const value = Object.hasOwn(table, key) ? table[key] : undefined;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Table) : {};
}
