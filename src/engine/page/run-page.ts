import { document } from "../../html/document.ts";
import { html } from "../../html/html.ts";
import type { RunReport } from "../report.ts";
import { contentsSection } from "./contents.ts";
import { filesSection, stepsSection, timeSection, toolsSection } from "./course.ts";
import type { Evidence, Released, Room } from "./evidence.ts";
import { gatesSection } from "./gates.ts";
import { head, isGood, releaseName, verdictWord } from "./head.ts";
import { apartSection, faultsSection, findingsSection, rulesSection } from "./problems.ts";
import { dependenciesSection, entryPointsSection, projectSection } from "./project.ts";
import { trialsSection } from "./trials.ts";
import { cut } from "../../text/cut.ts";

/** A page stays below this, whatever the run. Bytes. */
export const LARGEST_PAGE = 400_000;

/** From a page that shows all of an ordinary run to one that still shows the verdict of a huge one. */
const ROOMS: readonly Room[] = [
  { findings: 300, rows: 300, text: 4000, output: 4000, readme: true },
  { findings: 120, rows: 100, text: 1000, output: 1000, readme: true },
  { findings: 60, rows: 40, text: 400, output: 300, readme: false },
  { findings: 15, rows: 10, text: 100, output: 0, readme: false },
];

/** A run as one self-contained page: the verdict and the errors first, then everything that was seen. */
export function renderRunPage(report: RunReport, evidence: Evidence): string {
  let page = "";
  for (const room of ROOMS) {
    page = render(report, evidence, room);
    if (Buffer.byteLength(page) <= LARGEST_PAGE) break;
  }
  return page;
}

/** The same with every text no longer than so many characters. */
function clipped<T>(value: T, longest: number): T {
  if (typeof value === "string") return cut(value, longest) as T;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((each: unknown) => clipped(each, longest)) as T;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, clipped(each as unknown, longest)]),
  ) as T;
}

/** The findings and the failure of the release among those of its rehearsal. */
function withRelease(report: RunReport, released: Released | null): RunReport {
  if (released === null) return report;
  const { findings, error } = released;
  const errors = [...(report.errors ?? []), ...(error === null ? [] : [error])];
  return {
    ...report,
    findings: [...findings, ...report.findings],
    ...(errors.length === 0 ? {} : { errors }),
  };
}

function render(whole: RunReport, evidence: Evidence, room: Room): string {
  const released = clipped(evidence.released, room.text);
  const report = withRelease(clipped(whole, room.text), released);
  const steps = stepsSection(report, released);
  return document({
    title: `${verdictWord(report, released)}: ${releaseName(report)}`,
    tone: isGood(report, released) ? "good" : "bad",
    head: head(report, released),
    sections: [
      faultsSection(report),
      findingsSection(report, evidence, room),
      ...(released === null ? [] : [steps]),
      trialsSection(report, room),
      contentsSection(report, evidence, room),
      dependenciesSection(report, room),
      projectSection(report, evidence, room),
      entryPointsSection(report, room),
      gatesSection(report, room),
      timeSection(report),
      ...(released === null ? [steps] : []),
      filesSection(report, evidence, room),
      apartSection(report, room),
      rulesSection(report, evidence),
      toolsSection(report),
    ],
    footer: html`Made by shipwheel on this machine. The page loads nothing and sends nothing.`,
  });
}
