import type * as Yaml from "yaml";
import type { Location } from "../../findings/location.ts";

/** Where a node stands in the text: UTF-16 code units, end exclusive. */
export interface YamlRange {
  readonly start: number;
  readonly end: number;
}

/** A mapping; of a key that is there twice the last one counts, as readers that take such files do. */
export interface YamlMap extends YamlRange {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, YamlEntry>;
  /** True when written with braces. */
  readonly flow: boolean;
}

/** A key with its value. */
export interface YamlEntry {
  readonly key: YamlRange;
  readonly value: YamlNode;
}

/** A sequence. */
export interface YamlList extends YamlRange {
  readonly kind: "list";
  readonly items: readonly YamlNode[];
  /** True for GitLab's `!reference [job, key]`: the value that stands there is meant. */
  readonly isReference?: boolean;
}

/** A scalar; null for nothing at all. */
export interface YamlScalar extends YamlRange {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** True for `|` and `>`. */
  readonly block: boolean;
}

/** A node of a YAML document, aliases resolved. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

/** A defect of the text itself. */
export interface YamlProblem extends YamlRange {
  /** True for a key that its mapping has already. */
  readonly duplicate: boolean;
  /** True for a file that is too large to be read, valid or not. */
  readonly tooMuch?: boolean;
  /** One line. */
  readonly message: string;
}

/** A YAML file (one document) with the place of everything in it. */
export interface YamlFile {
  /** POSIX, relative to the project root. */
  readonly path: string;
  readonly text: string;
  readonly root: YamlNode;
  readonly problems: readonly YamlProblem[];
  locate(range: YamlRange): Location;
}

/** Deeper than this nothing is read: no workflow comes near. */
const DEEPEST = 40;

/** So many nodes, aliases resolved: twelve lines of aliases of aliases would make more than any memory holds. */
const MOST_NODES = 50_000;

/** Longer than this nothing is parsed: it takes seconds and hundreds of megabytes. Characters. */
const LONGEST = 512 * 1024;

/** Parses a YAML 1.2 document. Never throws for bad text: what is wrong is among the problems. */
export async function parseYamlFile(path: string, text: string): Promise<YamlFile> {
  // Loaded when there is a file to read: most runs have none.
  const starts = [0, ...Array.from(text.matchAll(/\n/g), (match) => match.index + 1)];
  if (text.length > LONGEST) return tooMuch(path, text, starts, `more than ${LONGEST / 1024} KiB`);
  const yaml = await import("yaml");
  const document = documentOf(yaml, text);
  const reading: Conversion = { yaml, document, nodes: 0, unknown: [] };
  const root = convert(reading, document.contents, DEEPEST);
  if (reading.nodes > MOST_NODES)
    return tooMuch(path, text, starts, `more than ${MOST_NODES} nodes once its aliases are resolved`);
  return {
    path,
    text,
    root,
    problems: [...document.errors.map(problemOf), ...reading.unknown],
    locate: (range) => locate(path, text, starts, range),
  };
}

/** The document of a file. GitLab takes a second one behind a header of `spec`; the jobs are in that. */
function documentOf(yaml: typeof Yaml, text: string): Yaml.Document {
  const options = { logLevel: "error", prettyErrors: false } as const;
  const document = yaml.parseDocument(text, options);
  if (!document.errors.some(({ code }) => code === "MULTIPLE_DOCS")) return document;
  const [header, body, ...others] = yaml.parseAllDocuments(text, options);
  const isHeader = header !== undefined && yaml.isMap(header.contents) && header.contents.has("spec");
  return isHeader && body !== undefined && others.length === 0 ? body : document;
}

function problemOf({ code, message, pos: [start, end] }: Yaml.YAMLParseError): YamlProblem {
  const line = (message.split("\n", 1)[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
  const own = code === "MULTIPLE_DOCS" ? "a second document begins here (---), and only one is read" : line;
  return { duplicate: code === "DUPLICATE_KEY", message: own, start, end };
}

/** A file of which nothing is read, and which says so. */
function tooMuch(path: string, text: string, starts: readonly number[], what: string): YamlFile {
  return {
    path,
    text,
    root: { kind: "scalar", value: null, block: false, start: 0, end: 0 },
    problems: [{ duplicate: false, tooMuch: true, message: what, start: 0, end: 0 }],
    locate: (range) => locate(path, text, starts, range),
  };
}

interface Conversion {
  readonly yaml: typeof Yaml;
  readonly document: Yaml.Document;
  nodes: number;
  readonly unknown: YamlProblem[];
}

function convert(reading: Conversion, node: unknown, depth: number): YamlNode {
  const { yaml, document } = reading;
  const [start = 0, end = start] = (node as { readonly range?: Yaml.Range | null } | null)?.range ?? [];
  const nothing: YamlScalar = { kind: "scalar", value: null, block: false, start, end };
  if (depth === 0 || ++reading.nodes > MOST_NODES) return nothing;
  if (yaml.isAlias(node)) {
    const meant = node.resolve(document);
    if (meant === undefined)
      reading.unknown.push({ duplicate: false, message: `there is no anchor ${node.source}`, start, end });
    return { ...convert(reading, meant, depth - 1), start, end };
  }
  if (yaml.isSeq(node)) {
    const items: YamlNode[] = [];
    for (const item of node.items) {
      if (reading.nodes > MOST_NODES) break;
      items.push(convert(reading, item, depth - 1));
    }
    return { kind: "list", items, start, end, ...(node.tag === "!reference" ? { isReference: true } : {}) };
  }
  if (yaml.isMap(node)) {
    const entries = new Map<string, YamlEntry>();
    for (const { key, value } of node.items) {
      if (reading.nodes > MOST_NODES) break;
      if (!yaml.isScalar(key)) continue;
      const [from = start, to = from] = key.range ?? [];
      const place = value === null ? { ...nothing, start: to, end: to } : null;
      const child = place ?? convert(reading, value, depth - 1);
      entries.set(String(key.value), { key: { start: from, end: to }, value: child });
    }
    return { kind: "map", entries, flow: node.flow === true, start, end };
  }
  if (!yaml.isScalar(node)) return nothing;
  const { value } = node;
  if (typeof value === "object" && value !== null)
    reading.unknown.push({
      duplicate: false,
      message: `${node.tag ?? "its tag"} is not supported`,
      start,
      end,
    });
  const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  const block = node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";
  return { kind: "scalar", value: plain ? value : null, block, start, end };
}

function locate(path: string, text: string, starts: readonly number[], range: YamlRange): Location {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= range.start) low = middle;
    else high = middle - 1;
  }
  const lineStart = starts[low] ?? 0;
  const lineEnd = (starts[low + 1] ?? text.length + 1) - 1;
  const excerpt = text.slice(lineStart, lineEnd).replace(/\r$/, "");
  const column = range.start - lineStart + 1;
  const endColumn = Math.max(column + 1, Math.min(range.end - lineStart, excerpt.trimEnd().length) + 1);
  return { file: path, line: low + 1, column, endColumn, excerpt };
}

/** The plain key at a place, where a problem says that it is there twice. */
export function keyAt({ text }: YamlFile, { start }: YamlRange): string {
  return /^[\w.-]+/.exec(text.slice(start))?.[0] ?? "";
}

/** The value of a key of a mapping; null when it is none or has none. */
export function child(node: YamlNode | null | undefined, key: string): YamlNode | null {
  return node?.kind === "map" ? (node.entries.get(key)?.value ?? null) : null;
}

/** A scalar as text; null for everything else and for nothing. */
export function scalarText(node: YamlNode | null | undefined): string | null {
  return node?.kind !== "scalar" || node.value === null ? null : String(node.value);
}

/** The texts of a list of scalars, or of one scalar. */
export function scalarTexts(node: YamlNode | null | undefined): readonly string[] {
  if (node?.kind === "list") return node.items.flatMap((item) => scalarText(item) ?? []);
  const one = scalarText(node);
  return one === null ? [] : [one];
}
