import type { Finding } from "../../findings/finding.ts";
import { ENDPOINTS } from "../../index-client/endpoints.ts";
import { evaluateMarker } from "../../version/marker.ts";
import type { Channel, Recipe, RecipeInput } from "../channel.ts";
import { brewDescription } from "../brew-description.ts";
import { RECIPE_FIELD, RECIPE_REQUIREMENT } from "../recipe-rules.ts";
import type { ResolvedRequirement } from "../resolve.ts";
import { sourceUrl } from "../source-url.ts";
import { trialOf } from "../trial.ts";
import { markerEnvironment } from "../where-needed.ts";

/** A formula that installs an application into its own virtual environment. */
export const homebrew: Channel = {
  id: "homebrew",
  title: "Homebrew",
  command: "shipwheel recipe",
  resolvesFor: ({ settings }) => settings["homebrew-python"],
  unfit: ({ scripts }) =>
    scripts.length === 0 ? "Homebrew takes applications, and the wheel has no script" : null,
  write: writeHomebrew,
};

/** Packages that Homebrew has as formulae; a formula depends on them. */
const FORMULAE: ReadonlySet<string> = new Set([
  "certifi",
  "cryptography",
  "numpy",
  "pillow",
  "pydantic",
  "rpds-py",
]);
/** Installed by Homebrew itself. */
const NEVER: ReadonlySet<string> = new Set(["argparse", "pip", "wsgiref"]);
/** What the sdist of a package needs, besides Python. */
const NATIVE: Readonly<Record<string, string>> = {
  bcrypt: '"rust" => :build',
  jiter: '"rust" => :build',
  orjson: '"rust" => :build',
  "pydantic-core": '"rust" => :build',
  tiktoken: '"rust" => :build',
  tokenizers: '"rust" => :build',
  watchfiles: '"rust" => :build',
  lxml: '"libxml2"',
  pyyaml: '"libyaml"',
};

/** The systems of Homebrew. */
const SYSTEMS = [
  { os: "macos", sys_platform: "darwin", platform_system: "Darwin", platform_machine: "arm64" },
  { os: "macos", sys_platform: "darwin", platform_system: "Darwin", platform_machine: "x86_64" },
  { os: "linux", sys_platform: "linux", platform_system: "Linux", platform_machine: "x86_64" },
  { os: "linux", sys_platform: "linux", platform_system: "Linux", platform_machine: "aarch64" },
] as const;

/** A dependency that becomes a resource, and the systems that need it. */
interface Resource {
  readonly requirement: ResolvedRequirement;
  readonly on: "all" | "macos" | "linux";
}

function writeHomebrew(input: RecipeInput): Recipe {
  const { facts, settings, resolved } = input;
  const path = `homebrew/${facts.name}.rb`;
  const findings: Finding[] = [];
  const needed = resolved.flatMap((requirement) => resourceFor(requirement, settings["homebrew-python"]));
  const resources = needed.filter(({ requirement: { name } }) => !FORMULAE.has(name) && !NEVER.has(name));
  const description = brewDescription(facts.summary ?? "", facts.name);
  if (description.problem !== null || facts.license === null || facts.homepage === null)
    findings.push(...missing(path, description.problem, input));
  for (const { requirement } of resources)
    if (sourceOf(requirement) === null)
      findings.push(
        RECIPE_REQUIREMENT.finding({
          message: `homebrew: ${requirement.name} ${requirement.version} has neither an sdist nor a wheel for every system`,
          location: { file: path },
          subject: `homebrew:${requirement.name}`,
        }),
      );
  const text = formula(input, description.text, needed, resources);
  return {
    files: [{ path, text, owner: "marked", states: [facts.sdist.fileName, facts.sdist.sha256] }],
    findings,
    notes: ["brew audit and brew style were not run; run them in a tap"],
  };
}

function resourceFor(requirement: ResolvedRequirement, python: string): readonly Resource[] {
  const { marker } = requirement;
  const on = new Set(
    SYSTEMS.filter(
      ({ os: _os, ...system }) =>
        marker === null || evaluateMarker(marker, markerEnvironment(python, system)),
    ).map(({ os }) => os),
  );
  if (on.size === 0) return [];
  const [only] = on;
  return [{ requirement, on: on.size === 2 || only === undefined ? "all" : only }];
}

/** The sdist; only if there is none, a wheel for every system. */
function sourceOf({ sdist, wheels }: ResolvedRequirement): ResolvedRequirement["sdist"] {
  return sdist ?? wheels.find(({ url }) => /[.-]py3[^-]*-none-any\.whl$/.test(url)) ?? null;
}

function missing(path: string, problem: string | null, { facts }: RecipeInput): readonly Finding[] {
  const told = [
    [problem, "description", "change description in [project]"],
    [
      facts.license === null ? "the release has no SPDX license expression" : null,
      "license",
      'set license = "MIT", or whichever it is, in [project]',
    ],
    [
      facts.homepage === null ? "the release has no homepage" : null,
      "homepage",
      "add Homepage to [project.urls]",
    ],
  ] as const;
  return told.flatMap(([message, field, help]) =>
    message === null
      ? []
      : [
          RECIPE_FIELD.finding({
            message: `homebrew: ${message}`,
            location: { file: path },
            help,
            subject: `homebrew:${field}`,
            severity: field === "description" ? "warning" : "error",
          }),
        ],
  );
}

function formula(
  input: RecipeInput,
  description: string,
  needed: readonly Resource[],
  resources: readonly Resource[],
): string {
  const { facts, settings, filesAt } = input;
  const formulae = needed.map(({ requirement }) => requirement.name).filter((name) => FORMULAE.has(name));
  const depends = [
    ...formulae.map((name) => `${ruby(name)} => :no_linkage`),
    ...resources.flatMap(({ requirement: { name } }) => NATIVE[name] ?? []),
    `"python@${settings["homebrew-python"]}"`,
  ];
  const trial = trialOf(input);
  const shown = resources.filter(({ requirement }) => sourceOf(requirement) !== null);
  const only = (on: Resource["on"]): readonly string[] => {
    const found = shown.filter((each) => each.on === on);
    if (found.length === 0) return [];
    if (on === "all") return found.flatMap(({ requirement }) => resourceLines(requirement, "  "));
    const lines = found.flatMap(({ requirement }) => resourceLines(requirement, "    "));
    return ["", `  on_${on} do`, ...lines.slice(1), "  end"];
  };
  return [
    `class ${className(facts.name)} < Formula`,
    "  include Language::Python::Virtualenv",
    "",
    `  desc ${ruby(description)}`,
    ...(facts.homepage === null ? [] : [`  homepage ${ruby(facts.homepage)}`]),
    `  url ${ruby(sourceUrl(filesAt === null ? ENDPOINTS.pypi.files : localUrl(filesAt), facts))}`,
    `  sha256 "${facts.sdist.sha256}"`,
    ...(facts.license === null ? [] : [`  license ${licenseValue(facts.license)}`]),
    "",
    ...depends.toSorted().map((each) => `  depends_on ${each}`),
    ...(formulae.length === 0
      ? []
      : ["", `  pypi_packages exclude_packages: %w[${formulae.toSorted().join(" ")}]`]),
    ...only("macos"),
    ...only("linux"),
    ...only("all"),
    "",
    "  def install",
    "    virtualenv_install_with_resources",
    "  end",
    "",
    "  test do",
    ...testLines(facts.version, trial),
    "  end",
    "end",
    "",
  ].join("\n");
}

function testLines(version: string, trial: ReturnType<typeof trialOf>): readonly string[] {
  if (trial === null) return [`    assert_match ${ruby(version)}, version.to_s`];
  const words = [
    `#{bin}/${rubyBody(trial.script)}`,
    ...trial.command.slice(1).map((each) => rubyBody(each)),
  ].join(" ");
  const exit = trial.exit === 0 ? "" : `, ${trial.exit}`;
  const wanted = trial.command.includes("--help") ? "/usage/i" : "/./";
  return [`    assert_match(${wanted}, shell_output("${words}"${exit}))`];
}

function resourceLines(requirement: ResolvedRequirement, indent: string): readonly string[] {
  const source = sourceOf(requirement);
  if (source === null) return [];
  return [
    "",
    `${indent}resource ${ruby(requirement.name)} do`,
    `${indent}  url ${ruby(source.url)}`,
    `${indent}  sha256 "${source.sha256}"`,
    `${indent}end`,
  ];
}

function localUrl(filesAt: string): string {
  return /^https?:/.test(filesAt) ? filesAt : `file://${filesAt}`;
}

/** `MIT`, and the structures of Homebrew for expressions. */
function licenseValue(expression: string): string {
  for (const [word, key] of [
    ["OR", "any_of"],
    ["AND", "all_of"],
  ] as const) {
    const parts = expression.split(` ${word} `);
    if (parts.length > 1 && parts.every((part) => /^[\w.+-]+$/.test(part)))
      return `${key}: [${parts.map(ruby).join(", ")}]`;
  }
  return ruby(expression);
}

/** The class of a formula by its name, as Homebrew derives it. */
function className(name: string): string {
  return name.replaceAll(/(?:^|[-_.\s])([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

/** A text as a Ruby string that holds no code. */
function ruby(text: string): string {
  return `"${rubyBody(text)}"`;
}

function rubyBody(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/#(?=[{$@])/g, "\\#");
}
