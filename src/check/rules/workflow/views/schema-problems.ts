import type {
  YamlFile,
  YamlMap,
  YamlNode,
  YamlRange,
  YamlScalar,
} from "../../../../tree/formats/yaml-file.ts";
import { expressionProblem, type ExpressionProblem } from "./expression-problems.ts";
import { didYouMean, type FormProblem } from "./form-problem.ts";
import {
  accepts,
  allowedBelow,
  constants,
  definitionOf,
  leaves,
  propertyOf,
  wantedKinds,
} from "./workflow-schema.ts";

/** What people call a mapping, where its path says less. */
const NAMES: Readonly<Record<string, string>> = {
  "workflow-root-strict": "a workflow",
  "job-factory": "a job",
  "workflow-job": "a job that calls a workflow",
  "run-step": "a step with run",
  "regular-step": "a step with uses",
};

/** What the form of a workflow tells in better words: a missing key of these. */
const TOLD = new Set(["workflow-root-strict", "job-factory", "workflow-job", "run-step", "regular-step"]);

/** Everything in which a workflow differs from the schema of GitHub's own parser, expressions included. */
export function schemaProblems(file: YamlFile): readonly FormProblem[] {
  const reader = new SchemaReader(file);
  reader.read(file.root, "workflow-root-strict", NOTHING, []);
  return reader.problems;
}

/** What the root allows in expressions: one list, by which what is worked out below it is found again. */
const NOTHING: readonly string[] = [];

class SchemaReader {
  readonly problems: FormProblem[] = [];
  readonly #file: YamlFile;

  constructor(file: YamlFile) {
    this.#file = file;
  }

  read(node: YamlNode, type: string, above: readonly string[], path: readonly string[]): void {
    const allowed = allowedBelow(above, type);
    const types = leaves(type);
    if (node.kind === "scalar") return this.#scalar(node, type, types, allowed, path);
    if (node.kind === "list") {
      const items = types.map(definitionOf).find(({ sequence }) => sequence !== undefined)?.sequence;
      if (items === undefined) return this.#add(this.#unexpected(node, "a list", types, path));
      for (const item of node.items) this.read(item, items["item-type"], allowed, path);
      return;
    }
    const maps = types.filter((each) => definitionOf(each).mapping !== undefined);
    if (maps.length === 0) return this.#add(this.#unexpected(node, "a mapping", types, path));
    this.#map(node, maps, allowed, path);
  }

  #add(problem: FormProblem): void {
    this.problems.push(problem);
  }

  #map(node: YamlMap, types: readonly string[], allowed: readonly string[], path: readonly string[]): void {
    let left = types;
    for (const [name, { key, value }] of node.entries) {
      if (name === "<<") continue;
      if (name.includes("${{")) {
        this.#expressions({ kind: "scalar", value: name, block: false, ...key }, allowed, path);
        continue;
      }
      const having = left.filter((each) => propertyOf(each, name) !== undefined);
      const [first] = having.length > 0 ? having : left;
      const property = first === undefined ? undefined : propertyOf(first, name);
      const loose = first === undefined ? undefined : definitionOf(first).mapping?.["loose-value-type"];
      if (property !== undefined) left = having;
      const next = property?.type ?? loose;
      if (next !== undefined) this.read(value, next, allowed, [...path, name]);
      else if (!isOtherKind(name, left)) this.#add(this.#unknownKey(name, key, left, path));
    }
    if (left.length === 1 && !node.entries.has("<<")) this.#missing(node, left[0] ?? "", path);
  }

  #missing(node: YamlMap, type: string, path: readonly string[]): void {
    if (TOLD.has(type)) return;
    const properties = Object.entries(definitionOf(type).mapping?.properties ?? {});
    const required = properties.flatMap(([name, property]) =>
      typeof property !== "string" && property.required === true ? [name] : [],
    );
    // GitHub asks for it beside its schema.
    if (/^(?:service-)?container-mapping$/.test(type)) required.push("image");
    for (const name of required)
      if (!node.entries.has(name))
        this.#add({
          message: `${path.join(".")} has no ${name}, and GitHub rejects the workflow`,
          place: this.#lineOf(node),
          help: `add ${name}: below ${path.at(-1) ?? "it"}`,
        });
  }

  #scalar(
    node: YamlScalar,
    type: string,
    types: readonly string[],
    allowed: readonly string[],
    path: readonly string[],
  ): void {
    const { value } = node;
    if (typeof value === "string" && value.includes("${{")) return this.#expressions(node, allowed, path);
    if (type.endsWith("-if") && typeof value === "string") {
      const problem = expressionProblem(value, allowed);
      if (problem !== null && value.trim() !== "") this.#add(this.#ofExpression(node, problem, path));
      return;
    }
    if (!types.some((each) => accepts(definitionOf(each), value))) {
      if (value === null && isJobOrStep(type)) return;
      const what = value === null || value === "" ? "nothing" : String(value);
      this.#add(this.#unexpected(node, what, types, path));
    }
  }

  #expressions(node: YamlScalar, allowed: readonly string[], path: readonly string[]): void {
    const text = String(node.value);
    for (let start = text.indexOf("${{"); start !== -1; start = text.indexOf("${{", start + 3)) {
      const end = endOf(text, start + 3);
      if (end === null)
        return this.#add({
          message: "an expression has no closing }}",
          place: this.#inText(node, text, start, text.length),
          help: "close it with }}, and each text in it with a quote",
        });
      const source = text.slice(start + 3, end);
      if (source.trim() === "insert") continue;
      const problem = expressionProblem(source, allowed);
      const found = problem === null ? null : this.#ofExpression(node, problem, path, start + 3);
      if (allowed.length === 0)
        this.#add({
          message: "GitHub takes no expression here",
          place: found?.place ?? this.#inText(node, text, start, end + 2),
          help: "write the value out",
        });
      else if (found !== null) this.#add(found);
    }
  }

  #ofExpression(
    node: YamlScalar,
    { message, help, start, end, ofPlace }: ExpressionProblem,
    path: readonly string[],
    from: number = 0,
  ): FormProblem {
    return {
      message: ofPlace === true ? `${message} in ${path.join(".")}` : message,
      help,
      place: this.#inText(node, String(node.value), from + start, from + end),
    };
  }

  /** A part of a scalar in the file, found again by its words: quotes, folding and indentation move it. */
  #inText(node: YamlScalar, text: string, start: number, end: number): YamlRange {
    const raw = this.#file.text.slice(node.start, node.end);
    const line = text.slice(text.lastIndexOf("\n", Math.max(0, start - 1)) + 1, start);
    const wanted = `${line.trimStart()}${text.slice(start, end).split("\n", 1)[0] ?? ""}`;
    const at = raw.indexOf(wanted);
    if (at === -1 || wanted === "") return this.#lineOf(node);
    const from = node.start + at + line.trimStart().length;
    return { start: from, end: Math.max(from + 1, node.start + at + wanted.length) };
  }

  #lineOf({ start, end }: YamlRange): YamlRange {
    const line = this.#file.text.indexOf("\n", start);
    return { start, end: Math.max(start + 1, line === -1 ? end : Math.min(end, line)) };
  }

  #unknownKey(name: string, key: YamlRange, types: readonly string[], path: readonly string[]): FormProblem {
    const known = types.flatMap((each) => Object.keys(definitionOf(each).mapping?.properties ?? {}));
    if (path.length === 1 && path[0] === "on")
      return { message: `${name} is not a GitHub event`, place: key, ...didYouMean(name, known) };
    const owner = types.length === 1 ? NAMES[types[0] ?? ""] : undefined;
    const what = owner ?? (path[0] === "jobs" ? (path.length === 2 ? "a job" : "a step") : path.join("."));
    const isNamed = owner !== undefined || path.length === 2 || types.length > 1;
    return {
      message: `${name} is not a key of ${isNamed ? what : path.at(-1)}`,
      place: key,
      help:
        didYouMean(name, known).help ??
        (known.length <= 8 ? `use only ${known.join(", ")} there` : `remove ${name}`),
    };
  }

  #unexpected(node: YamlNode, what: string, types: readonly string[], path: readonly string[]): FormProblem {
    if (path.length === 1 && path[0] === "on" && node.kind === "scalar")
      return {
        message: `${what} is not a GitHub event`,
        place: node,
        ...didYouMean(what, constants(types)),
      };
    const words = constants(types);
    const kinds = wantedKinds(types);
    const key = path.at(-1) ?? "the file";
    return {
      message: `${key} cannot be ${what}: GitHub rejects the workflow`,
      place: this.#lineOf(node),
      help:
        didYouMean(what, words).help ??
        `write ${words.length > 0 ? `one of ${[...words, ...kinds].join(", ")}` : kinds.join(" or ")}`,
    };
  }
}

/** A step of both kinds is told as that. */
function isOtherKind(name: string, types: readonly string[]): boolean {
  const [type, ...others] = types;
  if (others.length > 0) return false;
  return (type === "run-step" && name === "uses") || (type === "regular-step" && name === "run");
}

/** An empty one is told in other words. */
function isJobOrStep(type: string): boolean {
  return type === "job" || type === "steps" || type === "jobs";
}

/** Where the `}}` of an expression begins: not inside a text. */
function endOf(text: string, from: number): number | null {
  let isText = false;
  for (let at = from; at < text.length - 1; at++) {
    if (text[at] === "'") isText = !isText;
    else if (!isText && text[at] === "}" && text[at + 1] === "}") return at;
  }
  return null;
}
