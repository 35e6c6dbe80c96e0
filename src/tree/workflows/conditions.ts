import { child, scalarTexts } from "../formats/yaml-file.ts";
import type { Publishing } from "./publishing.ts";

/** An event that can start a publishing job, as far as triggers and conditions tell. */
export type ReleaseEvent = "tag" | "branch" | "release" | "dispatch" | "schedule" | "pull_request";

/** The events at which a step uploads. A condition that is not understood excludes nothing. */
export function eventsOf({
  workflow,
  job,
  step,
}: Pick<Publishing, "workflow" | "job" | "step">): ReadonlySet<ReleaseEvent> {
  const events = new Set<ReleaseEvent>();
  for (const [name, filters] of workflow.triggers) {
    if (name === "release") events.add("release");
    if (name === "workflow_dispatch") events.add("dispatch");
    if (name === "schedule") events.add("schedule");
    if (name === "pull_request") events.add("pull_request");
    if (name !== "push") continue;
    const tags = child(filters, "tags") ?? child(filters, "tags-ignore");
    const branches = child(filters, "branches") ?? child(filters, "branches-ignore");
    if (tags !== null || branches === null) events.add("tag");
    if (branches !== null ? scalarTexts(branches).length > 0 : tags === null) events.add("branch");
  }
  for (const condition of conditionsOf({ workflow, job, step }))
    for (const event of events) if (excludes(condition, event)) events.delete(event);
  return events;
}

/** The conditions of the step, its job, and of all that its job waits for and that is skipped with it. */
function conditionsOf({
  workflow,
  job,
  step,
}: Pick<Publishing, "workflow" | "job" | "step">): readonly string[] {
  const found = [step.if, job.if];
  for (const id of job.needs) {
    const needed = workflow.jobs.find((each) => each.id === id);
    // `always()` runs although what it needs was skipped.
    if (needed !== undefined && !/always\(\)|cancelled\(\)|failure\(\)/.test(job.if)) found.push(needed.if);
  }
  return found.filter((text) => text !== "");
}

const EVENT_NAMES: Readonly<Record<ReleaseEvent, string>> = {
  tag: "push",
  branch: "push",
  release: "release",
  dispatch: "workflow_dispatch",
  schedule: "schedule",
  pull_request: "pull_request",
};

/** Whether each alternative of a condition rules the event out. */
function excludes(condition: string, event: ReleaseEvent): boolean {
  const alternatives = bareCondition(condition).split("||");
  return alternatives.every((alternative) => excludesAlone(alternative, event));
}

function excludesAlone(text: string, event: ReleaseEvent): boolean {
  const name = EVENT_NAMES[event];
  const wanted = /github\.event_name\s*==\s*'([\w-]+)'/.exec(text)?.[1];
  if (wanted !== undefined && wanted !== name) return true;
  const unwanted = /github\.event_name\s*!=\s*'([\w-]+)'/.exec(text)?.[1];
  if (unwanted === name) return true;
  if (
    /github\.event\.action\s*==\s*'(?:published|released|created)'|github\.event\.release\b/.test(text) &&
    event !== "release"
  )
    return !/!\s*github\.event\.release/.test(text);
  const ofTag =
    /(?<!!\s*)startsWith\(\s*github\.(?:event\.)?ref\s*,\s*'refs\/tags|github\.ref_type\s*==\s*'tag'|(?<!!\s*)contains\(\s*github\.ref\s*,\s*'refs\/tags/.test(
      text,
    );
  if (ofTag) return event === "branch" || event === "pull_request";
  const ofBranch =
    /github\.ref(?:_name)?\s*==\s*'(?:refs\/heads\/)?[\w./-]+'|startsWith\(\s*github\.ref\s*,\s*'refs\/heads|github\.ref_type\s*==\s*'branch'/.test(
      text,
    );
  return ofBranch && (event === "tag" || event === "release");
}

/** A condition without the braces in which it may be written. */
export function bareCondition(text: string): string {
  return text.replace(/^\s*\$\{\{|\}\}\s*$/g, "").trim();
}

/** The name of an event for people. */
export function eventWords(event: ReleaseEvent): string {
  const words = {
    tag: "a pushed tag",
    branch: "a pushed branch",
    release: "a published release",
    dispatch: "workflow_dispatch",
    schedule: "schedule",
    pull_request: "pull_request",
  };
  return words[event];
}
