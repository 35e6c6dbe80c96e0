import type { CarriedOut } from "../../git/carry-out.ts";
import type { Action } from "../../git/action.ts";
import { renderDiff } from "./diff.ts";
import type { Style } from "./style.ts";

/** Actions as they will be (or were) carried out: the diff of every file, the commit, the tag. */
export function renderActions(actions: readonly Action[], style: Style): readonly string[] {
  return actions.flatMap((action) => {
    switch (action.kind) {
      case "write-files":
        return action.edits.flatMap((edit) => renderDiff(edit, style));
      case "commit":
        return [
          `${style.strong("commit")} ${oneLine(action.message)}`,
          ...action.paths.map((path) => `  ${path}`),
        ];
      case "tag": {
        const signed = { none: "", git: ", signed", gpg: ", signed with GPG", ssh: ", signed with SSH" };
        return [`${style.strong("tag")} ${action.name} (annotated${signed[action.sign]})`];
      }
    }
  });
}

/** What was made of actions, and how it gets to the others. */
export function renderMade(
  { files, commit, tags }: CarriedOut,
  { actions, hasRemote }: { readonly actions: readonly Action[]; readonly hasRemote: boolean },
  style: Style,
): readonly string[] {
  const edits = actions.flatMap((action) => (action.kind === "write-files" ? action.edits : []));
  const removed = new Set(edits.flatMap(({ path, after }) => (after === null ? [path] : [])));
  return [
    ...files.map(
      (file) => `${removed.has(file) ? style.good("removed") : `${style.good("wrote")} `} ${file}`,
    ),
    ...(commit === null ? [] : [`${style.good("commit")} ${commit.slice(0, 10)}`]),
    ...tags.map((tag) => `${style.good("tag")}    ${tag.name}`),
    ...(tags.length === 0 || !hasRemote ? [] : ["", "nothing was pushed: git push --follow-tags"]),
  ];
}

function oneLine(text: string): string {
  return text.split("\n")[0] ?? "";
}
