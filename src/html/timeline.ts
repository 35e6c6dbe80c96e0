import { formatSeconds } from "../text/quantities.ts";
import { html, type Html } from "./html.ts";

/** One bar of a timeline. */
export interface Bar {
  readonly name: string;
  /** Seconds after the beginning. */
  readonly startedAt: number;
  readonly seconds: number;
  /** `critical`: the whole would have ended sooner without it. */
  readonly kind: "critical" | "beside" | "failed";
  /** Parts of it, drawn below. */
  readonly parts?: readonly Bar[];
}

/** What ran when, and what ran side by side; as boxes, whose text stays readable on a narrow screen. */
export function timeline(bars: readonly Bar[], total: number): Html {
  const percent = (seconds: number): string =>
    `${Math.min(100, (Math.max(0, seconds) / Math.max(total, 0.001)) * 100).toFixed(2)}%`;
  const row = ({ name, startedAt, seconds, kind, parts = [] }: Bar, depth: "whole" | "part"): Html =>
    html`<li>
        <span class="name ${depth}">${name}</span><span class="number">${formatSeconds(seconds)}</span
        ><span class="track"
          ><i
            class="${kind}"
            style="left:${percent(startedAt)};width:${percent(Math.min(seconds, total - startedAt))}"
          ></i
        ></span>
      </li>
      ${parts.map((part) => row(part, "part"))}`;
  return html`<ol class="timeline">
      ${bars.map((bar) => row(bar, "whole"))}
    </ol>
    <p class="key">
      <span><i class="critical"></i>on the critical path</span><span><i class="beside"></i>in parallel</span
      ><span><i class="failed"></i>failed</span>
    </p>`;
}

/** What {@link criticalPath} knows of one thing that ran. */
export interface Timed {
  readonly id: string;
  readonly startedAt: number;
  readonly seconds: number;
  /** What it waited for last. */
  readonly after?: string;
}

/** The chain that the length of the whole depends on: from what ended last, back along what each waited for. */
export function criticalPath(all: readonly Timed[]): ReadonlySet<string> {
  const byId = new Map(all.map((each) => [each.id, each]));
  const chain = new Set<string>();
  let at = all.toSorted((a, b) => b.startedAt + b.seconds - (a.startedAt + a.seconds))[0];
  while (at !== undefined && !chain.has(at.id)) {
    chain.add(at.id);
    at = at.after === undefined ? undefined : byId.get(at.after);
  }
  return chain;
}
