import { readFileSync } from "node:fs";
import { GENERATED } from "./generated.ts";
import { join } from "node:path";

/** A real project, one commit before its last release. */
export interface Convention {
  readonly project: string;
  readonly template: string;
  /** Tags that count for nothing. */
  readonly passedOver: number;
  /** Since the release before. */
  readonly commits: number;
  /** Tag of the release before; null: none. */
  readonly last: string | null;
  /** Tag of the release that followed. */
  readonly tag: string;
  readonly theirs: string;
  /** What `version next` says; null: nothing asks for a release, or it is refused. */
  readonly ours: string | null;
  readonly level: string | null;
  readonly reason: string | null;
  /** What `version bump` is told to make theirs: a level, or the version; null: it cannot. */
  readonly bump: string | null;
}

const DATA = join(import.meta.dirname, "..", "..", "tests", "vectors", "conventions.json");

/** What was measured. */
export function readConventions(): readonly Convention[] {
  return JSON.parse(readFileSync(DATA, "utf8")) as readonly Convention[];
}

/** The page of real projects' conventions. */
export function conventionsPage(): string {
  const all = readConventions();
  const rows = all.map(
    ({ project, template, passedOver, commits, last, theirs, tag, ours, reason, bump }) => {
      const said = ours ?? reason ?? "";
      const same = ours === theirs ? "the same" : bump === null ? "cannot be made" : `\`bump ${bump}\``;
      return `| ${project} | \`${template}\` | ${passedOver} | ${last ?? "none"} | ${commits} | ${theirs} (\`${tag}\`) | ${said} | ${same} |`;
    },
  );
  const same = all.filter(({ ours, theirs }) => ours === theirs).length;
  const undecided = all.filter(({ ours }) => ours === null).length;
  return [
    GENERATED,
    "",
    "# Conventions of real projects",
    "",
    "Projects as they stood one commit before their last release: how their tags are read, what `version next` said, and what",
    "they released. Where commits and fragments do not decide, a person does: the last column is the argument of `version bump`.",
    "",
    `${all.length} projects: ${same} times \`version next\` names the version that was released, ${undecided} times nothing in the history decides.`,
    "",
    "| project | tags | not counted | last release | commits since | released | `version next` | to make the same |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
