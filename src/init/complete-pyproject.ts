import { Buffer } from "node:buffer";
import { licenseId } from "../check/knowledge/license-texts.ts";
import { admittedMinors, PYTHON_RELEASES } from "../check/knowledge/python-releases.ts";
import { detectGates } from "../gates/detect-gates.ts";
import { stateFolders } from "../check/views/runtime-state.ts";
import { addTomlItem, setTomlValue } from "../tree/edit/toml-edit.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { parseTomlFile, type TomlFile, type TomlValue } from "../tree/formats/toml-file.ts";
import { applyChanges } from "../text/file-edit.ts";
import { ciPythons } from "./facts/ci-pythons.ts";
import { foundScript } from "./facts/found-script.ts";
import { smokeCommands } from "./facts/smoke-commands.ts";

/** pyproject.toml with what it lacked, and what could not be told. */
export interface Completed {
  readonly text: string;
  readonly notes: readonly string[];
}

type Path = readonly string[];

/**
 * Adds to pyproject.toml what the tree itself tells and the file does not say. What is there stays; what is dynamic is
 * the backend's.
 */
export async function completePyproject(tree: SourceTree, file: TomlFile, today: string): Promise<Completed> {
  const notes: string[] = [];
  let current = file;
  const change = (changes: ReturnType<typeof setTomlValue>): void => {
    current = parseTomlFile(current.path, Buffer.from(applyChanges(current.text, changes)));
  };
  const isOpen = (path: Path): boolean =>
    current.get(path) === undefined &&
    !(path[0] === "project" && tree.project.dynamic.includes(path[1] ?? ""));
  const set = (path: Path, value: TomlValue | null): void => {
    if (value !== null && isOpen(path)) change(setTomlValue(current, path, value));
  };
  if (current.get(["project"]) !== undefined) {
    const pythons = await ciPythons(tree);
    const required = tree.project.requiresPython?.value ?? null;
    const [oldest] = pythons;
    if (required === null && oldest === undefined)
      notes.push(
        "requires-python: neither CI nor the metadata names a Python; set the oldest one that works",
      );
    set(["project", "requires-python"], oldest === undefined ? null : `>=${oldest}`);
    set(
      ["project", "readme"],
      tree.has("README.md") ? "README.md" : tree.has("README.rst") ? "README.rst" : null,
    );
    const license = await licenseOf(tree);
    if (license !== null && takesExpression(tree)) set(["project", "license"], license);
    const script = tree.project.entryPoints.size === 0 ? await foundScript(tree) : null;
    const name = tree.project.name?.value ?? "";
    if (script !== null && isOpen(["project", "scripts"])) set(["project", "scripts", name], script);
    if (!tree.project.dynamic.includes("classifiers"))
      for (const each of missingClassifiers(
        tree,
        required ?? (oldest === undefined ? null : `>=${oldest}`),
        pythons,
        today,
      ))
        change(addTomlItem(current, ["project", "classifiers"], each));
  } else {
    notes.push("the metadata is not in [project]: run shipwheel migrate to move it there, then init again");
  }
  const declared = current.get(["project", "scripts"]);
  const scripts = new Set([
    ...(tree.project.entryPoints.get("console_scripts") ?? []).map((each) => each.name),
    ...(typeof declared === "object" ? Object.keys(declared) : []),
  ]);
  const readme = tree.project.readme?.file ?? "README.md";
  const commands = smokeCommands((await tree.readText(readme)) ?? "", scripts);
  set(["tool", "shipwheel", "verify", "commands"], commands.length === 0 ? null : commands);
  const folders = [
    ...stateFolders(tree.files.flatMap(({ path, kind }) => (kind === "file" ? [{ path, size: 1 }] : []))),
  ];
  set(["tool", "shipwheel", "check", "contract", "forbidden"], folders.length === 0 ? null : folders);
  const hasGates = [["gates"], ["release", "gates"]].some(
    (key) => current.get(["tool", "shipwheel", ...key]) !== undefined,
  );
  for (const { kind, proposal } of hasGates ? [] : await detectGates(tree))
    set(["tool", "shipwheel", "gates", kind], proposal);
  return { text: current.text, notes };
}

async function licenseOf(tree: SourceTree): Promise<string | null> {
  const hasClassifier = tree.project.classifiers.some(({ value }) => value.startsWith("License ::"));
  const path = tree.files.find((file) => /^LICEN[CS]E(?:\.(?:txt|md))?$/i.test(file.path))?.path;
  if (path === undefined || hasClassifier) return null;
  return licenseId((await tree.readText(path)) ?? "");
}

/** Whether the backend that is required knows license as an expression (PEP 639). */
function takesExpression({ pyproject }: SourceTree): boolean {
  const requires = pyproject?.get(["build-system", "requires"]);
  const texts = Array.isArray(requires) ? requires.filter((each) => typeof each === "string") : [];
  return texts.some((text) => {
    const [, name = "", least = "0"] = /^([\w.-]+).*?>=\s*([\d.]+)/.exec(text) ?? [text, text.trim()];
    const [major = 0, minor = 0] = least.split(".").map(Number);
    switch (name.toLowerCase().replaceAll("_", "-")) {
      case "setuptools":
        return major >= 77;
      case "flit-core":
        return major > 3 || minor >= 11;
      case "hatchling":
        return least === "0" || major > 1 || minor >= 27;
      case "uv-build":
        return true;
      default:
        return false;
    }
  });
}

function missingClassifiers(
  { project, files }: SourceTree,
  required: string | null,
  ci: readonly string[],
  today: string,
): readonly string[] {
  const there = project.classifiers.map(({ value }) => value);
  const lacks = (start: string): boolean => !there.some((each) => each.startsWith(start));
  const alive = PYTHON_RELEASES.filter(({ released, endOfLife }) => released <= today && today < endOfLife);
  const admitted = required === null ? [] : (admittedMinors(required) ?? []);
  const pythons = admitted.filter((minor) =>
    ci.length > 0 ? ci.includes(minor) : alive.some((each) => each.minor === minor),
  );
  const isTyped = files.some(({ path }) => /^(?:src\/)?\w+\/py\.typed$/.test(path));
  return [
    ...(lacks("Intended Audience ::") ? ["Intended Audience :: Developers"] : []),
    ...(lacks("Programming Language :: Python :: 3.")
      ? [
          ...(there.includes("Programming Language :: Python :: 3") || pythons.length === 0
            ? []
            : ["Programming Language :: Python :: 3"]),
          ...pythons.map((minor) => `Programming Language :: Python :: ${minor}`),
        ]
      : []),
    ...(isTyped && lacks("Typing ::") ? ["Typing :: Typed"] : []),
  ];
}
