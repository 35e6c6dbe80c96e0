/**
 * What a terminal or a log viewer acts on: controls (C0 but tab and the ends of lines, DEL, C1), separators,
 * bidirectional marks.
 */
const CONTROLS =
  "[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]|\\r(?!\\n)";
const CONTROL = new RegExp(CONTROLS, "g");
/** A control, or what our own style writes: a change of color, the ends of a link to a page or a file. */
const COLOR_OR_CONTROL = new RegExp(
  `\\u001b\\[(?:1|22?|3[1-49])m|\\u001b\\]8;;(?:(?:https|file)://[!-~]*)?\\u001b\\\\|${CONTROLS}`,
  "g",
);

/** The runners of GitHub (its older form), Azure and TeamCity look for it anywhere in a line. */
const RUNNER_PREFIX = /##(?=(?:vso|teamcity)?\[)/g;

/** Removes what would move a terminal's cursor or recolour it: nothing from a repository is trusted. */
export function printable(text: string): string {
  return text.replaceAll(CONTROL, "�");
}

/** The same in one line, for a value that stands within one. */
export function printableLine(text: string): string {
  return printable(text.replaceAll(/\s*[\r\n\u2028\u2029]\s*/g, " "));
}

/**
 * The last guard of a whole text on its way to a terminal or a log: no control but, with `color`, changes of color, and
 * no line that a CI runner takes for a command (`::name::` at its beginning, `##[name]` and `##vso[` anywhere).
 */
export function safeText(text: string, color: boolean = false): string {
  return text
    .replaceAll(COLOR_OR_CONTROL, (found) => (color && found.length > 1 ? found : "�"))
    .replaceAll(/^([^\S\n]*)::(?=[^\n]*::)/gm, "$1\\::")
    .replaceAll(RUNNER_PREFIX, "#\\#");
}

/** A value as JSON in which neither a terminal nor a CI runner finds anything to obey. */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent)
    .replaceAll(CONTROL, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll(RUNNER_PREFIX, "#\\u0023");
}
