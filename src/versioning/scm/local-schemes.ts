import { fault } from "../../findings/fault.ts";
import { isExact, shortNode, type ScmVersion } from "./scm-version.ts";

/** Makes the part behind `+`; null lets the next scheme of the list answer. */
export type LocalScheme = (scm: ScmVersion) => string | null;

function refuseDirt(scm: ScmVersion): void {
  if (scm.dirty) throw fault("dirty-refused");
}

function nodeAndTime(scm: ScmVersion, digits: number): string {
  const node = isExact(scm) ? null : shortNode(scm.node);
  const time = scm.time.toISOString().replace(/\D/g, "").slice(0, digits);
  const parts = [node, scm.dirty ? `d${time}` : null].filter((part) => part !== null);
  return parts.length === 0 ? "" : `+${parts.join(".")}`;
}

/** Every local scheme by its name. */
export const LOCAL_SCHEMES: ReadonlyMap<string, LocalScheme> = new Map<string, LocalScheme>([
  ["dirty-tag", (scm) => (scm.dirty ? "+dirty" : "")],
  [
    "fail-on-uncommitted-changes",
    (scm) => {
      refuseDirt(scm);
      return null;
    },
  ],
  ["no-local-version", () => ""],
  [
    "no-local-version-strict",
    (scm) => {
      refuseDirt(scm);
      return "";
    },
  ],
  ["node-and-date", (scm) => nodeAndTime(scm, "YYYYMMDD".length)],
  ["node-and-timestamp", (scm) => nodeAndTime(scm, "YYYYMMDDhhmmss".length)],
]);
