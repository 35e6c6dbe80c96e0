import type { MigrateResult } from "../../migrate/migrate.ts";
import { headline } from "../../migrate/migration.ts";
import type { JudgedDifference } from "../../migrate/prove/difference.ts";
import type { Proof } from "../../migrate/prove/prove-migration.ts";
import type { FileEdit } from "../../text/file-edit.ts";
import { plural } from "../../text/plural.ts";
import { printableLine } from "../../text/printable.ts";
import { renderDiff } from "./diff.ts";
import type { Style } from "./style.ts";
import { renderTable } from "./table.ts";
import { cut } from "../../text/cut.ts";

/** A migration for people: the diff, what to know, the verdict, and the next command. */
export function renderMigration(
  { migration, proof, written, recovered }: MigrateResult,
  style: Style,
): string {
  const { target, edits, notes, refusals } = migration;
  const lines: string[] = [];
  if (recovered) lines.push("An interrupted migration was rolled back first.", "");
  if (edits.length === 0 && refusals.length === 0)
    return [
      ...lines,
      ...notes.map((note) => `${style.info("note:")} ${printableLine(note)}`),
      `Nothing to migrate: the project already uses ${target}.`,
    ].join("\n");
  lines.push(style.strong(`Migration ${headline(migration)}`), "");
  // Whoever writes has seen the preview, or sees the commit.
  for (const edit of edits)
    lines.push(...(written ? [`${verbOf(edit)} ${printableLine(edit.path)}`] : renderDiff(edit, style)));
  lines.push(...versionTable(migration, style));
  if (notes.length > 0)
    lines.push("", ...notes.map((note) => `${style.info("note:")} ${printableLine(note)}`));
  for (const { subject, message, help } of refusals)
    lines.push(
      "",
      `${style.error(`error[${printableLine(subject)}]`)}: ${printableLine(message)}`,
      `  help: ${printableLine(help)}`,
    );
  lines.push(
    "",
    ...(proof === null ? [] : [...verdictTable(proof, style), ""]),
    conclusion({ migration, proof, written, recovered }, style),
  );
  return lines.join("\n");
}

/** What this commit and every tag are, by the tree and by the tags. */
function versionTable({ versionNow, tags }: MigrateResult["migration"], style: Style): readonly string[] {
  if (versionNow === null) return [];
  const rows = tags.map(({ tag, version, stated, agrees, isInOrder }) => [
    printableLine(tag),
    printableLine(stated ?? "not read"),
    agrees ? version : style.error(version),
    [agrees ? "" : "differs", isInOrder ? "" : "out of order"].filter((each) => each !== "").join(", "),
  ]);
  const here = ["(this commit)", versionNow.before, versionNow.after ?? "-", ""];
  return ["", ...renderTable(["version of", "before", "after", ""], [here, ...rows], {})];
}

function verdictTable({ aspects, differences, notTried, seconds }: Proof, style: Style): readonly string[] {
  const rows = aspects.map(({ code, equal, intended, accepted, defects }) => [
    code,
    String(equal),
    String(intended + accepted),
    defects === 0 ? "0" : style.error(String(defects)),
  ]);
  return [
    ...renderTable(["compared", "equal", "intended", "defects"], rows, { right: [1, 2, 3] }),
    "",
    ...differences.filter(({ verdict }) => verdict === "defect").flatMap((each) => defectLines(each, style)),
    ...excusedLines(differences, style),
    ...notTried.map((each) => `${style.warning("not tried:")} ${printableLine(each)}`),
    style.faint(`proven in ${seconds.toFixed(1)} s`),
  ];
}

const LONGEST = 160;
const NAMED = 4;

function defectLines({ code, subject, before, after }: JudgedDifference, style: Style): readonly string[] {
  const shown = (value: string | null): string => {
    if (value === null) return "(absent)";
    if (!/^[0-9a-f]{64}$/.test(value)) return cut(printableLine(value), LONGEST);
    return value === after && before !== null ? "(different content)" : "(present)";
  };
  return [
    `${style.error("defect")} ${printableLine(nameOf({ code, subject }))}`,
    `  before: ${shown(before)}`,
    `  after:  ${shown(after)}`,
  ];
}

/** Differences that one reason explains, in one line. */
function excusedLines(differences: readonly JudgedDifference[], style: Style): readonly string[] {
  const groups = new Map<string, JudgedDifference[]>();
  for (const each of differences) {
    if (each.verdict === "defect") continue;
    const key = JSON.stringify([each.verdict, each.reason, each.code]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    return [
      `${style.good(first.verdict)} ${printableLine(nameOf(first))}${more}: ${printableLine(first.reason ?? "")}`,
    ];
  });
}

function nameOf({ code, subject }: Pick<JudgedDifference, "code" | "subject">): string {
  return `${code}:${subject}`;
}

function verbOf({ before, after }: FileEdit): string {
  return after === null ? "removed" : before === null ? "created" : "changed";
}

function conclusion({ migration, proof, written }: MigrateResult, style: Style): string {
  if (migration.refusals.length > 0)
    return `${style.error("FAILED")}: ${plural(migration.refusals.length, "obstacle")} to a migration to ${migration.target}; nothing was written`;
  if (proof === null)
    return "Nothing was written or built. To build both and compare: shipwheel migrate --prove; to write the files: shipwheel migrate --write";
  const defects = proof.differences.filter(({ verdict }) => verdict === "defect");
  if (defects.length > 0) {
    const isFinal = defects.some((each) => nameOf(each) === "build:after");
    if (isFinal) return `${style.error("FAILED")}: the migrated project does not build; nothing was written`;
    const options = defects.slice(0, NAMED).map((each) => `--accept '${printableLine(nameOf(each))}'`);
    const more = defects.length > NAMED ? ` and ${defects.length - NAMED} more` : "";
    return `${style.error("FAILED")}: ${plural(defects.length, "defect")}; nothing was written. To accept ${defects.length === 1 ? "it" : "them"}: ${options.join(" ")}${more} --reason TEXT`;
  }
  if (!written) return `${style.good("PASSED")}: users get the same. To write it: shipwheel migrate --write`;
  return `${style.good("PASSED")}: users get the same; ${plural(migration.edits.length, "file")} written. To undo it: shipwheel migrate --undo`;
}
