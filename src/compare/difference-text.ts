import { formatBytes } from "../text/quantities.ts";
import type { Change, ChangeCode } from "./change.ts";
import type { ReleaseDifference } from "./compare-releases.ts";
import type { SideFile } from "./side.ts";
import { cut } from "../text/cut.ts";

/** What people call an aspect. */
export const ASPECT_NAMES: Readonly<Record<ChangeCode, string>> = {
  api: "public API",
  author: "author",
  classifier: "classifier",
  description: "description",
  "description-content-type": "description",
  "entry-point": "entry point",
  keywords: "keywords",
  license: "license",
  maintainer: "maintainer",
  module: "module",
  "other-metadata": "metadata",
  platform: "platform",
  "project-url": "project URL",
  "provides-extra": "extra",
  record: "RECORD",
  "requires-dist": "dependency",
  "requires-python": "Python",
  shape: "JSON shape",
  summary: "summary",
  "wheel-tag": "wheel tag",
};

/** What the difference asks of the version, and whether the version gives it: one line. */
export function verdictText({
  asked,
  level,
  made,
  isEnough,
  needed,
  unjudged,
  isComplete,
  accepted,
}: Omit<ReleaseDifference, "project" | "before" | "after" | "changes" | "files" | "notCompared">): string {
  if (level === "none") return isComplete ? "nothing differs" : "nothing differs in what could be compared";
  const zero = asked === level ? "" : ` (${level} changes of a 0.x version)`;
  const wants = `asks for ${isComplete || level === "major" ? "" : "at least "}a ${asked} release${zero}`;
  const excuse = accepted === null ? "" : `; accepted: ${accepted}`;
  if (isEnough === null) return `${wants}${unjudged === null ? "" : `; ${unjudged}`}${excuse}`;
  if (isEnough) return `${wants}; the version makes a ${made} one`;
  return `${wants}, and the version makes only a ${made} one${needed === null ? "" : `: ${needed} is needed`}${excuse}`;
}

const LONGEST = 120;

/** What happened to the subject of a change. */
export function changeText({
  subject,
  before,
  after,
  why,
}: Pick<Change, "subject" | "before" | "after" | "why">): string {
  const values =
    before === null
      ? after === subject || after === null
        ? "added"
        : `added: ${cut(after, LONGEST)}`
      : after === null
        ? before === subject
          ? "removed"
          : `removed: ${cut(before, LONGEST)}`
        : before === after
          ? ""
          : before.length + after.length > LONGEST || /\n/.test(before + after)
            ? "changed"
            : `${before} -> ${after}`;
  return [values, why ?? ""].filter((each) => each !== "").join("; ");
}

/** Two sizes and how far they are apart. */
export function sizeText(before: number | null, after: number | null): string {
  if (before === null) return after === null ? "" : formatBytes(after);
  if (after === null) return formatBytes(before);
  const share = before === 0 ? "" : ` (${percent(before, after)})`;
  return before === after ? formatBytes(after) : `${formatBytes(before)} -> ${formatBytes(after)}${share}`;
}

/** `+5 %`, `-0.3 %`. */
export function percent(before: number, after: number): string {
  const change = ((after - before) / before) * 100;
  const digits = Math.abs(change) < 10 ? 1 : 0;
  return `${change > 0 ? "+" : ""}${change.toFixed(digits)} %`;
}

/** The archives of both releases, the same kind beside each other. */
export function sizesOf({ before, after }: Pick<ReleaseDifference, "before" | "after">): readonly {
  readonly kind: "wheel" | "sdist";
  readonly before: number | null;
  readonly after: number | null;
}[] {
  return (["wheel", "sdist"] as const).flatMap((kind) => {
    const [old, now] = [total(before.files, kind), total(after.files, kind)];
    return old === null && now === null ? [] : [{ kind, before: old, after: now }];
  });
}

/** Of several wheels their sum. */
function total(files: readonly SideFile[], kind: SideFile["kind"]): number | null {
  const sizes = files.flatMap((each) => (each.kind === kind && each.size !== null ? [each.size] : []));
  return sizes.length === 0 ? null : sizes.reduce((sum, each) => sum + each, 0);
}
