import { ENDPOINTS } from "../../index-client/endpoints.ts";
import type { Finding } from "../../findings/finding.ts";
import { isRequirementError, parseRequirement, type Requirement } from "../../version/requirement.ts";
import { normalizeName } from "../../version/names.ts";
import { admittedMinors } from "../../check/knowledge/python-releases.ts";
import type { Channel, Recipe, RecipeInput } from "../channel.ts";
import type { RecipeFacts } from "../facts.ts";
import { matchSpec } from "../match-spec.ts";
import { RECIPE_FIELD, RECIPE_REQUIREMENT } from "../recipe-rules.ts";
import { selectorOf } from "../selectors.ts";
import { sourceUrl } from "../source-url.ts";
import { trialOf } from "../trial.ts";
import { whereNeeded } from "../where-needed.ts";

const PATH = "conda/recipe.yaml";

/** A recipe of rattler-build (schema 1), as conda-forge takes it. */
export const conda: Channel = {
  id: "conda",
  title: "conda",
  command: "shipwheel recipe",
  resolvesFor: () => null,
  unfit: () => null,
  write: writeConda,
};

/** A requirement of the recipe: the text, and the platforms where it is one. */
interface CondaRequirement {
  readonly spec: string;
  readonly when: string | null;
}

function writeConda(input: RecipeInput): Recipe {
  const { facts, settings } = input;
  const findings: Finding[] = [];
  const translate = (requirement: Requirement): readonly CondaRequirement[] =>
    condaRequirement(requirement, facts.requiresPython, settings["conda-names"], findings);
  const run = facts.requirements.flatMap(translate);
  const host = facts.build.requires.flatMap((text) => {
    const parsed = parseRequirement(text);
    return isRequirementError(parsed) ? [] : translate(parsed);
  });
  if (facts.license === null) findings.push(noLicense());
  const isNoarch = facts.isPure && [...run, ...host].every(({ when }) => when === null);
  const unchecked = [...new Set(facts.requirements.map(({ name }) => normalizeName(name)))].filter(
    (name) => settings["conda-names"][name] === undefined,
  );
  const text = recipeText(input, { isNoarch, run, host });
  return {
    files: [{ path: PATH, text, owner: "marked", states: [facts.version, facts.sdist.sha256] }],
    findings,
    notes: [
      ...(isNoarch || !facts.isPure
        ? []
        : ["not noarch, although the wheel is for every machine: a requirement depends on the platform"]),
      ...(unchecked.length === 0
        ? []
        : [`not checked: that the conda channel has these names: ${unchecked.join(", ")}`]),
    ],
  };
}

interface CondaParts {
  readonly isNoarch: boolean;
  readonly run: readonly CondaRequirement[];
  readonly host: readonly CondaRequirement[];
}

function recipeText(input: RecipeInput, { isNoarch, run, host }: CondaParts): string {
  const { facts, settings, filesAt } = input;
  const minimum = ownMinimum(facts);
  const python = isNoarch ? "python ${{ python_min }}.*" : "python";
  const needed = isNoarch ? "python >=${{ python_min }}" : condaPython(facts.requiresPython);
  const file = facts.sdist.fileName.replace(`-${facts.version}.`, "-${{ version }}.");
  const trial = trialOf(input);
  return [
    "schema_version: 1",
    "",
    "context:",
    `  version: ${JSON.stringify(facts.version)}`,
    ...(isNoarch && minimum !== null ? [`  python_min: "${minimum}"`] : []),
    "",
    "package:",
    `  name: ${facts.name}`,
    "  version: ${{ version }}",
    "",
    "source:",
    isLocal(filesAt)
      ? `  path: ${filesAt}/${file}`
      : `  url: ${sourceUrl(filesAt ?? ENDPOINTS.pypi.files, facts, file)}`,
    `  sha256: ${facts.sdist.sha256}`,
    "",
    "build:",
    "  number: 0",
    ...(isNoarch ? ["  noarch: python"] : []),
    "  script: ${{ PYTHON }} -m pip install . -vv --no-deps --no-build-isolation",
    ...(isNoarch && facts.scripts.length > 0
      ? [
          "  python:",
          "    entry_points:",
          ...facts.scripts.map(({ name, target }) => `      - ${quoted(`${name} = ${target}`)}`),
        ]
      : []),
    "",
    "requirements:",
    ...(facts.isPure ? [] : ["  build:", "    - ${{ compiler('c') }}", "    - ${{ stdlib('c') }}"]),
    "  host:",
    `    - ${python}`,
    "    - pip",
    ...host.flatMap(requirementLines),
    "  run:",
    `    - ${needed}`,
    ...run.flatMap(requirementLines),
    "",
    "tests:",
    "  - python:",
    "      imports:",
    ...facts.modules.map((module) => `        - ${module}`),
    ...(isNoarch ? ["      python_version:", "        - ${{ python_min }}.*", '        - "*"'] : []),
    "      pip_check: true",
    ...(trial === null ? [] : ["  - script:", `      - ${quoted(trial.command.join(" "))}`]),
    "",
    "about:",
    ...optional("homepage", facts.homepage),
    ...optional("summary", facts.summary),
    ...optional("license", facts.license),
    ...(facts.licenseFiles.length === 0
      ? []
      : ["  license_file:", ...facts.licenseFiles.map(({ path }) => `    - ${quoted(path)}`)]),
    ...optional("repository", facts.repository),
    ...(settings["conda-maintainers"].length === 0
      ? []
      : [
          "",
          "extra:",
          "  recipe-maintainers:",
          ...settings["conda-maintainers"].map((each) => `    - ${quoted(each)}`),
        ]),
    "",
  ].join("\n");
}

function optional(key: string, value: string | null): readonly string[] {
  return value === null ? [] : [`  ${key}: ${quoted(value)}`];
}

function isLocal(filesAt: string | null): boolean {
  return filesAt !== null && !/^https?:/.test(filesAt);
}

function requirementLines({ spec, when }: CondaRequirement): readonly string[] {
  return when === null ? [`    - ${quoted(spec)}`] : [`    - if: ${when}`, `      then: ${quoted(spec)}`];
}

/** A text as a YAML scalar that is no template. */
function quoted(text: string): string {
  const inert = text.replaceAll("${{", '${{ "${{" }}');
  return /^[A-Za-z][\w ./+-]*$/.test(inert) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(inert)
    ? inert.trimEnd()
    : JSON.stringify(inert);
}

/** What conda-forge's own `python_min` is: the oldest minor version of Python 3 that it builds for. */
const CONDA_FORGE_MINIMUM = 10;

/** The lowest Python of the project, when it is newer than conda-forge's own minimum. */
function ownMinimum({ requiresPython }: RecipeFacts): string | null {
  const lowest = admittedMinors(requiresPython)?.find((minor) => minor.startsWith("3."));
  return lowest !== undefined && Number(lowest.slice(2)) > CONDA_FORGE_MINIMUM ? lowest : null;
}

function condaPython(requiresPython: string | null): string {
  const spec = requiresPython === null ? null : matchSpec(requiresPython);
  return spec === null || spec === "" ? "python" : quoted(`python ${spec}`);
}

function condaRequirement(
  requirement: Requirement,
  requiresPython: string | null,
  names: Readonly<Record<string, string>>,
  findings: Finding[],
): readonly CondaRequirement[] {
  const name = normalizeName(requirement.name);
  const report = (problem: string): void => {
    findings.push(
      RECIPE_REQUIREMENT.finding({
        message: `conda: "${requirement.raw}": ${problem}`,
        location: { file: PATH },
        subject: `conda:${name}`,
      }),
    );
  };
  const { marker } = requirement;
  const needed = marker === null ? "always" : whereNeeded(marker, requiresPython);
  if (needed === "never") return [];
  if (requirement.url !== null) {
    report("a URL cannot be required; the recipe has no such requirement");
    return [];
  }
  if (requirement.extras.length > 0)
    report(`extras do not exist; the recipe requires ${name} without ${requirement.extras.join(", ")}`);
  const spec = matchSpec(requirement.specifier);
  if (spec === null) report("the version cannot be expressed; the recipe takes any version");
  const { when, isWider } = marker === null || needed === "always" ? ALWAYS : selectorOf(marker);
  if (isWider) report("a part of the marker cannot be expressed; the recipe has the requirement without it");
  return [{ spec: `${names[name] ?? name} ${spec ?? ""}`.trim(), when }];
}

const ALWAYS = { when: null, isWider: false } as const;

function noLicense(): Finding {
  return RECIPE_FIELD.finding({
    message: "conda: the release has no SPDX license expression",
    location: { file: PATH },
    help: 'set license = "MIT", or whichever it is, in [project]',
    subject: "conda:license",
  });
}
