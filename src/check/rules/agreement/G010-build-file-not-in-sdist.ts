import { isTable, keysOf, stringAt } from "../../../tree/pyproject-project.ts";
import { parseIni } from "../../../tree/ini.ts";
import type { KeyPath, TomlFile } from "../../../tree/toml-file.ts";
import { symptom } from "../../../findings/finding.ts";
import { sdistPaths, sdistPyproject, sdistText, topFolder } from "../../views/sdist-content.ts";
import type { RuleFinding } from "../../engine/rule.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** G010: a file that the project's configuration reads is not in the sdist. */
export const buildFileNotInSdist: Rule = defineRule({
  code: "G010",
  slug: "build-file-not-in-sdist",
  title: "a file that the project's configuration reads is not in the sdist",
  severity: "error",
  needs: ["sdist"],
  docs: {
    what: "pyproject.toml or setup.cfg of the sdist names a file (readme, requirements, version) that the sdist does not hold.",
    why: "Who builds a wheel from the sdist gets an error, or empty metadata.",
    fix: "include the file in the sdist",
    bad: '[tool.setuptools.dynamic]\ndependencies = { file = ["requirements.txt"] }  # not in the sdist',
    good: "include requirements.txt  # in MANIFEST.in",
    peers: ["uv build"],
  },
  async check({ sdists }) {
    const findings: RuleFinding[] = [];
    for (const sdist of sdists) {
      const paths = sdistPaths(sdist);
      const top = topFolder(sdist);
      const pyproject = await sdistPyproject(sdist);
      const named = [
        ...(pyproject === null ? [] : filesIn(pyproject)),
        ...filesInCfg((await sdistText(sdist, "setup.cfg")) ?? ""),
      ];
      for (const { file, by, line, isRead, isReadme } of named) {
        const clean = file.replace(/^\.\//, "");
        if (paths.has(clean) || /[*?[]|^\.\.|^\//.test(clean)) continue;
        findings.push({
          message: `${by} names ${file}, and ${sdist.fileName} does not hold it`,
          ...(!isRead && { severity: "warning" }),
          location: { file: `${sdist.fileName}!/${top}/${by}`, ...(line !== undefined && { line }) },
          subject: file,
          help: `include ${file} in the sdist`,
          ...(isReadme === true && { symptom: symptom.build("missing-readme") }),
          explains: [symptom.build(`missing-file:${clean}`)],
        });
      }
    }
    return findings;
  },
});

interface NamedFile {
  readonly file: string;
  readonly by: "pyproject.toml" | "setup.cfg";
  readonly line?: number;
  /** False where the back-end goes on without it. */
  readonly isRead: boolean;
  /** Of [project]: the tree may lack it, too. */
  readonly isReadme?: true;
}

function* filesIn(pyproject: TomlFile): Generator<NamedFile> {
  const one = function* (path: KeyPath, isRead: boolean): Generator<NamedFile> {
    const value = pyproject.get(path);
    for (const file of Array.isArray(value) ? value : [value]) {
      if (typeof file !== "string") continue;
      const { line } = pyproject.locate(path);
      yield { file, by: "pyproject.toml", isRead, ...(line !== undefined && { line }) };
    }
  };
  const backend = stringAt(pyproject, ["build-system", "build-backend"])?.value ?? "setuptools.build_meta";
  const readme = ["project", "readme"];
  // setuptools goes on with an empty description.
  const isSetuptools = backend.startsWith("setuptools");
  for (const each of one(isTable(pyproject.get(readme)) ? [...readme, "file"] : readme, !isSetuptools))
    yield { ...each, isReadme: true };
  const dynamic = ["tool", "setuptools", "dynamic"];
  if (isSetuptools) {
    for (const key of keysOf(pyproject, dynamic)) {
      if (isTable(pyproject.get([...dynamic, key]))) yield* one([...dynamic, key, "file"], key !== "readme");
    }
  }
  if (backend.startsWith("hatchling")) {
    const version = ["tool", "hatch", "version"];
    // In an sdist the version is taken from PKG-INFO; another source may say otherwise.
    if (pyproject.get([...version, "source"]) === undefined) yield* one([...version, "path"], false);
  }
}

function* filesInCfg(text: string): Generator<NamedFile> {
  const cfg = parseIni("setup.cfg", text);
  for (const section of ["metadata", "options"]) {
    for (const entry of cfg.sections.get(section)?.values() ?? []) {
      const files = /^file:\s*(.+)$/.exec(entry.value)?.[1] ?? "";
      for (const file of files.split(",").map((part) => part.trim()))
        if (file !== "")
          yield {
            file,
            by: "setup.cfg",
            line: entry.line,
            isRead: section === "options" || entry.key === "version",
          };
    }
  }
}
