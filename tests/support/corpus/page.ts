import { GENERATED, ruleLink } from "../../../scripts/docs/generated.ts";
import type { Label, Pin, Result } from "./data.ts";
import { goals, labelled, type Labelled } from "./judge.ts";

const PAGE = "docs/reference/corpus.md";

/** The page for a set of results. */
export function corpusPage(
  pins: readonly Pin[],
  results: readonly Result[],
  labels: readonly Label[],
): string {
  const rows = results.flatMap((result) => {
    const pin = pins.find((each) => each.name === result.name);
    return pin === undefined ? [] : [row(pin, result, labelled(result, labels))];
  });
  return [
    GENERATED,
    "",
    "# Real releases",
    "",
    `${results.length} current releases from PyPI, of every backend, each rehearsed once with \`shipwheel rehearse\` and no configuration. The pinned sdist is`,
    "unpacked; `PKG-INFO`, `*.egg-info`, bytecode and what the project's `.gitignore` names are removed; the rest becomes one commit with the tag `vVERSION`.",
    made(results),
    ...waiting(pins, results),
    "",
    "| goal | measured | |",
    "| --- | --- | --- |",
    ...goals(pins, results, labels).map(
      ({ goal, measured, isMet }) => `| ${goal} | ${measured} | ${isMet ? "met" : "**not met**"} |`,
    ),
    "",
    times(results),
    "",
    "A label is the judgment of a person who looked: *true* is a defect of the release, *arguable* is correct and yet a matter of opinion or of the",
    "unpacked sdist, *false* is a defect of shipwheel. `npm run corpus` fails on a false or an unlabeled one.",
    "",
    "| project | version | backend | verdict | seconds | CPU seconds | errors | warnings | labels |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
    "## Every error and warning",
    "",
    ...results.flatMap((result) => labelled(result, labels).map((each) => line(result, each))),
    "",
    "`npm run corpus` makes this page anew (over an hour); `npm run corpus -- --only NAME` rehearses one project, `--page` writes the page from the",
    "recorded results. Pins, labels and results are in `tests/corpus/`; CI rehearses the pins marked `quick`.",
    "",
  ].join("\n");
}

function row(pin: Pin, result: Result, all: readonly Labelled[]): string {
  const count = (severity: string): number => all.filter((each) => each.severity === severity).length;
  const counts = (["true", "arguable", "false", "unlabelled"] as const).flatMap((label) => {
    const number = all.filter((each) => each.label === label).length;
    return number === 0 ? [] : [`${number} ${label}`];
  });
  const phase = result.phase === null ? "" : ` (${result.phase})`;
  const verdict =
    result.verdict === "green" ? "PASSED" : result.verdict === "red" ? `FAILED${phase}` : "did not end";
  const cells = [pin.name, pin.version, pin.backend, verdict];
  const numbers = [result.wallSeconds, result.cpuSeconds, count("error"), count("warning")];
  return `| ${[...cells, ...numbers, counts.join(", ")].join(" | ")} |`;
}

function line(result: Result, each: Labelled): string {
  const rule = /^[A-Z]+[0-9]+$/.test(each.rule) ? ruleLink(PAGE, each.rule) : `\`${each.rule}\``;
  const why = each.why === "" ? "" : ` ${escape(each.why)}`;
  return `- **${result.name}** ${rule} ${each.severity}, ${each.label}: ${escape(shorten(each.message))}.${why}`;
}

function shorten(message: string): string {
  const [first = ""] = message.split("\n");
  return (first.length > 200 ? `${first.slice(0, 200)} …` : first).replace(/\.$/, "");
}

function escape(text: string): string {
  return text.replaceAll(/[\\*_<>[\]`|]/g, "\\$&");
}

/** Pinned releases without a result: never left out in silence. */
function waiting(pins: readonly Pin[], results: readonly Result[]): readonly string[] {
  const names = pins
    .filter(({ name }) => !results.some((each) => each.name === name))
    .map(({ name }) => name);
  return names.length === 0
    ? []
    : [
        "",
        `**Not counted: ${names.length} pinned releases** that were not run, or not since shipwheel was corrected for what they showed: ${names.join(", ")}.`,
      ];
}

/** At which commits, under which load. */
function made(results: readonly Result[]): string {
  const commits = [...new Set(results.map((each) => each.commit))];
  const loads = results.flatMap((each) => each.load).toSorted((a, b) => a - b);
  const names = commits.map((each) => `\`${each.slice(0, 9)}\``).join(", ");
  return `Made at commit ${names}, on two cores with a load of ${loads[0] ?? 0} to ${loads.at(-1) ?? 0}, ${median(loads)} in the median: times under a load above 2 are longer than the program needs.`;
}

function times(results: readonly Result[]): string {
  const walls = results.map((each) => each.wallSeconds);
  const cpus = results.map((each) => each.cpuSeconds);
  return `A rehearsal took ${median(walls)} s of time and ${median(cpus)} s of CPU in the median; tools and dependencies came from warm caches where an earlier run had fetched them.`;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
