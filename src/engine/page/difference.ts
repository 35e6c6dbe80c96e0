import type { FileChange } from "../../compare/change.ts";
import type { ReleaseDifference } from "../../compare/compare-releases.ts";
import { ASPECT_NAMES, changeText, sizesOf, sizeText, verdictText } from "../../compare/difference-text.ts";
import { document, type Section, type Tone } from "../../html/document.ts";
import { html, type Html, type Part } from "../../html/html.ts";
import { pairs, table, tag } from "../../html/pieces.ts";
import { plural } from "../../text/plural.ts";

/** Rows of a table. */
const MOST_ROWS = 2000;
const LEVEL_TAGS = { major: "error", minor: "warning", patch: "plain" } as const;

/** What two releases differ in, as a page of its own. */
export function renderDifferencePage(difference: ReleaseDifference): string {
  const { project, before, after, isEnough } = difference;
  const title = `${project} ${before.version} → ${after.version}`;
  const tone: Tone = isEnough === null ? "neutral" : isEnough ? "good" : "bad";
  return document({
    title,
    tone,
    head: html`<h1>${title}</h1>
      <p>${verdictText(difference)}</p>`,
    sections: [changesSection(difference), filesSection(difference), apartSection(difference)],
    footer: html`Made by shipwheel on this machine. The page loads nothing and sends nothing.`,
  });
}

function changesSection({ changes }: ReleaseDifference): Section {
  const rows = changes
    .slice(0, MOST_ROWS)
    .map((each): readonly Part[] => [
      html`<code>${each.subject}</code>`,
      ASPECT_NAMES[each.code],
      tag(LEVEL_TAGS[each.level], each.level),
      changeText(each),
    ]);
  const columns = [{ title: "subject" }, { title: "what" }, { title: "asks for" }, { title: "change" }];
  return {
    id: "changes",
    title: "Changes",
    note: plural(changes.length, "change"),
    body:
      rows.length === 0 ? null : html`${table("changes", columns, rows)}${rest(changes.length, "changes")}`,
  };
}

function filesSection(difference: ReleaseDifference): Section {
  const { files } = difference;
  const sizes = sizesOf(difference).map(
    ({ kind, before, after }) => [kind, sizeText(before, after)] as const,
  );
  const body = html`${sizes.length > 0 && pairs(sizes)}${
    files.length > 0 &&
    html`${table(
      "files that differ",
      [{ title: "file" }, { title: "in" }, { title: "change" }],
      files.slice(0, MOST_ROWS).map((each) => [html`<code>${each.path}</code>`, each.in, fileChange(each)]),
    )}${rest(files.length, "files")}`
  }`;
  return { id: "files", title: "Files", note: plural(files.length, "file"), body };
}

/** What happened to a file, as a cell. */
export function fileChange({ before, after }: Pick<FileChange, "before" | "after">): Part {
  if (before === null) return html`${tag("ok", "new")} ${sizeText(null, after)}`;
  if (after === null) return html`${tag("error", "removed")} ${sizeText(before, null)}`;
  return sizeText(before, after);
}

function apartSection({ notCompared }: ReleaseDifference): Section {
  const list = html`<ul class="list">
    ${notCompared.map((each) => html`<li>${each}</li>`)}
  </ul>`;
  return { id: "apart", title: "Not compared", body: notCompared.length === 0 ? null : list };
}

function rest(count: number, what: string): Html | null {
  return count <= MOST_ROWS
    ? null
    : html`<p class="faint">${count - MOST_ROWS} more ${what} in the JSON document</p>`;
}
