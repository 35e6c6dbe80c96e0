import { tokenizePython } from "../../../python-source/python-literals.ts";

/** A version-like literal bound to a name at the margin of a Python file. */
export interface PythonAssignment {
  readonly name: string;
  readonly kind: "string" | "sequence";
  /** Of the text between the quotes or the brackets. */
  readonly start: number;
  readonly end: number;
}

type Token = ReturnType<typeof tokenizePython>[number];

/**
 * Names bound at the margin to one plain string or one flat tuple or list: `a = "1"`, `a: str = "1"`, `a = b = "1"`.
 * A name that is bound again, extended (`+=`) or imported anywhere in the file is left out: what it holds is not certain.
 */
export function pythonAssignments(source: string): readonly PythonAssignment[] {
  const tokens = tokenizePython(source);
  const found: PythonAssignment[] = [];
  const bound = new Map<string, number>();
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind !== "name") continue;
    if (isBinding(tokens, at)) bound.set(token.text, (bound.get(token.text) ?? 0) + 1);
    if (!token.atMargin) continue;
    const targets = targetsAt(tokens, at);
    if (targets === null) continue;
    const literal = literalAt(tokens, targets.value, source);
    if (literal !== null) for (const name of targets.names) found.push({ name, ...literal });
  }
  return found.filter((each) => bound.get(each.name) === 1);
}

/** `name =`, `name: T =`, `name +=`, `import name`, `as name`; not a keyword argument or an attribute. */
function isBinding(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.text;
  if (before === ".") return false;
  const next = tokens[at + 1];
  if (before === "as") return true;
  if (importsName(tokens, at)) return next?.text !== "as";
  if (next?.text === "=" && tokens[at + 2]?.text !== "=") return !insideCall(tokens, at);
  if (next?.text === "+" && tokens[at + 2]?.text === "=") return true;
  return tokens[at]?.atMargin === true && next?.text === ":";
}

/** True between `from x import` and the end of that statement. */
function importsName(tokens: readonly Token[], at: number): boolean {
  for (let back = at - 1; back >= 0; back--) {
    const text = tokens[back]?.text ?? "";
    if (text === "import") return true;
    const isPart = text === "," || text === "(" || text === "as" || text === ".";
    if (!isPart && tokens[back]?.kind !== "name") return false;
    if (tokens[back + 1]?.atMargin === true) return false;
    if (/^(from|def|class|return|in|if|else|and|or|not|lambda|with|for|while)$/.test(text)) return false;
  }
  return false;
}

function insideCall(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.atMargin === true) return false;
  let depth = 0;
  for (let back = at - 1; back >= 0; back--) {
    const text = tokens[back]?.text ?? "";
    if (tokens[back]?.kind === "mark") {
      if (/^[)\]}]$/.test(text)) depth++;
      else if (/^[([{]$/.test(text) && depth-- === 0) return true;
    }
    if (tokens[back]?.atMargin === true && depth <= 0) return false;
  }
  return false;
}

/** The names of an assignment statement, and the position of its value. */
function targetsAt(tokens: readonly Token[], at: number): { names: string[]; value: number } | null {
  const names = [tokens[at]?.text ?? ""];
  let next = at + 1;
  if (tokens[next]?.text === ":") {
    do next++;
    while (tokens[next] !== undefined && tokens[next]?.text !== "=" && tokens[next]?.atMargin !== true);
  }
  if (tokens[next]?.text !== "=" || tokens[next + 1]?.text === "=") return null;
  next++;
  while (tokens[next]?.kind === "name" && tokens[next + 1]?.text === "=") {
    names.push(tokens[next]?.text ?? "");
    next += 2;
  }
  return { names, value: next };
}

function literalAt(
  tokens: readonly Token[],
  at: number,
  source: string,
): Omit<PythonAssignment, "name"> | null {
  const first = tokens[at];
  if (first === undefined) return null;
  if (first.kind === "string") {
    if (!endsAt(tokens, at + 1)) return null;
    const quoted = /^[rRuU]?("""|'''|"|')([\s\S]*)\1$/.exec(first.text);
    const body = quoted?.[2];
    if (quoted === null || body === undefined || body !== first.value) return null;
    const start = first.end - (quoted[1] ?? "").length - body.length;
    return { kind: "string", start, end: start + body.length };
  }
  if (first.text !== "(" && first.text !== "[") return null;
  let close = at + 1;
  while (tokens[close]?.kind === "number" || tokens[close]?.kind === "string" || tokens[close]?.text === ",")
    close++;
  const last = tokens[close];
  if (last?.text !== (first.text === "(" ? ")" : "]") || !endsAt(tokens, close + 1)) return null;
  if (!/^[^#]*,[^#]*$/.test(source.slice(first.end, last.offset))) return null;
  return { kind: "sequence", start: first.end, end: last.offset };
}

/** True when a statement is over before this token. */
function endsAt(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at];
  return next === undefined || next.atMargin || next.text === ";";
}
