import { createHash } from "node:crypto";
import type { Bom, Component } from "@cyclonedx/cyclonedx-library/Models";
import type { AuditWaiver } from "../config/sections/audit.ts";
import type { Finding } from "../findings/finding.ts";
import { packageUrl } from "../sbom/package-url.ts";
import type { AuditReport } from "./audit.ts";
import { KNOWN_VULNERABILITY } from "./audit-rules.ts";

/** What a VEX document is made of. */
export type VexSource = Pick<AuditReport, "subject" | "packages" | "findings" | "waived">;

/** The known vulnerabilities and what was decided about each, as CycloneDX 1.6 JSON. The same audit gives the same bytes. */
export async function vexDocument({ subject, packages, findings, waived }: VexSource): Promise<string> {
  // Its modules are CommonJS: of a bundled one, only the default export shows.
  const [{ default: Models }, { default: Enums }, { default: Serialize }, { default: Spec }] =
    await Promise.all([
      import("@cyclonedx/cyclonedx-library/Models"),
      import("@cyclonedx/cyclonedx-library/Enums"),
      import("@cyclonedx/cyclonedx-library/Serialize"),
      import("@cyclonedx/cyclonedx-library/Spec"),
    ]);
  const { Vulnerability } = Models;
  const components = packages.map(({ name, version }): Component => {
    const purl = packageUrl(name, version);
    return new Models.Component(Enums.ComponentType.Library, name, { bomRef: purl, purl, version });
  });
  const all: readonly { readonly finding: Finding; readonly waiver: AuditWaiver | null }[] = [
    ...findings.map((finding) => ({ finding, waiver: null })),
    ...waived,
  ].filter(({ finding }) => finding.rule === KNOWN_VULNERABILITY.code);
  const vulnerabilities = all.map(({ finding, waiver }) => {
    const [name = "", version = ""] = (finding.subject ?? "").split("==");
    const purl = packageUrl(name, version);
    const { id, aliases, severity, link, fixedIn } = finding.details as unknown as Details;
    return new Vulnerability.Vulnerability({
      bomRef: `${id} ${purl}`,
      id,
      source: new Vulnerability.Source({ name: "OSV", ...(link === null ? {} : { url: link }) }),
      references: new Vulnerability.ReferenceRepository(
        aliases.map(
          (alias) => new Vulnerability.Reference(alias, new Vulnerability.Source({ name: sourceOf(alias) })),
        ),
      ),
      ...(finding.why === undefined ? {} : { description: finding.why }),
      ...(fixedIn[0] === undefined ? {} : { recommendation: `Require ${name}>=${fixedIn[0]}` }),
      ratings: new Vulnerability.RatingRepository(
        severity === null
          ? []
          : [
              new Vulnerability.Rating({
                severity: severity.level as InstanceType<typeof Vulnerability.Rating>["severity"] & string,
                ...(severity.score === null ? {} : { score: severity.score }),
                ...(severity.vector === null
                  ? {}
                  : { vector: severity.vector, method: methodOf(severity.vector) }),
              }),
            ],
      ),
      analysis: analysisOf(waiver),
      affects: new Vulnerability.AffectRepository([
        new Vulnerability.Affect(new Models.BomRef(purl), {
          versions: new Vulnerability.AffectedVersionRepository([
            new Vulnerability.AffectedSingleVersion(version, {
              status: Enums.Vulnerability.AffectStatus.Affected,
            }),
          ]),
        }),
      ]),
      properties: new Models.PropertyRepository(
        waiver === null
          ? []
          : [
              new Models.Property("shipwheel:waiver:expires", waiver.until),
              new Models.Property("shipwheel:waiver:reason", waiver.reason),
            ],
      ),
    });
  });
  const bom: Bom = new Models.Bom({
    serialNumber: serialNumber(JSON.stringify([subject, packages, all])),
    metadata: new Models.Metadata({
      tools: new Models.Tools({
        components: new Models.ComponentRepository([
          new Models.Component(Enums.ComponentType.Application, "shipwheel"),
        ]),
      }),
    }),
    components: new Models.ComponentRepository(components),
    vulnerabilities: new Vulnerability.VulnerabilityRepository(vulnerabilities),
  });
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;

  function analysisOf(waiver: AuditWaiver | null): InstanceType<typeof Vulnerability.Analysis> {
    const { AnalysisState, AnalysisJustification, AnalysisResponse } = Enums.Vulnerability;
    if (waiver === null) return new Vulnerability.Analysis({ state: AnalysisState.InTriage });
    const state = Object.values(AnalysisState).find((each: string) => each === waiver.state);
    const justification = Object.values(AnalysisJustification).find(
      (each: string) => each === waiver.justification,
    );
    const analysis = new Vulnerability.Analysis({
      ...(state === undefined ? {} : { state }),
      ...(justification === undefined ? {} : { justification }),
      detail: waiver.reason,
    });
    if (waiver.state === "exploitable") analysis.response.add(AnalysisResponse.WillNotFix);
    return analysis;
  }

  function methodOf(
    vector: string,
  ): (typeof Enums.Vulnerability.RatingMethod)[keyof typeof Enums.Vulnerability.RatingMethod] {
    const { RatingMethod } = Enums.Vulnerability;
    if (vector.startsWith("CVSS:4")) return RatingMethod.CVSSv4;
    if (vector.startsWith("CVSS:3.1")) return RatingMethod.CVSSv31;
    return vector.startsWith("CVSS:3") ? RatingMethod.CVSSv3 : RatingMethod.CVSSv2;
  }
}

interface Details {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly fixedIn: readonly string[];
  readonly link: string | null;
  readonly severity: {
    readonly level: string;
    readonly score: number | null;
    readonly vector: string | null;
  } | null;
}

function sourceOf(id: string): string {
  if (id.startsWith("CVE-")) return "NVD";
  return id.startsWith("GHSA-") ? "GitHub" : "OSV";
}

/** Told by what is in it: a UUID of version 8. */
function serialNumber(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}
