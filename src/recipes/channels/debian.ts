import type { Finding } from "../../findings/finding.ts";
import { ENDPOINTS } from "../../index-client/endpoints.ts";
import { normalizeName } from "../../version/names.ts";
import { isRequirementError, parseRequirement } from "../../version/requirement.ts";
import type { Channel, Recipe, RecipeInput } from "../channel.ts";
import { debianChangelog } from "../debian/changelog.ts";
import { copyrightFile } from "../debian/copyright.ts";
import { judgeSuite } from "../debian/judge-suite.ts";
import { PACKAGE_NAMES, SUITES } from "../debian/suites.ts";
import { debianVersion } from "../debian/version.ts";
import { RECIPE_FIELD, RECIPE_REQUIREMENT } from "../recipe-rules.ts";

/** The files of `debian/` for the sdist, built by pybuild. */
export const debian: Channel = {
  id: "debian",
  title: "Debian",
  command: "shipwheel recipe",
  resolvesFor: () => null,
  unfit: () => null,
  write: writeDebian,
};

function writeDebian(input: RecipeInput): Recipe {
  const { facts, settings, existing, now } = input;
  const author = facts.author === null ? null : `${facts.author.name} <${facts.author.email}>`;
  const maintainer = settings.maintainer ?? author;
  const findings: Finding[] = [...judgeSuite(input), ...urlRequirements(input)];
  if (maintainer === null) findings.push(noMaintainer());
  const person = maintainer ?? "Unknown <unknown@localhost>";
  const source = sourceName(input);
  const version = debianVersion(facts.version);
  const changelog = debianChangelog(existing("debian/changelog"), {
    source,
    version,
    maintainer: person,
    date: now,
  });
  return {
    files: [
      { path: "debian/control", text: control(input, source, person), owner: "marked", states: [] },
      { path: "debian/rules", text: rules(facts.name), owner: "marked", states: [] },
      { path: "debian/watch", text: watch(input), owner: "marked", states: [] },
      { path: "debian/source/format", text: "3.0 (quilt)\n", owner: "kept", states: [] },
      { path: "debian/copyright", text: copyrightFile(facts, person), owner: "kept", states: [] },
      { path: "debian/changelog", text: changelog, owner: "merged", states: [`(${version}-`] },
    ],
    findings,
    notes: [
      `build: unpack the sdist, copy the directory debian into it, save the sdist beside it as ${source}_${version.replace(/^\d+:/, "")}.orig.tar.gz, and run dpkg-buildpackage -us -uc`,
      "not checked: that the suite has the runtime dependencies, in these versions",
    ],
  };
}

/** Applications have their own name, libraries that of Python's packages. */
function sourceName({ facts }: Pick<RecipeInput, "facts">): string {
  const plain = facts.name.replace(/^python3?-/, "");
  return facts.scripts.length > 0 ? facts.name : `python-${plain}`;
}

function control(input: RecipeInput, source: string, maintainer: string): string {
  const { facts, settings } = input;
  const binary = facts.scripts.length > 0 ? source : source.replace(/^python-/, "python3-");
  const build = facts.build.requires.flatMap((text) => {
    const parsed = parseRequirement(text);
    return isRequirementError(parsed) || parsed.marker !== null ? [] : [debianName(parsed.name)];
  });
  const needs = [
    "debhelper-compat (= 13)",
    "dh-sequence-python3",
    "pybuild-plugin-pyproject",
    facts.isPure ? "python3-all" : "python3-all-dev",
    // hatchling and others import it without saying so in Debian 12.
    "python3-packaging",
    ...build,
  ];
  const script = facts.scripts[0];
  const about =
    script === undefined
      ? `This package contains the Python project ${facts.project}.`
      : `This package contains the command ${script.name} of the Python project ${facts.project}.`;
  return [
    `Source: ${source}`,
    `Section: ${facts.scripts.length > 0 ? "utils" : "python"}`,
    "Priority: optional",
    `Maintainer: ${maintainer}`,
    `Build-Depends: ${[...new Set(needs)].join(",\n               ")}`,
    `Standards-Version: ${SUITES[settings["debian-suite"]].standards}`,
    ...(facts.homepage === null ? [] : [`Homepage: ${facts.homepage}`]),
    "Rules-Requires-Root: no",
    "",
    `Package: ${binary}`,
    `Architecture: ${facts.isPure ? "all" : "any"}`,
    `Depends: \${misc:Depends}, \${python3:Depends}${facts.isPure ? "" : ", ${shlibs:Depends}"}`,
    `Description: ${synopsis(facts.summary ?? facts.project)}`,
    ` ${about}`,
    "",
  ].join("\n");
}

/** A phrase: no article, no full stop, below 80 characters. */
function synopsis(summary: string): string {
  const plain = summary.replace(/^(?:an?|the)\s+/i, "").replace(/\.$/, "");
  return plain.length < 80 ? plain : `${plain.slice(0, 75).replace(/\s+\S*$/, "")}...`;
}

function debianName(name: string): string {
  const normal = normalizeName(name);
  return PACKAGE_NAMES[normal] ?? `python3-${normal.replace(/^python3?-/, "")}`;
}

function rules(name: string): string {
  return `#!/usr/bin/make -f\nexport PYBUILD_NAME = ${name}\nexport PYBUILD_DISABLE = test\n\n%:\n\tdh $@ --buildsystem=pybuild\n`;
}

function watch({ facts, filesAt }: RecipeInput): string {
  const page = filesAt !== null && /^https?:/.test(filesAt) ? filesAt : ENDPOINTS.pypi.simpleUrl;
  const file = facts.sdist.fileName.replace(`-${facts.version}.tar.gz`, "");
  return [
    "version=4",
    'opts="uversionmangle=s/\\.?(a|b|rc|dev)(\\d+)$/~$1$2/, filenamemangle=s/^.*\\/([^\\/#]+)(?:#.*)?$/$1/" \\',
    `${page.replace(/\/$/, "")}/${facts.name}/ \\`,
    `.*/${file.replaceAll(".", "\\.")}-(\\d[^/#]*)\\.tar\\.gz(?:#.*)?`,
    "",
  ].join("\n");
}

function urlRequirements({ facts }: RecipeInput): readonly Finding[] {
  return facts.requirements
    .filter(({ url }) => url !== null)
    .map(({ raw, name }) =>
      RECIPE_REQUIREMENT.finding({
        message: `debian: "${raw}": a URL cannot be required`,
        location: { file: "debian/control" },
        subject: `debian:${name}`,
      }),
    );
}

function noMaintainer(): Finding {
  return RECIPE_FIELD.finding({
    message: "debian: the release names no maintainer or author with an address",
    location: { file: "debian/control" },
    help: 'set maintainer = "Ada Lovelace <ada@example.org>" in [tool.shipwheel.recipe]',
    subject: "debian:maintainer",
  });
}
