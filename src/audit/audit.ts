import { matchAdvisories, type Matches, type Vulnerability } from "../advisories/match.ts";
import { openAdvisories, type OpenedAdvisories } from "../advisories/open-advisories.ts";
import { rateVulnerabilities, type SeverityRating } from "../advisories/severity.ts";
import { projectLock } from "../build/lock/project-lock.ts";
import type { Config } from "../config/schema.ts";
import { Fault } from "../findings/fault.ts";
import { isError, type Finding } from "../findings/finding.ts";
import { EXIT_CODES } from "../findings/phase.ts";
import type { Ports } from "../ports/ports.ts";
import { readIndexConfiguration } from "../toolbox/index-configuration.ts";
import type { SourceTree } from "../tree/source-tree.ts";
import { BUILD_REQUIREMENTS_UNLOCKED } from "./audit-rules.ts";
import type { AuditedPackage, AuditInput } from "./audited-package.ts";
import type { LicenseEvidence } from "./licenses/evidence.ts";
import { judgeVulnerabilities } from "./judge-vulnerabilities.ts";
import { applyAuditWaivers, type WaivedFinding } from "./waivers.ts";

/** The parts of an audit, in the order in which they are reported. */
export const AUDIT_CHECKS = [
  "vulnerabilities",
  "releases",
  "licenses",
  "secrets",
  "build",
  "workflows",
] as const;

/** One part of an audit. */
export type AuditCheck = (typeof AUDIT_CHECKS)[number];

/** What to audit, and how. */
export interface AuditRequest {
  readonly input: AuditInput;
  /** Null: no project's tree is audited. */
  readonly tree: SourceTree | null;
  readonly config: Config;
  readonly checks: readonly AuditCheck[];
  readonly offline: boolean;
  /** A service of OSV's form; null: OSV's own. */
  readonly service: string | null;
}

/** A package as the audit saw it. */
export interface ReportedPackage extends AuditedPackage {
  /** SPDX; null: unknown, or not looked at. */
  readonly license: string | null;
}

/** What an audit found. */
export interface AuditReport {
  readonly subject: string;
  readonly packages: readonly ReportedPackage[];
  readonly findings: readonly Finding[];
  readonly waived: readonly WaivedFinding[];
  /** The parts that were looked at. */
  readonly checked: readonly AuditCheck[];
  /** What was not looked at, though it should have been, and why. */
  readonly notChecked: readonly { readonly check: AuditCheck; readonly reason: string }[];
  /** Where the advisories come from; null: none were asked for. */
  readonly advisories: OpenedAdvisories["origin"] | null;
  readonly exitCode: number;
}

const NO_MATCHES: Matches = { vulnerabilities: [], notAuditable: [], withdrawn: [] };

/** Audits what a release brings with it. What could not be looked at is reported, and never passes. */
export async function audit(request: AuditRequest, ports: Ports): Promise<AuditReport> {
  const { input, tree, config, offline } = request;
  const wanted = new Set(request.checks);
  const notChecked: { check: AuditCheck; reason: string }[] = [];
  const findings: Finding[] = [];
  const take = (some: readonly Finding[]): void => {
    for (const each of some) findings.push(each);
  };
  const { packages, licenses } = await resolvePart();
  const [opened, released, ofTree] = await Promise.all([advisoriesPart(), releasesPart(), treePart()]);
  const matches = opened === null ? NO_MATCHES : matchAdvisories(packages, opened);
  const ratings: ReadonlyMap<Vulnerability, SeverityRating | null> = await rateVulnerabilities(
    matches.vulnerabilities,
  );
  take(judgeVulnerabilities(matches, ratings));
  take(released);
  if (wanted.has("licenses")) {
    const { judgeLicenses } = await import("./licenses/judge-licenses.ts");
    take(judgeLicenses(packages, licenses, config.audit.licenses));
  }
  take(ofTree);
  const applied = applyAuditWaivers(findings, {
    waivers: config.audit.waive,
    pyproject: tree?.pyproject ?? null,
    today: ports.clock.now(),
    withdrawn: matches.withdrawn,
    isComplete: notChecked.length === 0 && wanted.size === AUDIT_CHECKS.length,
  });
  return {
    subject: input.label,
    packages: packages.map((each) => ({
      ...each,
      license: licenses.get(`${each.name} ${each.version}`)?.expression ?? null,
    })),
    ...applied,
    checked: AUDIT_CHECKS.filter(
      (each) => wanted.has(each) && !notChecked.some(({ check }) => check === each),
    ),
    notChecked,
    advisories: opened?.origin ?? null,
    exitCode: applied.findings.some(isError)
      ? EXIT_CODES.check
      : notChecked.length > 0
        ? EXIT_CODES.unavailable
        : 0,
  };

  async function resolvePart(): Promise<{
    readonly packages: readonly AuditedPackage[];
    readonly licenses: ReadonlyMap<string, LicenseEvidence>;
  }> {
    const needsPackages = ["vulnerabilities", "releases", "licenses"].some((each) =>
      wanted.has(each as AuditCheck),
    );
    if (!needsPackages) return { packages: [], licenses: new Map() };
    if (input.requirements === null && !wanted.has("licenses"))
      return { packages: input.packages, licenses: new Map() };
    const { openResolver, resolvePackages } = await import("./resolve-packages.ts");
    const indexes = await readIndexConfiguration(ports);
    const resolver = await openResolver(indexes, config.python[0] ?? null, offline, ports);
    const resolved = await resolvePackages(input, resolver, ports);
    if (!wanted.has("licenses")) return { packages: resolved, licenses: new Map() };
    const { installedLicenses } = await import("./licenses/installed-licenses.ts");
    const { licenses: read, problem } = await installedLicenses(resolved, resolver, ports);
    const unread = resolved.filter(({ name, version }) => !read.has(`${name} ${version}`));
    if (unread.length > 0) {
      const some = unread.slice(0, 5).map(({ name, version }) => `${name} ${version}`);
      const reason = `the licenses of ${unread.length} packages were not read (${some.join(", ")})${problem === null ? "" : `: ${problem}`}`;
      notChecked.push({ check: "licenses", reason });
    }
    return { packages: resolved, licenses: read };
  }

  async function advisoriesPart(): Promise<OpenedAdvisories | null> {
    if (!wanted.has("vulnerabilities")) return null;
    try {
      const advisories = await openAdvisories(
        packages,
        { offline, service: request.service ?? config.audit.service ?? null },
        ports,
      );
      for (const { id, problem } of advisories.unread) {
        notChecked.push({ check: "vulnerabilities", reason: `the advisory ${id} was not read: ${problem}` });
      }
      return advisories;
    } catch (error) {
      if (!(error instanceof Fault) || error.phase !== "unavailable") throw error;
      notChecked.push({ check: "vulnerabilities", reason: error.message });
      return null;
    }
  }

  async function releasesPart(): Promise<readonly Finding[]> {
    if (!wanted.has("releases")) return [];
    if (offline) {
      notChecked.push({ check: "releases", reason: "the index was not asked: --offline" });
      return [];
    }
    const { judgeReleases } = await import("./releases.ts");
    const judged = await judgeReleases(packages, await readIndexConfiguration(ports), ports);
    for (const reason of judged.notChecked) notChecked.push({ check: "releases", reason });
    return judged.findings;
  }

  async function treePart(): Promise<readonly Finding[]> {
    if (tree === null) return [];
    const [secrets, build, workflows] = await Promise.all([
      wanted.has("secrets") ? secretsPart(tree) : [],
      wanted.has("build") ? buildPart(tree) : [],
      wanted.has("workflows") ? workflowsPart(tree) : [],
    ]);
    return [...secrets, ...build, ...workflows];
  }

  async function secretsPart(of: SourceTree): Promise<readonly Finding[]> {
    const [{ scanHistory }, { scanTree }, { judgeSecrets }] = await Promise.all([
      import("./secrets/scan-history.ts"),
      import("./secrets/scan-tree.ts"),
      import("./secrets/judge-secrets.ts"),
    ]);
    const [inTree, history] = await Promise.all([
      scanTree(of, ports),
      of.git === null ? null : scanHistory(of.root, ports),
    ]);
    for (const reason of history?.notChecked ?? []) notChecked.push({ check: "secrets", reason });
    return judgeSecrets([...inTree, ...(history?.secrets ?? [])]);
  }

  async function buildPart(of: SourceTree): Promise<readonly Finding[]> {
    if (of.pyproject === null) return [];
    const { lock } = await projectLock(of, config.build.lock, ports);
    if (lock !== null) return [];
    const location = of.pyproject.locate(["build-system", "requires"]);
    const message = "the build requirements are not locked by digest";
    return [BUILD_REQUIREMENTS_UNLOCKED.finding({ message, location, help: "shipwheel build --lock" })];
  }

  async function workflowsPart(of: SourceTree): Promise<readonly Finding[]> {
    const { checkPaths } = await import("../check/inputs/check-paths.ts");
    const checked = await checkPaths(
      { paths: [of.root], allowNoGit: true, select: ["W"], ignore: [] },
      ports,
    );
    return checked.findings;
  }
}
