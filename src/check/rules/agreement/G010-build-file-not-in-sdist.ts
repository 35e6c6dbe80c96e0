import { isTable, keysOf, stringAt } from "../../../tree/pyproject-project.ts";
import { parseIni } from "../../../tree/formats/ini.ts";
import type { KeyPath, TomlFile } from "../../../tree/formats/toml-file.ts";
import { outcomeKey, symptom } from "../../../findings/finding.ts";
import { sdistPaths, sdistPyproject, sdistText, topFolder } from "../../views/sdist-content.ts";
import type { RuleFinding } from "../../engine/rule.ts";
import { defineRule, type Rule } from "../../engine/rule.ts";

/** G010: the sdist lacks a file that the project's configuration reads. */
export const buildFileNotInSdist: Rule = defineRule({
  code: "G010",
  slug: "build-file-not-in-sdist",
  title: "the sdist lacks a file that the project's configuration reads",
  severity: "error",
  needs: ["sdist"],
  docs: {
    what: "pyproject.toml or setup.cfg names a file (readme, requirements, version) that the sdist does not contain.",
    why: "Building a wheel from the sdist fails or produces empty metadata.",
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
      for (const { file, by, line, isRead, isFatal, isReadme } of named) {
        const clean = file.replace(/^\.\//, "");
        if (paths.has(clean) || /[*?[]|^\.\.|^\//.test(clean)) continue;
        findings.push({
          message: `${by} names ${file}, but ${sdist.fileName} does not contain it`,
          ...(!isRead && { severity: "warning" }),
          ...(isFatal && { confidence: "likely", disprovedBy: [outcomeKey.built] }),
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
  /** False where the backend goes on without it. */
  readonly isRead: boolean;
  /** Of [project]: the tree may lack it, too. */
  readonly isReadme?: true;
  /** Where no wheel can be built without it: one that was built says otherwise. */
  readonly isFatal?: boolean;
}

function* filesIn(pyproject: TomlFile): Generator<NamedFile> {
  const backend = stringAt(pyproject, ["build-system", "build-backend"])?.value ?? "setuptools.build_meta";
  // setuptools goes on with empty metadata. A version that hatchling would read is in PKG-INFO.
  const isSetuptools = backend.startsWith("setuptools");
  const one = function* (path: KeyPath, isRead: boolean): Generator<NamedFile> {
    const value = pyproject.get(path);
    for (const file of Array.isArray(value) ? value : [value]) {
      if (typeof file !== "string") continue;
      const { line } = pyproject.locate(path);
      yield {
        file,
        by: "pyproject.toml",
        isRead,
        isFatal: !isSetuptools,
        ...(line !== undefined && { line }),
      };
    }
  };
  const readme = ["project", "readme"];
  for (const each of one(isTable(pyproject.get(readme)) ? [...readme, "file"] : readme, !isSetuptools))
    yield { ...each, isReadme: true };
  const dynamic = ["tool", "setuptools", "dynamic"];
  if (isSetuptools) {
    for (const key of keysOf(pyproject, dynamic)) {
      if (isTable(pyproject.get([...dynamic, key]))) yield* one([...dynamic, key, "file"], key !== "readme");
    }
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
