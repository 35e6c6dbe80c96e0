import { keysOf, tableOf } from "../../tree/pyproject-project.ts";
import type { SourceTree } from "../../tree/source-tree.ts";
import type { KeyPath, TomlFile } from "../../tree/formats/toml-file.ts";
import { noted, type ProjectModel, type VersionModel } from "../model/project-model.ts";
import { RemarkBook } from "../model/remarks.ts";
import { attributeVersion } from "./attribute-version.ts";
import { renderFancyReadme } from "./hatchling/fancy-readme.ts";
import { pythonPattern } from "./hatchling/python-pattern.ts";
import { readHatchFiles } from "./hatchling/files.ts";
import { readProjectModel, text, texts } from "./project-table.ts";
import type { Source, SourceReading } from "./source.ts";
import { knownKeys, unknownKeys, type KnownKeys } from "./unknown-keys.ts";

const HATCH = ["tool", "hatch"];

/** The one metadata hook that is known: it joins the readme of fragments, which is done once. */
const FANCY = "fancy-pypi-readme";
const RENDERED = "README.pypi.md";

const SELECTION: KnownKeys = {
  ...knownKeys("artifacts", "dependencies", "dev-mode-dirs", "dev-mode-exact", "directory", "exclude"),
  ...knownKeys(
    "force-include",
    "hooks",
    "ignore-vcs",
    "include",
    "only-include",
    "only-packages",
    "packages",
  ),
  ...knownKeys("reproducible", "require-runtime-dependencies", "require-runtime-features"),
  ...knownKeys("skip-excluded-dirs", "sources", "core-metadata-version", "strict-naming", "versions"),
};
const KNOWN: KnownKeys = {
  version: null,
  metadata: knownKeys("allow-ambiguous-features", "allow-direct-references", "hooks"),
  build: {
    ...SELECTION,
    targets: {
      sdist: { ...SELECTION, ...knownKeys("support-legacy") },
      wheel: {
        ...SELECTION,
        ...knownKeys("bypass-selection", "extra-metadata", "macos-max-compat", "sbom-files"),
        ...knownKeys("shared-data", "shared-scripts"),
      },
    },
  },
};

/** What the build reads; environments and the like are Hatch's own, which goes on without its backend. */
const BUILT: readonly KeyPath[] = Object.keys(KNOWN).map((key) => [...HATCH, key]);

/** hatchling: [project] and what of [tool.hatch] is about building. */
export const hatchlingSource: Source = {
  id: "hatchling",
  title: "Hatchling",
  recognises: (tree) => tree.backend.id === "hatchling",
  read: readHatchling,
};

async function readHatchling(tree: SourceTree): Promise<SourceReading> {
  const book = new RemarkBook();
  const toml = tree.pyproject as TomlFile;
  const project = readProjectModel(toml, book);
  const fancy = keysOf(toml, [...HATCH, "metadata", "hooks"]).includes(FANCY)
    ? await renderFancyReadme(tree)
    : null;
  refuseWhatCannotGo(tree, toml, fancy, book);
  book.intend("sdist-file", ".gitignore", "hatchling adds it to every sdist");
  const files = readHatchFiles(tree, project, book);
  for (const root of texts(toml.get([...HATCH, "build", "sources"]))) {
    const reason = `sources of [tool.hatch.build] takes ${root} off in the sdist, too; other backends keep the paths of the tree`;
    book.intend("sdist-file", `${root}/**`, reason);
    for (const member of new Set([...files.wheel.keys()].map((path) => path.split("/")[0] ?? "")))
      book.intend("sdist-file", `${member}/**`, reason);
  }
  if (fancy?.text.includes("$HFPR_VERSION"))
    book.refuse(
      "description",
      "the readme contains the version of each release ($HFPR_VERSION), which no other backend inserts",
      "stay on hatchling, or name no version in the fragments: link to stable or latest",
    );
  if (fancy !== null) {
    book.note(`the readme was rendered once into ${RENDERED}: later changes to its fragments have no effect`);
  }
  const version = await readVersion(tree, toml, { ...project, ...files }, book);
  return {
    model: {
      ...project,
      ...files,
      version,
      ...(fancy !== null && {
        readme: noted({ files: [RENDERED], contentType: fancy.contentType }),
        sdist: new Set([...files.sdist, RENDERED]),
      }),
    },
    ...(fancy !== null && { addedFiles: new Map([[RENDERED, fancy.text]]) }),
    replaces: BUILT.filter((path) => toml.get(path) !== undefined),
    // Environments and the like are read by Hatch.
    unknown: unknownKeys(toml, HATCH, { "*": null, ...KNOWN }),
    replacedFiles: [],
    buildRequires: ["hatch-fancy-pypi-readme"],
    notes: book.notes,
    intentions: book.intentions,
    refusals: book.refusals,
  };
}

async function readVersion(
  tree: SourceTree,
  toml: TomlFile,
  model: ProjectModel,
  book: RemarkBook,
): Promise<VersionModel> {
  const dynamic = texts(toml.get(["project", "dynamic"]));
  if (!dynamic.includes("version")) return model.version;
  const settings = tableOf(toml.get([...HATCH, "version"]));
  const source = text(settings["source"]) ?? "regex";
  if (source === "vcs") {
    const hook = tableOf(toml.get([...HATCH, "build", "hooks", "vcs"]));
    const pattern = text(settings["tag-pattern"]);
    return {
      kind: "scm",
      scm: {
        versionFile: text(hook["version-file"]),
        versionFileTemplate: text(hook["template"]),
        options: { ...tableOf(settings["raw-options"]), ...(pattern !== null && { tag_regex: pattern }) },
      },
    };
  }
  const path = text(settings["path"]);
  const own = text(settings["pattern"]);
  if (source === "regex" && path !== null)
    return attributeVersion(tree, path, model.wheel, book, own === null ? null : pythonPattern(own, "m"));
  book.refuse(
    "version",
    `the version comes from the hatch source "${source}", which runs its own code`,
    "write the version as a literal in a module, or take it from tags with --scm",
  );
  return model.version;
}

function refuseWhatCannotGo(
  tree: SourceTree,
  toml: TomlFile,
  rendered: object | null,
  book: RemarkBook,
): void {
  for (const hook of keysOf(toml, [...HATCH, "metadata", "hooks"]))
    if (hook !== FANCY || rendered === null)
      book.refuse(
        `metadata-hook:${hook}`,
        `the metadata hook ${hook} sets fields during the build, and no other backend runs it`,
        `stay on hatchling, or write what ${hook} makes into [project] once`,
      );
  const targets = keysOf(toml, [...HATCH, "build", "targets"]).flatMap((target) =>
    keysOf(toml, [...HATCH, "build", "targets", target, "hooks"]),
  );
  for (const hook of [...keysOf(toml, [...HATCH, "build", "hooks"]), ...targets])
    if (hook !== "vcs" && hook !== "version")
      book.refuse(
        `build-hook:${hook}`,
        `the build hook ${hook} creates files during the build, and no other backend runs it`,
        "keep hatchling, or commit the files that it creates",
      );
  if (tree.has("hatch.toml"))
    book.note("hatch.toml may contain build settings, but this migration reads only pyproject.toml");
  if (toml.get([...HATCH, "metadata", "allow-direct-references"]) === true)
    book.note("direct URL requirements are kept, but PyPI rejects them");
}
