import { RegexReader } from "./regex-reader.ts";
import { escapeSource, literal, readClass } from "./regex-class.ts";

/** A Python pattern in JavaScript's syntax (flag `v`) with the same meaning. */
export interface TranslatedRegex {
  readonly source: string;
  readonly flags: string;
  /** Number of capturing groups. */
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

/** An open parenthesis. */
interface Scope {
  /** Its place in the output. */
  readonly start: number;
  readonly look: "ahead" | "behind" | null;
  /** Numbers of the groups inside. */
  readonly captures: number[];
}

/**
 * Translates a pattern of Python's `re`. Throws `bad-tag-regex` for what Python refuses and `unsupported-regex` for
 * what has no like in JavaScript, or another meaning there.
 *
 * @see Python's documentation, "re — Regular expression operations", section "Regular Expression Syntax"
 */
export function translateRegex(regex: string): TranslatedRegex {
  const reader = new RegexReader(regex);
  const flags = reader.leadingFlags();
  const names = new Map<string, number>();
  const out: string[] = [];
  const scopes: Scope[] = [];
  /** Where the last item, which a quantifier repeats, begins in `out`; null when there is none. */
  let item: number | null = null;
  let inner: readonly number[] = [];
  let groups = 0;

  while (!reader.done) {
    const letter = reader.next();
    if (flags.verbose && /\s/.test(letter)) continue;
    if (flags.verbose && letter === "#") {
      reader.skipLine();
      continue;
    }
    if (letter === "(") open();
    else if (letter === ")") close();
    else if (letter === "|") {
      out.push("|");
      item = null;
    } else if (isQuantifier(letter)) quantify(letter);
    else single(letter);
  }
  if (scopes.length > 0) reader.refuse("misses a )");
  return { source: out.join(""), flags: flags.ignoreCase ? "vi" : "v", groups, names };

  function single(letter: string): void {
    const start = out.length;
    if (letter === "^") out.push(flags.multiline ? "(?:^|(?<=\\n))" : "^");
    else if (letter === "$") out.push(flags.multiline ? "(?=\\n|$)" : "(?=\\n?$)");
    else if (letter === ".") out.push(flags.dotAll ? "[\\s\\S]" : "[^\\n]");
    else if (letter === "[") out.push(readClass(reader, flags.ascii));
    else if (letter === "\\") out.push(escapeSource(reader, flags.ascii, false));
    else out.push(literal(letter));
    // An assertion cannot be repeated in JavaScript; nobody has a reason to.
    item = letter === "^" || letter === "$" ? null : start;
    inner = [];
  }

  function open(): void {
    const head = reader.groupHead();
    if (head.kind === "comment") return;
    if (scopes.some((scope) => scope.look === "behind")) reader.unsupported("a group inside a lookbehind");
    if (head.kind === "capture") {
      groups += 1;
      if (head.name !== null) {
        if (names.has(head.name)) reader.refuse(`defines the group ${head.name} twice`);
        names.set(head.name, groups);
      }
      for (const scope of scopes) scope.captures.push(groups);
    }
    const look = head.kind === "ahead" || head.kind === "behind" ? head.kind : null;
    scopes.push({ start: out.length, look, captures: [] });
    out.push(head.source);
    item = null;
  }

  function close(): void {
    const scope = scopes.pop();
    if (scope === undefined) return reader.refuse("has a ) too many");
    out.push(")");
    item = scope.look === null ? scope.start : null;
    inner = scope.captures;
  }

  function isQuantifier(letter: string): boolean {
    return letter === "*" || letter === "+" || letter === "?" || (letter === "{" && reader.bounds() !== null);
  }

  function quantify(letter: string): void {
    const bounds = letter === "{" ? reader.takeBounds() : letter;
    if (item === null) reader.refuse("repeats nothing");
    if (scopes.some((scope) => scope.look === "behind")) reader.unsupported("repetition in a lookbehind");
    // JavaScript forgets what such a group held in the round before; Python does not.
    if (inner.length > 0 && bounds !== "?") reader.unsupported("a group inside a repeated group");
    const mode = reader.peek();
    if (mode === "+") reader.unsupported("a possessive quantifier");
    if (mode === "?") reader.next();
    else if (isQuantifier(mode)) reader.refuse("repeats a repetition");
    out.push(bounds + (mode === "?" ? "?" : ""));
    item = null;
  }
}
