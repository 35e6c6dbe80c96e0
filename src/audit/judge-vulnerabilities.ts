import type { Matches, Vulnerability } from "../advisories/match.ts";
import type { SeverityRating } from "../advisories/severity.ts";
import type { Finding } from "../findings/finding.ts";
import { KNOWN_VULNERABILITY, VERSION_NOT_AUDITABLE } from "./audit-rules.ts";

/** Findings on vulnerabilities, the gravest first. Pure. */
export function judgeVulnerabilities(
  { vulnerabilities, notAuditable }: Matches,
  ratings: ReadonlyMap<Vulnerability, SeverityRating | null>,
): readonly Finding[] {
  const found = vulnerabilities.map((each) => {
    const { package: of, id, ids, summary, link, fixedIn, isUnreadable, isByService } = each;
    const rating = ratings.get(each) ?? null;
    const [fixed] = fixedIn;
    const others = ids.filter((other) => other !== id);
    const score = rating?.score == null ? "" : ` ${rating.score}`;
    const notes = [
      ...(rating === null ? [] : [`${rating.level}${score}`]),
      ...(isUnreadable ? ["the affected versions cannot be read"] : []),
      ...(isByService ? ["only by the service's own word"] : []),
    ];
    return KNOWN_VULNERABILITY.finding({
      subject: `${of.name}==${of.version}`,
      message: `${of.name} ${of.version} has the known vulnerability ${id}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`,
      ...(summary === "" ? {} : { why: summary }),
      help:
        fixed === undefined
          ? `no version with a fix is known: replace ${of.name}, or record in [[tool.shipwheel.audit.waive]] why it does not matter`
          : `require ${of.name}>=${fixed}`,
      details: { id, ids, aliases: others, fixedIn, severity: rating, link },
    });
  });
  const score = (finding: Finding): number =>
    (finding.details?.["severity"] as SeverityRating | null | undefined)?.score ?? 0;
  const unknown = notAuditable.map(({ name, version }) =>
    VERSION_NOT_AUDITABLE.finding({
      subject: `${name}==${version}`,
      message: `${name} ${version} cannot be compared with advisories: the version is not valid (PEP 440)`,
    }),
  );
  return [...found.toSorted((a, b) => score(b) - score(a)), ...unknown];
}
