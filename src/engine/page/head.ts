import { html, type Html, type Part } from "../../html/html.ts";
import { tag } from "../../html/pieces.ts";
import { plural } from "../../text/plural.ts";
import { formatSeconds } from "../../text/quantities.ts";
import type { RunReport } from "../report.ts";
import type { Released } from "./evidence.ts";

/** `modelforge 0.2.6`. */
export function releaseName({ project }: Pick<RunReport, "project">): string {
  return [project.name ?? "the project", project.version].filter((each) => each !== null).join(" ");
}

const DEEDS: Readonly<Record<RunReport["command"], string>> = {
  rehearse: "rehearsed",
  build: "built",
  verify: "verified",
  check: "checked",
};

/** The verdict in words: `modelforge 0.2.6 can be released.` */
export function verdictWords(report: RunReport): string {
  const { command, verdict, summary, errors = [] } = report;
  const name = releaseName(report);
  if (verdict === "green") {
    return command === "rehearse"
      ? `${name} can be released.`
      : `${name} was ${DEEDS[command]} without errors.`;
  }
  // A missing tool says nothing about the project.
  return errors.length > 0 && summary.errors === 0
    ? `${name} could not be ${DEEDS[command]} completely.`
    : `${name} cannot be released.`;
}

/** Whether all that was to be done went well. */
export function isGood({ verdict }: RunReport, released: Released | null): boolean {
  return verdict === "green" && (released?.complete ?? true);
}

/** The verdict in one word or two. A rehearsal that failed is the story, not the release that it stopped. */
export function verdictWord({ verdict }: RunReport, released: Released | null): string {
  if (verdict === "red") return "FAILED";
  if (released === null) return "PASSED";
  return released.complete ? "RELEASED" : released.isPartly ? "INCOMPLETE" : "NOT RELEASED";
}

function releaseWords(report: RunReport, { complete, isPartly, index, steps }: Released): string {
  const name = releaseName(report);
  if (complete) return `${name} is on ${index}.`;
  const failed = steps.find(({ outcome }) => outcome === "failed");
  const where = failed === undefined ? "" : ` The release stopped at: ${failed.title}.`;
  return `${isPartly ? `a part of ${name} is public.` : `${name} is not on ${index}.`}${where}`;
}

/** What one must know: of what, the verdict, how much of it was seen, what to type next. */
export function head(report: RunReport, released: Released | null): Html {
  const words =
    released === null || report.verdict === "red" ? verdictWords(report) : releaseWords(report, released);
  return html`<p class="faint">${origin(report)}</p>
    <h1><b>${verdictWord(report, released)}:</b> ${words}</h1>
    <ul class="counts">
      ${counts(report).map((each) => html`<li>${each}</li>`)}
    </ul>
    ${next(report, released)}`;
}

function origin({ command, project, startedAt, seconds }: RunReport): Part {
  const { worktree, commit, tags, backend } = project;
  const source = worktree
    ? "working tree"
    : commit === null
      ? "directory without a commit"
      : html`commit <code>${commit.slice(0, 12)}</code>`;
  const when = `${startedAt.slice(0, 16).replace("T", " ")} UTC`;
  return html`shipwheel ${command} ·
  ${source}${tags.length > 0 && `, tag ${tags.join(", ")}`}${backend !== null && ` · ${backend}`} · ${when} ·
  ${formatSeconds(seconds)}`;
}

function counts({ summary, errors = [], trials, publication, command }: RunReport): readonly Part[] {
  const { errors: found, warnings, infos, rules, notTried, waived } = summary;
  const works = trials.filter(({ outcome }) => outcome !== "failed").length;
  const accepted = publication.filter(({ status }) => status === 200).length;
  return [
    errors.length > 0 && tag("error", plural(errors.length, "step") + " could not run"),
    found > 0 && tag("error", plural(found, "error")),
    warnings > 0 && tag("warning", plural(warnings, "warning")),
    infos > 0 && tag("info", plural(infos, "note")),
    rules > 0 && `${rules} rules`,
    publication.length > 0 && `${accepted} of ${plural(publication.length, "upload")} accepted`,
    trials.length > 0 && `${works} of ${plural(trials.length, "installation")} work`,
    trials.length === 0 && command !== "build" && "nothing was installed",
    notTried > 0 && `${notTried} not tested`,
    waived > 0 && `${waived} waived`,
  ].filter((each) => each !== false);
}

/** One line to type, and what for. */
interface Suggestion {
  readonly command: string;
  readonly why: string;
}

function next(report: RunReport, released: Released | null): Html | null {
  const suggestions =
    report.verdict === "red"
      ? afterFailure(report)
      : released === null
        ? afterSuccess(report)
        : afterRelease(released);
  if (suggestions.length === 0) return null;
  return html`<div class="next">
    <p class="faint" id="next">Next steps</p>
    <ol aria-labelledby="next">
      ${suggestions.map(({ command, why }) => html`<li><code>${command}</code> ${why}</li>`)}
    </ol>
  </div>`;
}

function afterSuccess({ command }: RunReport): readonly Suggestion[] {
  if (command !== "rehearse") return [];
  return [
    { command: "shipwheel release --dry-run", why: "lists every step of the release" },
    { command: "shipwheel release", why: "publishes these files" },
  ];
}

function afterRelease({ complete, install }: Released): readonly Suggestion[] {
  if (!complete) return [{ command: "shipwheel release", why: "resumes; finished steps are skipped" }];
  return install.map((command) => ({ command, why: "installs it" }));
}

function afterFailure(report: RunReport): readonly Suggestion[] {
  const { findings } = report;
  const fixes = findings.filter(({ fix }) => fix?.safety === "safe").length;
  const worst = findings.find(({ severity }) => severity === "error");
  return [
    ...(fixes > 0
      ? [{ command: "shipwheel check --fix", why: `applies ${plural(fixes, "safe fix", "safe fixes")}` }]
      : []),
    ...(worst === undefined
      ? []
      : [{ command: `shipwheel explain ${worst.rule}`, why: "explains the first error" }]),
    { command: repetition(report), why: "repeats this run" },
  ];
}

/** The command that made the report. */
export function repetition({ command, project, artifacts }: RunReport): string {
  const what = command === "verify" ? artifacts.map(({ path }) => path) : [project.directory];
  const words = ["shipwheel", command, ...what, ...(project.worktree ? ["--worktree"] : [])];
  return words.map(shellWord).join(" ");
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
