import { VALUE } from "./command-files.ts";

/** What a step of the old tool is given to log in with, where the text says it. */
export interface Credentials {
  /** Options of twine; empty when the environment has them. */
  readonly options: readonly string[];
  /** The command that set them, which nothing needs any longer; null: none. */
  readonly command: { readonly start: number; readonly end: number } | null;
}

const TOKEN = String.raw`(?<![\w])POETRY_PYPI_TOKEN_([A-Z0-9_]+)`;
const BASIC = String.raw`(?<![\w])POETRY_HTTP_BASIC_([A-Z0-9_]+)_(USERNAME|PASSWORD)`;

/** Indexes for which variables of Poetry are set, in their spelling. */
export function indexesInEnvironment(text: string): ReadonlySet<string> {
  const names = [...text.matchAll(new RegExp(TOKEN, "g")), ...text.matchAll(new RegExp(BASIC, "g"))];
  return new Set(names.map(([, name = ""]) => name));
}

/** Whether variables of the old tool stand here. */
export function hasOldVariables(text: string): boolean {
  return indexesInEnvironment(text).size > 0 || /\bFLIT_(?:USERNAME|PASSWORD|INDEX_URL)\b/.test(text);
}

/** The variables that twine reads in the place of those that Poetry or Flit reads. */
export function renamedVariables(text: string): string {
  const yaml = String.raw`:[ \t]*("[^"\n]*"|'[^'\n]*'|\$\{\{.*?\}\}|[^\s,}#][^,}#\n]*)`;
  return text
    .replaceAll(
      new RegExp(`^([ \\t]*)${TOKEN}${yaml}`, "gm"),
      "$1TWINE_USERNAME: __token__\n$1TWINE_PASSWORD: $3",
    )
    .replaceAll(new RegExp(TOKEN + yaml, "g"), "TWINE_USERNAME: __token__, TWINE_PASSWORD: $2")
    .replaceAll(
      new RegExp(`${TOKEN}[ \\t]*=[ \\t]*(${VALUE})`, "g"),
      "TWINE_USERNAME=__token__ TWINE_PASSWORD=$2",
    )
    .replaceAll(new RegExp(TOKEN, "g"), "TWINE_PASSWORD")
    .replaceAll(new RegExp(BASIC, "g"), "TWINE_$2")
    .replaceAll(/\bFLIT_(USERNAME|PASSWORD)\b/g, "TWINE_$1")
    .replaceAll(/\bFLIT_INDEX_URL\b/g, "TWINE_REPOSITORY_URL");
}

/** A step of its own has a shell of its own; the items of a script share one. */
const STEP = /\n[ \t]*-[ \t]+[\w-]+:(?:\s|$)/;

/** `poetry config` before a place of the text that gives the credentials for an index. */
export function configuredBefore(text: string, at: number, index: string): Credentials | null {
  const name = index.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(
    `(?:python3?[ \\t]+-m[ \\t]+)?poetry[ \\t]+config[ \\t]+(?:--local[ \\t]+)?(?:pypi-token\\.${name}[ \\t]+(${VALUE})|http-basic\\.${name}[ \\t]+(${VALUE})[ \\t]+(${VALUE}))(?:[ \\t]*&&[ \\t]*)?`,
    "g",
  );
  const found = Array.from(text.slice(0, at).matchAll(pattern)).at(-1);
  if (found === undefined) return null;
  const [all, token, user, password] = found;
  const [start, end] = [found.index, found.index + all.length];
  const between = text.slice(end, at);
  const isSameStep = !STEP.test(between);
  const secret = token ?? password ?? "";
  // A variable of the shell is another step's own.
  if (secret.includes("$") && !secret.startsWith("${{") && !isSameStep) return null;
  return {
    options: ["--username", token === undefined ? (user ?? "") : "__token__", "--password", secret],
    command: removable(text, start, end, at),
  };
}

/** The address of an index that `poetry config` names. */
export function configuredAddress(text: string, index: string): string | null {
  const found = new RegExp(
    `poetry[ \\t]+config[ \\t]+(?:--local[ \\t]+)?repositories\\.(\\S+)[ \\t]+(${VALUE})`,
    "g",
  );
  for (const [, name, address] of text.matchAll(found)) if (name === index) return address ?? null;
  return null;
}

/** The whole line goes when it says nothing else and stands among the commands that upload. */
function removable(text: string, start: number, end: number, at: number): Credentials["command"] {
  if (!text.slice(start, at).includes("\n")) return { start, end };
  const from = text.lastIndexOf("\n", start) + 1;
  const to = text.indexOf("\n", end) + 1;
  const line = text.slice(from, start);
  const upload = text.slice(text.lastIndexOf("\n", at) + 1, at);
  const isAlone = /^[ \t]*(?:-[ \t]+|@)?$/.test(line) && text.slice(end, to).trim() === "";
  const isAmong = /^[ \t]*(?:-[ \t]+)?/.exec(line)?.[0] === /^[ \t]*(?:-[ \t]+)?/.exec(upload)?.[0];
  return isAlone && isAmong ? { start: from, end: to } : null;
}
