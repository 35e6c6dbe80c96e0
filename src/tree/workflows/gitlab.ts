import {
  child,
  scalarText,
  scalarTexts,
  type YamlFile,
  type YamlMap,
  type YamlNode,
  type YamlRange,
} from "../yaml-file.ts";
import { yamlFilesOf, type MaybeTree } from "../yaml-files.ts";

/** A job of a GitLab pipeline, what it extends within the file included. */
export interface GitLabJob {
  readonly id: string;
  readonly key: YamlRange;
  readonly file: YamlFile;
  readonly node: YamlMap;
  /** Commands of before_script, script and after_script, in their order. */
  readonly commands: readonly { readonly text: string; readonly place: YamlRange }[];
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
    const parts = [get("before_script") ?? top("before_script"), get("script"), get("after_script")];
    return [
      {
        id,
        key,
        file,
        node: value,
        commands: parts.flatMap(commandsOf),
        isElsewhere:
          ["trigger", "run", "pages"].some((name) => get(name) !== null) ||
          extended(value).some((name) => roots.every(({ entries }) => !entries.has(name))) ||
          value.entries.has("<<"),
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

function commandsOf(node: YamlNode | null): GitLabJob["commands"] {
  if (node === null) return [];
  if (node.kind === "list") return node.items.flatMap(commandsOf);
  return (scalarText(node) ?? "")
    .split("\n")
    .flatMap((line) => (line.trim() === "" ? [] : [{ text: line.trim(), place: node }]));
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
