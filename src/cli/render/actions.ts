import type { Action } from "../../values/action.ts";
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

function oneLine(text: string): string {
  return text.split("\n")[0] ?? "";
}
