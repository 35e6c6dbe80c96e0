/** What is done at one point of a run: a request, or an entry of the journal. */
export interface Point {
  readonly kind: "index" | "issuer" | "sigstore" | "forge" | "git" | "journal";
  /** For example `upload`, `mint`, `create`, `begin`. */
  readonly what: string;
}

/** What can go wrong with a request. */
const REQUEST_FAULTS = [
  "503 before",
  "503 after",
  "reset before",
  "reset after",
  "rate limit",
  "kill before",
  "kill after",
] as const;

/** What can go wrong with an entry of the journal. */
const JOURNAL_FAULTS = [
  "error before",
  "error after",
  "half a line",
  "kill before",
  "kill after",
  "kill in the line",
] as const;

/** What can go wrong with a tag or a push. */
const GIT_FAULTS = ["fails before", "fails after", "kill before", "kill after"] as const;

/** What can go wrong at some requests only. */
const SPECIAL_FAULTS = ["stale page", "token expires", "truncated"] as const;

/** One way in which a request goes wrong. */
export type RequestFault = (typeof REQUEST_FAULTS)[number] | (typeof SPECIAL_FAULTS)[number];

/** One way in which an entry of the journal goes wrong. */
export type JournalFault = (typeof JOURNAL_FAULTS)[number];

/** One way in which a tag or a push goes wrong. */
export type GitFault = (typeof GIT_FAULTS)[number];

/** One way in which one point goes wrong. */
export type FaultName = RequestFault | JournalFault | GitFault;

/** The faults that a point can have. */
export function faultsOf({ kind, what }: Point): readonly FaultName[] {
  if (kind === "journal") return JOURNAL_FAULTS;
  if (kind === "git") return GIT_FAULTS;
  if (kind === "index" && what === "page") return [...REQUEST_FAULTS, "stale page", "truncated"];
  if (kind === "index" && what === "upload") return [...REQUEST_FAULTS, "token expires"];
  return kind === "forge" ? [...REQUEST_FAULTS, "truncated"] : REQUEST_FAULTS;
}

/** Gives the fault of a point; null for none. `position` counts the points of a run. */
export type Schedule = (run: number, position: number, point: Point) => FaultName | null;

/** Numbers that repeat themselves for a seed (mulberry32), from 0 up to 1. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One fault at one point of the first run. */
export function singleFault(position: number, fault: FaultName): Schedule {
  return (run, at) => (run === 0 && at === position ? fault : null);
}

/** Several faults in each of the first runs, by chance. */
export interface RandomSchedule {
  readonly schedule: Schedule;
  /** Runs that may meet faults: the run after them is undisturbed. */
  readonly runs: number;
}

/** The schedule of a seed: one to four troubled runs, in each of which every point has the same chance to go wrong. */
export function randomSchedule(seed: number): RandomSchedule {
  const next = random(seed);
  const runs = 1 + Math.floor(next() * 4);
  const chance = [0.02, 0.05, 0.1, 0.25][Math.floor(next() * 4)] ?? 0.1;
  return {
    runs,
    schedule(run, _position, point) {
      if (run >= runs) return null;
      const hit = next() < chance;
      const choice = faultsOf(point);
      return hit ? (choice[Math.floor(next() * choice.length)] ?? null) : null;
    },
  };
}
