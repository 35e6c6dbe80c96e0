import type { SourceTree } from "../../tree/source-tree.ts";
import type { KeyPath, TomlFile } from "../../tree/formats/toml-file.ts";
import { peopleFrom } from "../model/people.ts";
import {
  emptyModel,
  noted,
  type EntryPointModel,
  type Noted,
  type ProjectModel,
} from "../model/project-model.ts";
import { RemarkBook } from "../model/remarks.ts";
import { classifiersBeside, readLicense } from "./licenses.ts";
import { readGroups, readProjectModel, texts } from "./project-table.ts";
import { longDescription } from "./setuptools/long-description.ts";
import { packageRules } from "./setuptools/package-rules.ts";
import { restOfSetupCfg } from "./setuptools/rest-of-setup-cfg.ts";
import { runSetup, type SetupFacts } from "./setuptools/run-setup.ts";
import { setupRequirements } from "./setuptools/setup-requirements.ts";
import { setupVersion } from "./setuptools/setup-version.ts";
import { refuseWhatCannotGo } from "./setuptools/what-cannot-go.ts";
import { remarkWhatGoes } from "./setuptools/what-goes.ts";
import type { Source, SourcePorts, SourceReading } from "./source.ts";

/** setup.py, setup.cfg, and [project] with setuptools: what setup() is given, by running it. */
export const setuptoolsSource: Source = {
  id: "setuptools",
  title: "setuptools",
  recognises: (tree) =>
    tree.backend.id === "setuptools" &&
    (tree.setupPy !== null ||
      tree.setupCfg?.sections.has("metadata") === true ||
      tree.pyproject?.get(["project"]) !== undefined),
  read: readSetuptools,
};

async function readSetuptools(tree: SourceTree, ports: SourcePorts): Promise<SourceReading> {
  const book = new RemarkBook();
  const facts = await runSetup(tree, ports);
  refuseWhatCannotGo(facts, book);
  const hasProject = tree.pyproject?.get(["project"]) !== undefined;
  const described =
    hasProject && tree.pyproject !== null
      ? await describedByBoth(tree, tree.pyproject, facts, book)
      : await describedBy(tree, facts, book);
  const present = (path: string): boolean => tree.has(path);
  const wheel = new Map(Object.entries(facts.wheel).filter(([, path]) => present(path)));
  const version = await setupVersion(tree, facts, wheel, book);
  for (const header of ["provides", "obsoletes"])
    book.intend("other-metadata", header, "no installer reads it, and [project] has no such field");
  if (facts.namespacePackages.length === 0)
    book.intend("wheel-file", "dist-info/namespace_packages.txt", "it lists nothing");
  for (const name of ["setup.cfg", "**/*.egg-info/*", "MANIFEST.in", "setup.py"])
    book.intend("sdist-file", name, "setuptools' own files");
  const rest = hasProject || tree.setupCfg === null ? null : restOfSetupCfg(tree.setupCfg.text);
  for (const key of rest?.unknown ?? [])
    book.note(`${key} of setup.cfg is unknown to this migration and is kept unchanged`);
  if (!hasProject) remarkWhatGoes(tree, facts, book);
  const isTwice = hasProject && isDescribing(tree.setupPy);
  if (isTwice)
    book.note(
      "setup.py describes the project a second time; [project] takes precedence: setup.py is removed, including whatever contradicts [project]",
    );
  const tables = ["setuptools", "setuptools_scm", "setuptools-scm"].map((key): KeyPath => ["tool", key]);
  return {
    model: {
      ...described,
      version,
      wheel,
      rules: packageRules(facts),
      sdist: new Set(
        [...facts.sdist.filter(present), "pyproject.toml"].filter(
          (path) => !["setup.py", "setup.cfg", "MANIFEST.in"].includes(path),
        ),
      ),
      licenseFiles: facts.licenseFiles.filter(present),
      sdistOfRepository: facts.listsTracked,
      dataFiles: new Map(Object.entries(facts.dataFiles)),
      legacyFields: { platforms: facts.platforms, provides: facts.provides, obsoletes: facts.obsoletes },
      scriptFiles: facts.scripts.map((path) => path.replaceAll("\\", "/")),
    },
    replaces: hasProject ? tables.filter((path) => tree.pyproject?.get(path) !== undefined) : [],
    replacedFiles: hasProject
      ? ["MANIFEST.in", ...(isTwice ? ["setup.py"] : [])].filter(present)
      : ["setup.py", "MANIFEST.in", ...(rest?.text === null ? ["setup.cfg"] : [])].filter(present),
    ...(rest !== null && rest.text !== null && { addedFiles: new Map([["setup.cfg", rest.text]]) }),
    buildRequires: [],
    notes: book.notes,
    intentions: book.intentions,
    refusals: book.refusals,
  };
}

/** What a field of `dynamic` fills in the model. */
const DYNAMIC: Readonly<Record<string, readonly (keyof ProjectModel)[]>> = {
  description: ["summary"],
  readme: ["readme"],
  "requires-python": ["requiresPython"],
  license: ["license", "licenseText"],
  authors: ["authors"],
  maintainers: ["maintainers"],
  keywords: ["keywords"],
  classifiers: ["classifiers"],
  urls: ["urls"],
  dependencies: ["dependencies"],
  "optional-dependencies": ["extras"],
  scripts: ["scripts"],
  "gui-scripts": ["guiScripts"],
  "entry-points": ["entryPoints"],
};

/** [project], and what it leaves to setup.py, setup.cfg or [tool.setuptools.dynamic]. */
async function describedByBoth(
  tree: SourceTree,
  toml: TomlFile,
  facts: SetupFacts,
  book: RemarkBook,
): Promise<ProjectModel> {
  const project = readProjectModel(toml, book);
  const keys = texts(toml.get(["project", "dynamic"])).flatMap((field) => DYNAMIC[field] ?? []);
  if (keys.length === 0) return project;
  const given = await describedBy(tree, facts, keys.includes("readme") ? book : new RemarkBook());
  return { ...project, ...Object.fromEntries(keys.map((key) => [key, given[key]])) };
}

/** Whether setup.py is more than the shim `setup()` for old tools. */
function isDescribing(setupPy: SourceTree["setupPy"]): boolean {
  const keywords = ["name", "version", "packages", "py_modules", "install_requires", "entry_points"];
  return setupPy !== null && (!setupPy.understood || keywords.some((keyword) => setupPy.has(keyword)));
}

async function describedBy(tree: SourceTree, facts: SetupFacts, book: RemarkBook): Promise<ProjectModel> {
  const groups = new Map(
    Object.entries(facts.entryPoints).map(([group, lines]) => [
      group,
      lines.map(([name = "", target = ""]): Noted<EntryPointModel> => noted({ name, target })),
    ]),
  );
  const scripts = groups.get("console_scripts") ?? [];
  const guiScripts = groups.get("gui_scripts") ?? [];
  groups.delete("console_scripts");
  groups.delete("gui_scripts");
  const license = readLicense(facts.license, book);
  return {
    ...emptyModel(facts.name),
    // setuptools writes the first line into the metadata.
    summary: facts.summary === null ? null : noted(facts.summary.trim().split("\n")[0] ?? ""),
    readme: await longDescription(tree, facts, book),
    requiresPython: facts.requiresPython === null ? null : noted(facts.requiresPython),
    ...license,
    authors: peopleFrom(facts.author, facts.authorEmail),
    maintainers: peopleFrom(facts.maintainer, facts.maintainerEmail),
    keywords: facts.keywords
      .flatMap((each) => each.split(/\s*,\s*/))
      .filter((each) => each !== "")
      .map((each) => noted(each)),
    classifiers: classifiersBeside(
      facts.classifiers.map((each) => noted(each)),
      license.license?.value ?? null,
      book,
    ),
    urls: [
      ...(facts.url === null ? [] : [noted({ label: "Homepage", url: facts.url })]),
      ...(facts.downloadUrl === null ? [] : [noted({ label: "Download", url: facts.downloadUrl })]),
      ...Object.entries(facts.urls).map(([label, url]) => noted({ label, url })),
    ],
    ...setupRequirements(facts, tree.setupPy?.text ?? "", book),
    scripts,
    guiScripts,
    entryPoints: groups,
    groups: tree.pyproject === null ? new Map() : readGroups(tree.pyproject),
  };
}
