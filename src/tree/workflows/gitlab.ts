import {
  child,
  scalarText,
  scalarTexts,
  type YamlFile,
  type YamlMap,
  type YamlNode,
  type YamlRange,
} from "../formats/yaml-file.ts";
import { yamlFilesOf, type MaybeTree } from "../formats/yaml-files.ts";

/** A line of a script, which may be one of an included file. */
export interface GitLabCommand {
  readonly text: string;
  readonly place: YamlRange;
  readonly file: YamlFile;
}

/** A job of a GitLab pipeline, what it extends within the file included. */
export interface GitLabJob {
  readonly id: string;
  readonly key: YamlRange;
  readonly file: YamlFile;
  readonly node: YamlMap;
  /** Commands of before_script, script and after_script, in their order. */
  readonly commands: readonly GitLabCommand[];
  /** Something else runs, or another file says what. */
  readonly isElsewhere: boolean;
  readonly needs: readonly string[];
  readonly stage: string;
  readonly image: string | null;
  /** Audiences of the identity tokens, by the name of each; several are separated by a blank. */
  readonly identities: ReadonlyMap<string, string>;
  readonly environment: YamlNode | null;
  readonly variables: ReadonlyMap<string, YamlNode>;
}

/** Keys of a pipeline that are no jobs. */
const GLOBAL = new Set([
  "default",
  "include",
  "stages",
  "variables",
  "workflow",
  "image",
  "services",
  "before_script",
  "after_script",
  "cache",
  "pages",
  "spec",
]);

/** The pipelines of a tree: `.gitlab-ci.yml`, and files that are named after it. */
export const gitLabFiles: (inputs: MaybeTree) => Promise<readonly YamlFile[]> = yamlFilesOf(
  (path) => /(?:^|[./])gitlab-ci\.ya?ml$/.test(path) && !path.includes("node_modules/"),
);

/** The jobs of a pipeline; templates (`.name`) are what others extend. `included`: files of which it is a part. */
export function gitLabJobs(file: YamlFile, included: readonly YamlFile[] = []): readonly GitLabJob[] {
  const { root } = file;
  if (root.kind !== "map") return [];
  const others = included.flatMap((each) => (each === file || each.root.kind !== "map" ? [] : [each.root]));
  const roots = [root, ...others];
  const owner = ownersOf(included);
  const top = (key: string): YamlNode | null =>
    found(
      roots.flatMap((each) => [each, child(each, "default")]),
      key,
    );
  return Array.from(root.entries).flatMap(([id, { key, value }]) => {
    if (GLOBAL.has(id) || id.startsWith(".") || value.kind !== "map") return [];
    // What other files say of the same job is a part of it.
    const same = others.flatMap((each) => each.entries.get(id)?.value ?? []);
    const layers = [value, ...same].flatMap((each) =>
      each.kind === "map" ? layersOf(roots, each, new Set([id])) : [],
    );
    const get = (name: string): YamlNode | null => found(layers, name);
    const parts = [get("before_script") ?? top("before_script"), get("script"), get("after_script")].map(
      (part) => referred(part, roots),
    );
    return [
      {
        id,
        key,
        file,
        node: value,
        commands: parts.flatMap((part) => commandsOf(part, (node) => owner(node) ?? file)),
        isElsewhere:
          ["trigger", "run", "pages"].some((name) => get(name) !== null) ||
          missingTemplates(value, roots).length > 0 ||
          parts.some(hasUnknown),
        needs: needsOf(get("needs") ?? get("dependencies")),
        stage: scalarText(get("stage")) ?? "test",
        image:
          scalarText(get("image")) ?? scalarText(child(get("image"), "name")) ?? scalarText(top("image")),
        identities: identitiesOf(get("id_tokens") ?? top("id_tokens")),
        environment: get("environment"),
        variables: new Map(
          [
            ...roots.toReversed().map((each) => child(each, "variables")),
            ...layers.toReversed().map((layer) => child(layer, "variables")),
          ].flatMap(entriesOf),
        ),
      },
    ];
  });
}

/** The first value of a key. */
function found(nodes: readonly (YamlNode | null)[], key: string): YamlNode | null {
  return nodes.map((node) => child(node, key)).find((node) => node !== null) ?? null;
}

/** A job and all that it extends, nearest first. */
function layersOf(roots: readonly YamlMap[], node: YamlMap, seen: Set<string>): readonly YamlMap[] {
  const more = extended(node)
    .toReversed()
    .flatMap((name) => {
      const value = roots.map(({ entries }) => entries.get(name)?.value).find((each) => each !== undefined);
      if (value?.kind !== "map" || seen.has(name)) return [];
      seen.add(name);
      return layersOf(roots, value, seen);
    });
  const merged = node.entries.get("<<")?.value;
  return [node, ...(merged?.kind === "map" ? [merged] : []), ...more];
}

function extended(node: YamlMap): readonly string[] {
  return scalarTexts(child(node, "extends"));
}

/** What a job extends and what no file has. */
export function missingTemplates(job: YamlMap, roots: readonly YamlMap[]): readonly string[] {
  return extended(job).filter((name) => roots.every(({ entries }) => !entries.has(name)));
}

/** GitLab's own limit of references within references. */
const DEEPEST = 10;

/** A value with what its references mean in their place; one that no file has stays as it is. */
function referred(node: YamlNode | null, roots: readonly YamlMap[], depth = 0): YamlNode | null {
  if (node?.kind !== "list" || depth === DEEPEST) return node;
  if (node.isReference !== true)
    return { ...node, items: node.items.map((item) => referred(item, roots, depth) ?? item) };
  const path = scalarTexts(node);
  const meant = roots
    .map((root) => path.reduce<YamlNode | null>((at, key) => child(at, key), root))
    .find((value) => value !== null);
  return meant === undefined ? node : referred(meant, roots, depth + 1);
}

function hasUnknown(node: YamlNode | null): boolean {
  return node?.kind === "list" && (node.isReference === true || node.items.some(hasUnknown));
}

function commandsOf(node: YamlNode | null, fileOf: (node: YamlNode) => YamlFile): readonly GitLabCommand[] {
  if (node === null) return [];
  if (node.kind === "list") return node.items.flatMap((item) => commandsOf(item, fileOf));
  return (scalarText(node) ?? "")
    .split("\n")
    .flatMap((line) => (line.trim() === "" ? [] : [{ text: line.trim(), place: node, file: fileOf(node) }]));
}

/** Tells of a scalar which of several files it is in. */
function ownersOf(files: readonly YamlFile[]): (node: YamlNode) => YamlFile | null {
  if (files.length < 2) return () => null;
  const owners = new Map<YamlNode, YamlFile>();
  const add = (node: YamlNode, file: YamlFile): void => {
    if (node.kind === "scalar") owners.set(node, file);
    else
      for (const each of node.kind === "list"
        ? node.items
        : [...node.entries.values()].map(({ value }) => value))
        add(each, file);
  };
  for (const file of files) add(file.root, file);
  return (node) => owners.get(node) ?? null;
}

function needsOf(node: YamlNode | null): readonly string[] {
  if (node?.kind !== "list") return scalarTexts(node);
  return node.items.flatMap((item) => scalarText(item) ?? scalarText(child(item, "job")) ?? []);
}

function identitiesOf(node: YamlNode | null): ReadonlyMap<string, string> {
  return new Map(entriesOf(node).map(([name, value]) => [name, scalarTexts(child(value, "aud")).join(" ")]));
}

function entriesOf(node: YamlNode | null): readonly (readonly [string, YamlNode])[] {
  return node?.kind === "map" ? Array.from(node.entries, ([name, { value }]) => [name, value] as const) : [];
}
