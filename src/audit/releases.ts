import { parseFileName } from "../distribution/file-names.ts";
import type { Finding } from "../findings/finding.ts";
import { pageReader, type ProjectPage, type ReaderPorts } from "../index-client/page-reader.ts";
import { outerIndexes } from "../index-client/upstream-indexes.ts";
import { limitTo } from "../ports/limit.ts";
import type { Ports } from "../ports/ports.ts";
import type { IndexConfiguration } from "../toolbox/index-configuration.ts";
import { sameVersion } from "../version/same-version.ts";
import type { AuditedPackage } from "./audited-package.ts";
import { PROJECT_QUARANTINED, PROJECT_UNMAINTAINED, RELEASE_YANKED } from "./audit-rules.ts";

/** What the index says of the packages. */
export interface JudgedReleases {
  readonly findings: readonly Finding[];
  /** Packages of which the index said nothing, with the reason. */
  readonly notChecked: readonly string[];
}

const WIDTH = 16;

/** Asks the user's indexes for the state of each project (PEP 792) and release (PEP 592). */
export async function judgeReleases(
  packages: readonly AuditedPackage[],
  configuration: IndexConfiguration,
  ports: ReaderPorts & Pick<Ports, "files">,
): Promise<JudgedReleases> {
  const readers = await Promise.all(
    outerIndexes(configuration).map((index) => pageReader(index, configuration, ports)),
  );
  const limited = limitTo(WIDTH);
  const pages = new Map<string, Promise<ProjectPage | string>>();
  const pageOf = async (name: string): Promise<ProjectPage | string> => {
    for (const reader of readers) {
      try {
        const page = await reader.project(name);
        if (page !== null) return page;
      } catch (error) {
        ports.signal.throwIfAborted();
        return (error as Error).message;
      }
    }
    return "no index has the project";
  };
  const found = await Promise.all(
    packages.map(async (each) => {
      const page = await (pages.get(each.name) ??
        remember(
          each.name,
          limited(() => pageOf(each.name)),
        ));
      return { each, page };
    }),
  );
  return {
    findings: found.flatMap(({ each, page }) => (typeof page === "string" ? [] : judgeRelease(each, page))),
    notChecked: found.flatMap(({ each, page }) =>
      typeof page === "string" ? [`${each.name}: ${page}`] : [],
    ),
  };

  function remember(name: string, page: Promise<ProjectPage | string>): Promise<ProjectPage | string> {
    pages.set(name, page);
    return page;
  }
}

/** The findings on one package. Pure. */
export function judgeRelease(
  { name, version }: AuditedPackage,
  { status, statusReason, files }: Pick<ProjectPage, "status" | "statusReason" | "files">,
): readonly Finding[] {
  const subject = `${name}==${version}`;
  const reason = statusReason === null ? "" : `: ${statusReason.slice(0, 200)}`;
  if (status === "quarantined") {
    return [
      PROJECT_QUARANTINED.finding({ subject, message: `${name} is quarantined by the index${reason}` }),
    ];
  }
  const findings: Finding[] = [];
  if (status !== "active") {
    // A status that is not known yet is no reason to be silent.
    const help = `replace ${name}, or record why it may stay: [[tool.shipwheel.audit.waive]]`;
    findings.push(PROJECT_UNMAINTAINED.finding({ subject, message: `${name} is ${status}${reason}`, help }));
  }
  const own = files.filter(({ fileName }) => {
    const parsed = parseFileName(fileName);
    return parsed.kind !== "invalid" && sameVersion(parsed.version, version);
  });
  if (own.length > 0 && own.every(({ yanked }) => yanked)) {
    findings.push(
      RELEASE_YANKED.finding({
        subject,
        message: `${name} ${version} is yanked`,
        help: `require another version of ${name}`,
      }),
    );
  }
  return findings;
}
