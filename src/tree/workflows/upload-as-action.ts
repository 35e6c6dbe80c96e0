import type { TextChange } from "../../text/file-edit.ts";
import { child, scalarText, type YamlRange } from "../formats/yaml-file.ts";
import { commandLines } from "./commands.ts";
import { newline, removeEntry } from "./edits.ts";
import type { Publishing } from "./publishing.ts";

/** The changes of a rewrite, or why it has to be made by hand. */
export type Rewrite = readonly TextChange[] | string;

/**
 * PyPA's action in the place of a command that uploads a whole folder to PyPI, alone in its step or as the last line of
 * it. Made only where the action does exactly what the command did.
 */
export function uploadAsAction(each: Publishing, action: string | null): Rewrite {
  const { step, tool, index, command } = each;
  const run = step.node.entries.get("run");
  if (action === null || run === undefined) return `replace ${tool} with pypa/gh-action-pypi-publish by hand`;
  if (index !== "pypi") return `replace ${tool} by hand: it does not upload to PyPI`;
  const inputs = inputsOf(command);
  if (inputs === null)
    return `pypa/gh-action-pypi-publish has no equivalent of \`${masked(command)}\`: replace it by hand`;
  const obstacle = placeObstacle(each) ?? envObstacle(each);
  if (obstacle !== null) return obstacle;
  const lines = [`uses: ${action}`, ...inputs];
  const script = step.run ?? "";
  return commandLines(script).length === 1 ? inPlace(each, script, lines) : asNextStep(each, script, lines);
}

const TOOL =
  /^(?:(?:python[\d.]* -m |pipx run |uvx )?twine upload|poetry publish|(?:pipx run |uvx )?hatch publish)(?=\s|$)/;
const VALUE = String.raw`["']?(?:\$\{\{[^}]*\}\}|\$?\{?\w+\}?)["']?`;
/** What says who uploads, or how much is printed. */
const OPTION = new RegExp(
  String.raw`\s(?:(?:-u|--username|--user|-p|--password|-a|--auth)(?:\s+|=)${VALUE}|--non-interactive|--no-interaction|--no-prompt|-n|--verbose|--disable-progress-bar)(?=\s|$)`,
  "g",
);

/** The action's own words for a command; null where it has none. */
function inputsOf(command: string): readonly string[] | null {
  const tool = TOOL.exec(command)?.[0];
  if (tool === undefined) return null;
  const bare = ` ${command.slice(tool.length)} `.replaceAll(OPTION, "");
  const rest = bare.replace(/\s--skip-existing(?=\s)/, "").trim();
  const isSkipping = /\s--skip-existing(?=\s)/.test(bare);
  const folder = tool.endsWith("upload") ? /^(?:\.\/)?([\w-][\w./-]*)\/\*$/.exec(rest)?.[1] : "dist";
  if (folder === undefined || folder.includes("..") || (!tool.endsWith("upload") && rest !== "")) return null;
  const inputs = [
    ...(folder === "dist" ? [] : [`  packages-dir: ${folder}/`]),
    ...(isSkipping ? ["  skip-existing: true"] : []),
  ];
  return inputs.length === 0 ? [] : ["with:", ...inputs];
}

/** A command as it may be shown: no password that is written out. */
function masked(command: string): string {
  return command.replaceAll(/(\s(?:-p|--password|-t|--token|-a|--auth)(?:\s+|=))(?!["']?\$)\S+/g, "$1…");
}

/** Keys of a step with `run` that one with `uses` has, too. */
const SHARED_KEYS = new Set(["name", "id", "if", "run", "env", "continue-on-error", "timeout-minutes"]);

function placeObstacle({ workflow, job, step }: Publishing): string | null {
  const system = scalarText(child(job.node, "runs-on")) ?? "";
  if (!/^ubuntu-(?:latest|\d+\.\d+)$/.test(system) || child(job.node, "container") !== null)
    return "pypa/gh-action-pypi-publish needs a Linux runner: publish in a job with `runs-on: ubuntu-latest`";
  const key = [...step.node.entries.keys()].find((name) => !SHARED_KEYS.has(name));
  if (key !== undefined) return `an action takes no ${key}: replace the command by hand`;
  const isMoved = [job.node, workflow.root].some(
    (owner) => child(child(child(owner, "defaults"), "run"), "working-directory") !== null,
  );
  return isMoved ? "the command runs in the working-directory of defaults, an action does not" : null;
}

/** The token has to go with the command. */
function envObstacle({ step, credential }: Publishing): string | null {
  const env = child(step.node, "env");
  const isOwn =
    credential !== null && (credential === step.place || (env !== null && isWithin(credential, env)));
  if (!isOwn) return "the token is set outside the step: remove it there by hand";
  if (env === null) return null;
  if (env.kind !== "map") return "the env of the step is not a mapping";
  const other = [...env.entries.keys()].find((name) => !/^(?:TWINE|POETRY|HATCH_INDEX)_/.test(name));
  return other === undefined ? null : `the env of the step also has ${other}: replace the command by hand`;
}

/** Whether a place lies inside another one. */
export function isWithin(inner: YamlRange, outer: YamlRange): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function inPlace(
  { workflow: { file }, step }: Publishing,
  script: string,
  lines: readonly string[],
): Rewrite {
  const run = step.node.entries.get("run");
  if (run === undefined || /(?:^|\s)#/.test(script)) return "the script has a comment: replace it by hand";
  const indent = " ".repeat((file.locate(run.key).column ?? 1) - 1);
  const end = run.key.start + file.text.slice(run.key.start, run.value.end).trimEnd().length;
  const text = lines.join(`${newline(file)}${indent}`);
  return withoutEnv({ file, step }, [{ start: run.key.start, end, text }]);
}

function withoutEnv(
  { file, step }: { readonly file: Publishing["workflow"]["file"]; readonly step: Publishing["step"] },
  changes: readonly TextChange[],
): Rewrite {
  if (!step.node.entries.has("env")) return changes;
  const gone = removeEntry(file, step.node, "env");
  return gone === null ? "remove the env of the step by hand" : [...changes, gone];
}

/** Commands that leave folder and environment as they were. */
const PLAIN =
  /^(?:python[\d.]* -m (?:build|pip)|pip3?|pipx|uv|uvx|poetry (?:build|install|version)|hatch build|flit build|pdm build|ls|rm)(?=\s|$)[^;|(]*(?<![&{])$/;

/** The last line of a script becomes the next step. */
function asNextStep(
  { workflow: { file }, step, command }: Publishing,
  script: string,
  lines: readonly string[],
): Rewrite {
  const byHand = "the step does more than upload: move the upload to a step of its own";
  const { text } = file;
  const run = step.node.entries.get("run");
  const commands = commandLines(script);
  const isPlain = commands
    .slice(0, -1)
    .every((each) => PLAIN.test(each.text) && !each.text.includes("TWINE"));
  if (run === undefined || !isPlain || commands.at(-1)?.text !== command) return byHand;
  const [first] = step.node.entries.values();
  const start = text.lastIndexOf("\n", first?.key.start ?? 0) + 1;
  const dash = /^([ \t]*)-( +)$/.exec(text.slice(start, first?.key.start ?? 0));
  const isAlways = ["if", "continue-on-error", "timeout-minutes"].every((key) => !step.node.entries.has(key));
  if (dash === null || !isAlways) return byHand;
  const [, indent = "", blank = ""] = dash;
  const next = `${indent}-${blank}${lines.join(`${newline(file)}${indent} ${blank}`)}`;
  const end = run.key.start + text.slice(run.key.start, run.value.end).trimEnd().length;
  const line = text.lastIndexOf("\n", end - 1) + 1;
  // A line that goes on above, or stands in a script of one line, is not a line of its own.
  if (text.slice(line, end).trim() !== command || line <= run.key.start) return byHand;
  const last = [...step.node.entries.keys()].at(-1);
  if (last === "run") return withoutEnv({ file, step }, [{ start: line, end, text: next }]);
  const gone = last === "env" ? removeEntry(file, step.node, "env") : null;
  if (gone === null) return byHand;
  const before = text.slice(0, line).replace(/\r?\n$/, "").length;
  return [
    { start: before, end, text: "" },
    { ...gone, text: `${next}${newline(file)}` },
  ];
}
