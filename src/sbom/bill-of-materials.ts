import { createHash } from "node:crypto";
import type { Bom, Component, License } from "@cyclonedx/cyclonedx-library/Models";
import type { Distribution } from "../distribution/distribution.ts";
import { wheelNamePart } from "../distribution/file-names.ts";
import { canonicalLicenseExpression } from "../distribution/metadata/license-expression.ts";
import type { CoreMetadata } from "../distribution/metadata/metadata.ts";
import { isRequirementError, parseRequirement } from "../version/requirement.ts";
import { packageUrl, splitInstalled } from "./package-url.ts";
import { normalizeName } from "../version/names.ts";

/** What a bill of materials is made of. The same materials give the same bytes. */
export interface Materials {
  /** Wheels and sdist of one release; one of them with metadata. */
  readonly files: readonly Distribution[];
  /** What the trials had installed beside the release, `name==version`. */
  readonly installed: readonly string[];
  /** What the build environment had. */
  readonly built?: readonly BuiltWith[];
  /** Of the commit, or SOURCE_DATE_EPOCH: never the clock's. Null: none is told. */
  readonly time: Date | null;
}

/** A build requirement as it was resolved: `name==version`, and the digests of the files that its lock allows. */
export interface BuiltWith {
  readonly requirement: string;
  readonly sha256: readonly string[];
}

/** The media type of a CycloneDX document. */
export const BILL_TYPE = "application/vnd.cyclonedx+json";

/** The name of a release's bill of materials. */
export function billName(project: string, version: string): string {
  return `${wheelNamePart(project)}-${version}.cdx.json`;
}

/**
 * The bill of materials of a release as CycloneDX 1.6 JSON: the project with its license and the digests of its files,
 * and what the trials installed to satisfy its requirements. Null when no file has metadata.
 */
export async function billOfMaterials({
  files,
  installed,
  built = [],
  time,
}: Materials): Promise<string | null> {
  const metadata = files.find((file) => file.metadata !== null)?.metadata ?? null;
  if (metadata === null) return null;
  // Its modules are CommonJS: of a bundled one, only the default export shows.
  const [
    { default: Models },
    { default: Enums },
    { default: Serialize },
    { default: Spec },
    { default: Spdx },
  ] = await Promise.all([
    import("@cyclonedx/cyclonedx-library/Models"),
    import("@cyclonedx/cyclonedx-library/Enums"),
    import("@cyclonedx/cyclonedx-library/Serialize"),
    import("@cyclonedx/cyclonedx-library/Spec"),
    import("@cyclonedx/cyclonedx-library/SPDX"),
  ]);
  const required = requirements(metadata);
  const known = new Set(installed.map((each) => each.split("==")[0] ?? ""));
  const components = [
    ...[...new Set(installed)].sort().map((each) => component(...splitInstalled(each))),
    ...[...required.keys()].filter((name) => !known.has(name)).map((name) => component(name, null)),
    ...built.filter(({ requirement }) => !installed.includes(requirement)).map(builtWith),
  ];
  const main = new Models.Component(Enums.ComponentType.Library, metadata.name, {
    bomRef: packageUrl(metadata.name, metadata.version),
    version: metadata.version,
    purl: packageUrl(metadata.name, metadata.version),
    ...(metadata.summary === null ? {} : { description: metadata.summary }),
    components: new Models.ComponentRepository(files.map(fileComponent)),
    licenses: new Models.LicenseRepository(licenses(metadata)),
    externalReferences: new Models.ExternalReferenceRepository(references(metadata)),
  });
  for (const each of components) if (required.has(each.name)) main.dependencies.add(each.bomRef);
  const bom: Bom = new Models.Bom({
    serialNumber: serialNumber({ files, installed, built, time }),
    metadata: new Models.Metadata({
      component: main,
      lifecycles: new Models.LifecycleRepository([Enums.LifecyclePhase.Build]),
      tools: new Models.Tools({
        components: new Models.ComponentRepository([
          new Models.Component(Enums.ComponentType.Application, "shipwheel"),
        ]),
      }),
      ...(time === null ? {} : { timestamp: time }),
    }),
    components: new Models.ComponentRepository(components),
  });
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;

  /** What was installed; a requirement without a version was asked for on no Python that was tried. */
  function component(name: string, version: string | null): Component {
    const raw = required.get(name);
    const purl = packageUrl(name, version);
    return new Models.Component(Enums.ComponentType.Library, name, {
      bomRef: purl,
      purl,
      ...(version === null ? {} : { version }),
      scope: version === null ? Enums.ComponentScope.Optional : Enums.ComponentScope.Required,
      properties: new Models.PropertyRepository(
        raw === undefined ? [] : [new Models.Property("shipwheel:requirement", raw)],
      ),
    });
  }

  /** What was in the build environment only: no part of the release (CycloneDX calls that excluded). */
  function builtWith({ requirement, sha256 }: BuiltWith): Component {
    const [name, version] = splitInstalled(requirement);
    const purl = packageUrl(name, version);
    const [digest] = sha256.length === 1 ? sha256 : [];
    return new Models.Component(Enums.ComponentType.Library, name, {
      bomRef: purl,
      purl,
      version,
      scope: Enums.ComponentScope.Excluded,
      ...(digest === undefined
        ? {}
        : { hashes: new Models.HashDictionary([[Enums.HashAlgorithm["SHA-256"], digest]]) }),
      properties: new Models.PropertyRepository([
        new Models.Property("shipwheel:build-requirement", requirement),
        ...sha256.map((each) => new Models.Property("shipwheel:allowed-sha256", each)),
      ]),
    });
  }

  function fileComponent(file: Distribution): Component {
    const { name, version } = file.metadata ?? metadata ?? { name: "", version: "" };
    return new Models.Component(Enums.ComponentType.File, file.fileName, {
      bomRef: `file:${file.fileName}`,
      purl: `${packageUrl(name, version)}?file_name=${encodeURIComponent(file.fileName)}`,
      hashes: new Models.HashDictionary([[Enums.HashAlgorithm["SHA-256"], file.digests.sha256]]),
    });
  }

  function licenses({ licenseExpression, license }: CoreMetadata): readonly License[] {
    const expression = licenseExpression === null ? null : canonicalLicenseExpression(licenseExpression);
    if (expression !== null) {
      return Spdx.isSupportedSpdxId(expression)
        ? [new Models.SpdxLicense(expression)]
        : [new Models.LicenseExpression(expression)];
    }
    const told = (license ?? "").trim();
    const isId: (text: string) => boolean = Spdx.isSupportedSpdxId;
    if (isId(told)) return [new Models.SpdxLicense(told)];
    // Many have the whole text in this field: the first line names it.
    return told === "" ? [] : [new Models.NamedLicense(told.split("\n")[0]?.trim() ?? told)];
  }

  function references({ projectUrls }: CoreMetadata): InstanceType<typeof Models.ExternalReference>[] {
    return projectUrls
      .filter(({ url }) => URL.canParse(url))
      .map(({ label, url }) => {
        const type = /^(source|repository|code)/i.test(label)
          ? Enums.ExternalReferenceType.VCS
          : Enums.ExternalReferenceType.Website;
        return new Models.ExternalReference(url, type, { comment: label });
      });
  }
}

/** The requirements that hold without an extra, by normalised name. */
function requirements({ requiresDist }: CoreMetadata): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const text of requiresDist) {
    const parsed = parseRequirement(text);
    if (isRequirementError(parsed) || /\bextra\s*==/.test(text)) continue;
    found.set(normalizeName(parsed.name), text);
  }
  return found;
}

/** Told by what is in it, so that the same release has the same number: a UUID of version 8. */
function serialNumber({ files, installed, built = [], time }: Materials): string {
  const digests = files.map((file) => `${file.fileName} ${file.digests.sha256}`).sort();
  const needed = built.length === 0 ? [] : [built];
  const text = JSON.stringify([
    digests,
    [...new Set(installed)].sort(),
    time?.toISOString() ?? null,
    ...needed,
  ]);
  const bytes = createHash("sha256").update(text).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")}`;
}
