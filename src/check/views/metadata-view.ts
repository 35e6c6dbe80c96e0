import type { Distribution } from "../../distribution/distribution.ts";
import type { Located, StaticPerson, StaticProject, StaticUrl } from "../../tree/static-project.ts";
import type { Location } from "../../findings/location.ts";
import type { RuleInputs } from "../engine/rule.ts";

/** A requirement and the extra that it belongs to, if any. */
export interface RequirementView {
  readonly text: string;
  readonly extra: string | null;
  readonly location: Location;
}

/** Metadata of one source in one form: rules are written once for trees, sdists and wheels. */
export interface MetadataView {
  readonly origin: "tree" | "sdist" | "wheel";
  /** For messages: `pyproject.toml`, or the file name of the distribution. */
  readonly label: string;
  readonly distribution: Distribution | null;
  readonly name: Located<string> | null;
  readonly version: Located<string> | null;
  readonly summary: Located<string> | null;
  readonly requiresPython: Located<string> | null;
  readonly requirements: readonly RequirementView[];
  readonly classifiers: readonly Located<string>[];
  readonly urls: readonly StaticUrl[];
  /** `Home-page` and `Download-URL`, which PyPI judges otherwise than Project-URL. */
  readonly plainUrls: readonly StaticUrl[];
  readonly authors: readonly StaticPerson[];
  readonly maintainers: readonly StaticPerson[];
  readonly licenseExpression: Located<string> | null;
  readonly contentType: Located<string> | null;
}

/** The tree's declarations first (their places are the ones to edit), then each distribution's metadata. */
export function metadataViews(inputs: Pick<RuleInputs, "tree" | "distributions">): readonly MetadataView[] {
  const views: MetadataView[] = [];
  if (inputs.tree !== undefined && inputs.tree.project.source !== "none")
    views.push(treeView(inputs.tree.project));
  for (const distribution of inputs.distributions) {
    const view = distributionView(distribution);
    if (view !== null) views.push(view);
  }
  return views;
}

function treeView(project: StaticProject): MetadataView {
  const extras = [...project.optionalDependencies].flatMap(([extra, list]) =>
    list.map((item) => requirement(item, extra)),
  );
  const { license, readme } = project;
  const isPlain = (url: StaticUrl): boolean =>
    /^(Home-page|Download-URL)$/.test(url.label) &&
    (project.source === "setup.py" || project.source === "setup.cfg");
  return {
    origin: "tree",
    label:
      project.source === "setup.py" || project.source === "setup.cfg" ? project.source : "pyproject.toml",
    distribution: null,
    name: project.name,
    version: project.version,
    summary: project.summary,
    requiresPython: project.requiresPython,
    requirements: [...project.dependencies.map((item) => requirement(item, null)), ...extras],
    classifiers: project.classifiers,
    urls: project.urls.filter((url) => !isPlain(url)),
    plainUrls: project.urls.filter(isPlain),
    authors: project.authors,
    maintainers: project.maintainers,
    licenseExpression:
      license === null || license.expression === null
        ? null
        : { value: license.expression, location: license.location },
    contentType:
      readme === null || readme.contentType === null
        ? null
        : { value: readme.contentType, location: readme.location },
  };
}

function requirement(item: Located<string>, extra: string | null): RequirementView {
  return {
    text: item.value,
    extra,
    get location() {
      return item.location;
    },
  };
}

// Dozens of rules ask the same of one distribution.
const VIEWS = new WeakMap<Distribution, MetadataView>();
const PLACES = new WeakMap<Distribution, ReturnType<typeof readPlaces>>();

function distributionView(distribution: Distribution): MetadataView | null {
  const known = VIEWS.get(distribution);
  if (known !== undefined) return known;
  const view = readView(distribution);
  if (view !== null) VIEWS.set(distribution, view);
  return view;
}

function readView(distribution: Distribution): MetadataView | null {
  const { metadata } = distribution;
  if (metadata === null) return null;
  const place = metadataPlaces(distribution);

  function one(field: string, value: string | null): Located<string> | null {
    return value === null || value === "" ? null : { value, location: place(field, value) };
  }
  function people(name: string | null, email: string | null, field: string): readonly StaticPerson[] {
    return name === null && email === null
      ? []
      : [{ name, email, location: place(field, email ?? name ?? "") }];
  }
  const plain = [
    ...(metadata.homePage === null ? [] : [{ label: "Home-page", url: metadata.homePage }]),
    ...(metadata.downloadUrl === null ? [] : [{ label: "Download-URL", url: metadata.downloadUrl }]),
  ];
  return {
    origin: distribution.kind,
    label: distribution.fileName,
    distribution,
    name: one("Name", metadata.name),
    version: one("Version", metadata.version),
    summary: one("Summary", metadata.summary),
    requiresPython: one("Requires-Python", metadata.requiresPython),
    requirements: metadata.requiresDist.map((text) => ({
      text,
      extra: /;.*\bextra\s*==\s*['"]([^'"]+)['"]/.exec(text)?.[1] ?? null,
      location: place("Requires-Dist", text),
    })),
    classifiers: metadata.classifiers.map((value) => ({ value, location: place("Classifier", value) })),
    urls: metadata.projectUrls.map((url) => ({ ...url, location: place("Project-URL", url.label) })),
    plainUrls: plain.map((url) => ({ ...url, location: place(url.label, url.url) })),
    authors: people(metadata.author, metadata.authorEmail, "Author"),
    maintainers: people(metadata.maintainer, metadata.maintainerEmail, "Maintainer"),
    licenseExpression: one("License-Expression", metadata.licenseExpression),
    contentType: one("Description-Content-Type", metadata.descriptionContentType),
  };
}

/** The name of a member as a location's file. */
export function memberPath(distribution: Distribution, member: string): string {
  return `${distribution.fileName}!/${member}`;
}

/** The path of METADATA or PKG-INFO inside a distribution. */
export function metadataMember(distribution: Distribution): string {
  const { kind, entries } = distribution;
  const end = kind === "wheel" ? ".dist-info/METADATA" : "/PKG-INFO";
  const found = entries.find(({ name }) => name.endsWith(end) && name.indexOf("/") === name.lastIndexOf("/"));
  return found?.name ?? (kind === "wheel" ? "METADATA" : "PKG-INFO");
}

/** Finds a field of METADATA or PKG-INFO by its name and value. */
export function metadataPlaces(distribution: Distribution): (field: string, value: string) => Location {
  const known = PLACES.get(distribution) ?? readPlaces(distribution);
  PLACES.set(distribution, known);
  return known;
}

function readPlaces(distribution: Distribution): (field: string, value: string) => Location {
  const file = memberPath(distribution, metadataMember(distribution));
  const text = new TextDecoder().decode(distribution.metadataBytes ?? new Uint8Array());
  const lines = text.split(/\r?\n/);
  const end = lines.indexOf("");
  const headers = end === -1 ? lines : lines.slice(0, end);
  const byField = Map.groupBy(headers.keys(), (at) => {
    const line = headers[at] ?? "";
    return line.slice(0, line.indexOf(":") + 1).toLowerCase();
  });
  return (field, value) => {
    const first = value.split("\n", 1)[0] ?? "";
    const position = byField.get(`${field.toLowerCase()}:`)?.find((at) => headers[at]?.includes(first));
    if (position === undefined) return { file };
    const excerpt = headers[position] ?? "";
    const column = Math.max(0, excerpt.indexOf(first)) + 1;
    return { file, line: position + 1, column, endColumn: excerpt.length + 1, excerpt };
  };
}
