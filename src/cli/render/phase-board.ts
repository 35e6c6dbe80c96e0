import type { AnnouncedStage, ProgressEvent } from "../../ports/event.ts";
import { printableLine } from "../../text/printable.ts";

/** The phases that a person follows, in their order, each by the kinds of failure of its stages. */
const PHASES: readonly { readonly title: string; readonly of: readonly string[] }[] = [
  { title: "Prepare", of: ["usage", "config", "tool", "version"] },
  { title: "Build", of: ["build"] },
  { title: "Check", of: ["check"] },
  { title: "Publish", of: ["auth", "publish"] },
  { title: "Install", of: ["verify"] },
];

type Outcome = (ProgressEvent & { readonly type: "end" })["outcome"];

/** One stage of a run, or a step within one. */
export interface BoardItem {
  readonly id: string;
  readonly title: string;
  readonly headline: boolean;
  readonly parent: string | undefined;
  state: "waiting" | "running" | Outcome;
  detail: string;
  seconds: number;
}

/** One phase, as it stands. */
export interface BoardPhase {
  readonly title: string;
  readonly state: "waiting" | "running" | Outcome;
  /** What it is doing, or what it came to. */
  readonly text: string;
  /** Seconds in which at least one of its stages ran. */
  readonly seconds: number;
  readonly items: readonly BoardItem[];
}

class Slot {
  readonly title: string;
  readonly items: BoardItem[];
  busy = 0;
  since: number | null = null;

  constructor(title: string, items: BoardItem[]) {
    this.title = title;
    this.items = items;
  }

  /** Steps stand behind the stage that they are part of. */
  insert(item: BoardItem): void {
    const last = this.items.findLastIndex(({ id, parent }) => id === item.parent || parent === item.parent);
    this.items.splice(last + 1, 0, item);
  }
}

/** The stages of a run, gathered into phases; a pure account of the events, which draws nothing. */
export class PhaseBoard {
  readonly #slots: readonly Slot[];

  constructor(stages: readonly AnnouncedStage[]) {
    this.#slots = PHASES.flatMap(({ title, of }) => {
      const items = stages
        .filter(({ phase }) => of.includes(phase))
        .map(({ id, title: stage, headline }): BoardItem => newItem(id, stage, headline, undefined));
      return items.length === 0 ? [] : [new Slot(title, items)];
    });
  }

  /** Takes an event in; false when it belongs to none of the stages. */
  take(event: ProgressEvent & { readonly type: "start" | "update" | "end" }, now: number): boolean {
    if (event.type === "start" && event.parent !== undefined) {
      this.#slotOf(event.parent)?.insert(newItem(event.id, event.title, false, event.parent));
    }
    const slot = this.#slotOf(event.id);
    const item = slot?.items.find(({ id }) => id === event.id);
    if (slot === undefined || item === undefined) return false;
    if (event.type === "start") item.state = "running";
    else item.detail = printableLine(event.detail ?? "");
    if (event.type === "end") {
      item.state = event.outcome;
      item.seconds = event.seconds;
    }
    const isBusy = slot.items.some(({ state }) => state === "running");
    if (isBusy) slot.since ??= now;
    else if (slot.since !== null) {
      slot.busy += now - slot.since;
      slot.since = null;
    }
    return true;
  }

  phases(now: number): readonly BoardPhase[] {
    return this.#slots.map((slot) => {
      const state = stateOf(slot.items);
      return {
        title: slot.title,
        state,
        text: state === "running" ? activity(slot.items) : result(slot.items, state),
        seconds: slot.busy + (slot.since === null ? 0 : now - slot.since),
        items: slot.items,
      };
    });
  }

  #slotOf(id: string): Slot | undefined {
    return this.#slots.find(({ items }) => items.some((item) => item.id === id));
  }
}

function newItem(id: string, title: string, headline: boolean, parent: string | undefined): BoardItem {
  return { id, title: printableLine(title), headline, parent, state: "waiting", detail: "", seconds: 0 };
}

function stateOf(items: readonly BoardItem[]): BoardPhase["state"] {
  const states = new Set(items.map(({ state }) => state));
  if (states.has("running")) return "running";
  if (states.has("waiting")) return "waiting";
  // What only prepares a phase can end well without it.
  const isLeftOut = headlinesOf(items).every(({ state }) => state === "skipped");
  if (isLeftOut && !states.has("failed")) return "skipped";
  return (["failed", "warned", "ok"] as const).find((each) => states.has(each)) ?? "skipped";
}

/** The stages for which a phase is there: those that are named so, else all. */
function headlinesOf(items: readonly BoardItem[]): readonly BoardItem[] {
  const named = items.filter(({ headline }) => headline);
  return named.length > 0 ? named : items;
}

function activity(items: readonly BoardItem[]): string {
  const running = items.filter(({ state }) => state === "running");
  const inner = running.filter(({ parent }) => parent !== undefined);
  return (inner.length > 0 ? inner : running)
    .map(({ title, detail }) => (detail === "" ? title : `${title}: ${detail}`))
    .join("; ");
}

function result(items: readonly BoardItem[], state: BoardPhase["state"]): string {
  const stages = items.filter(({ parent }) => parent === undefined);
  if (state === "skipped") return headlinesOf(stages).find(({ detail }) => detail !== "")?.detail ?? "";
  const failed = stages.filter((each) => each.state === "failed" && !each.headline);
  return [
    ...failed.map(({ title, detail }) => (detail === "" ? title : `${title}: ${detail}`)),
    ...stages
      .filter((each) => each.headline && ["ok", "warned", "failed"].includes(each.state))
      .map(({ title, detail }) => (detail === "" ? title : detail)),
  ].join(" · ");
}
