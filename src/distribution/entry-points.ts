import { decode } from "./metadata/header-text.ts";
import { pythonIndent, pythonStrip } from "./python-text.ts";

/** One line of entry_points.txt (entry points specification, "Data model"). */
export interface EntryPoint {
  readonly name: string;
  /** What stands before the colon. */
  readonly module: string;
  /** What stands behind the colon; null without one. */
  readonly attribute: string | null;
  /** In brackets behind the object; deprecated. */
  readonly extras: readonly string[];
  /** The value as written. */
  readonly raw: string;
  /** 1-based. */
  readonly line: number;
}

/** Something wrong with entry_points.txt. `E001` makes PyPI refuse the wheel. */
export interface EntryPointProblem {
  readonly code: "E001" | "E002" | "E003" | "E011";
  readonly slug:
    | "entry-points-unreadable"
    | "script-name-invalid"
    | "script-without-colon"
    | "target-invalid";
  readonly message: string;
  readonly group?: string;
  readonly name?: string;
  /** 1-based. */
  readonly line?: number;
}

/** The content of entry_points.txt. */
export interface EntryPoints {
  readonly groups: ReadonlyMap<string, readonly EntryPoint[]>;
  readonly problems: readonly EntryPointProblem[];
}

const SCRIPT_GROUPS: ReadonlySet<string> = new Set(["console_scripts", "gui_scripts"]);

/** Whether an installer makes a program of the entry points of a group. */
export function isScriptGroup(group: string): boolean {
  return SCRIPT_GROUPS.has(group);
}

const DOTTED = /^[\p{XID_Start}_]\p{XID_Continue}*(?:\.[\p{XID_Start}_]\p{XID_Continue}*)*$/u;

/** The section whose options are those of every other one, and which may stand twice (configparser). */
const EVERYWHERE = "DEFAULT";

/** So many sections and entries are read: the largest packages have some hundred. */
const MOST_LINES = 2000;

/** Reads entry_points.txt as Python's configparser does with `=` as its only delimiter, case kept, no repetition. */
export function parseEntryPoints(input: string | Uint8Array): EntryPoints {
  const { text, utf8 } = decode(input);
  const groups = new Map<string, EntryPoint[]>();
  const problems: EntryPointProblem[] = [];
  const unreadable = (message: string, line?: number): void => {
    problems.push({ code: "E001", slug: "entry-points-unreadable", message, ...(line && { line }) });
  };
  if (!utf8) unreadable("entry_points.txt is not UTF-8.");
  const lines = readIni(text);
  if (lines.length > MOST_LINES) {
    unreadable(`entry_points.txt has more than ${MOST_LINES} entries: it is not read.`);
    return { groups, problems };
  }
  const seen = new Set<string>();
  for (const { line, group, name, value, error } of lines) {
    if (error !== undefined) {
      unreadable(`entry_points.txt, line ${line}: ${error}`, line);
    } else if (name === undefined) {
      if (groups.has(group) && group !== EVERYWHERE)
        unreadable(`entry_points.txt, line ${line}: the section [${group}] occurs twice.`, line);
      else if (!groups.has(group)) groups.set(group, []);
    } else {
      const entries = groups.get(group) as EntryPoint[];
      const id = JSON.stringify([group, name]);
      if (seen.has(id))
        unreadable(`entry_points.txt, line ${line}: ${name} occurs twice in [${group}].`, line);
      seen.add(id);
      const entry = parseTarget(name, value, line);
      entries.push(entry);
      for (const problem of judge(group, entry)) problems.push(problem);
    }
  }
  const scripts = [...SCRIPT_GROUPS].find((group) => groups.has(group));
  if (scripts !== undefined)
    for (const entry of groups.get(EVERYWHERE) ?? [])
      for (const problem of judgeName(scripts, entry)) problems.push(problem);
  return { groups, problems };
}

interface IniLine {
  readonly line: number;
  readonly group: string;
  readonly name?: string;
  readonly value: string;
  readonly error?: string;
}

/** Sections and options in order; an option's indented lines are joined to it. */
function readIni(text: string): readonly IniLine[] {
  const found: { line: number; group: string; name?: string; value: string; error?: string }[] = [];
  let group: string | null = null;
  let indent = 0;
  // A carriage return alone ends no line for Python's parser.
  for (const [index, full] of text.split("\n").entries()) {
    const line = index + 1;
    const content = pythonStrip(full);
    if (content === "" || content.startsWith("#") || content.startsWith(";")) continue;
    const depth = pythonIndent(full);
    const last = found.at(-1);
    if (last?.name !== undefined && depth > indent) {
      last.value = pythonStrip(`${last.value}\n${content}`);
      continue;
    }
    indent = depth;
    const section = /^\[(?<name>[^\n]+)\]/.exec(content)?.groups?.["name"];
    const equals = content.indexOf("=");
    if (section !== undefined) {
      group = section;
      found.push({ line, group, value: "" });
    } else if (group === null) {
      const mark = content.startsWith("\ufeff") ? "a byte order mark precedes the first section." : null;
      found.push({ line, group: "", value: "", error: mark ?? "there is no section yet." });
    } else if (equals < 1) {
      found.push({ line, group, value: "", error: `${content} is not of the form name = value.` });
    } else {
      found.push({
        line,
        group,
        name: pythonStrip(content.slice(0, equals)),
        value: pythonStrip(content.slice(equals + 1)),
      });
    }
  }
  return found;
}

/** Takes `module:attribute [extra]` apart; what does not fit stays in `module`. */
function parseTarget(name: string, raw: string, line: number): EntryPoint {
  const bracket = /^(?<object>[^[]*)\[(?<extras>[^\]]*)\]$/.exec(raw)?.groups;
  const object = (bracket?.["object"] ?? raw).trim();
  const extras = (bracket?.["extras"] ?? "").split(",").map((extra) => extra.trim());
  const colon = object.indexOf(":");
  return {
    name,
    module: (colon === -1 ? object : object.slice(0, colon)).trim(),
    attribute: colon === -1 ? null : object.slice(colon + 1).trim(),
    extras: extras.filter((extra) => extra !== ""),
    raw,
    line,
  };
}

function* judge(group: string, entry: EntryPoint): Generator<EntryPointProblem> {
  const { name, module, attribute, raw, line } = entry;
  const script = SCRIPT_GROUPS.has(group);
  if (script) yield* judgeName(group, entry);
  if (!DOTTED.test(module) || (attribute !== null && !DOTTED.test(attribute))) {
    const message = `${name} points at ${raw || "nothing"}, which is not of the form module:attribute.`;
    yield { code: "E011", slug: "target-invalid", message, group, name, line };
  } else if (script && attribute === null) {
    const message = `The script ${name} points at ${raw}, which has no colon between module and function.`;
    yield { code: "E003", slug: "script-without-colon", message, group, name, line };
  }
}

function* judgeName(group: string, { name, line }: EntryPoint): Generator<EntryPointProblem> {
  if (/^[\p{L}\p{N}_.-]+$/u.test(name)) return;
  const message = `${name} is not a valid script name: only letters, digits, _, . and - are allowed.`;
  yield { code: "E002", slug: "script-name-invalid", message, group, name, line };
}
