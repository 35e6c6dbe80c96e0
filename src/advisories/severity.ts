import type { Vulnerability } from "./match.ts";

/** How grave a vulnerability is, by CVSS's five words. */
export type SeverityLevel = "critical" | "high" | "medium" | "low" | "none";

/** The gravest of what its records say. */
export interface SeverityRating {
  readonly level: SeverityLevel;
  /** CVSS base score; null: a database has only a word for it. */
  readonly score: number | null;
  readonly vector: string | null;
}

const WORDS: Readonly<Record<string, SeverityLevel>> = {
  CRITICAL: "critical",
  HIGH: "high",
  MODERATE: "medium",
  MEDIUM: "medium",
  LOW: "low",
};

/** From the gravest down. */
export const SEVERITY_LEVELS: readonly SeverityLevel[] = ["critical", "high", "medium", "low", "none"];

/**
 * Rates vulnerabilities: by their CVSS vectors, else by GitHub's word; null where neither is there. The newest CVSS
 * version counts, and of several vectors of it the highest score.
 */
export async function rateVulnerabilities(
  vulnerabilities: readonly Vulnerability[],
): Promise<ReadonlyMap<Vulnerability, SeverityRating | null>> {
  if (!vulnerabilities.some(({ vectors }) => vectors.length > 0)) {
    return new Map(vulnerabilities.map((each) => [each, byWord(each)]));
  }
  // CommonJS: of a bundled module, only the default export shows.
  const { default: calculator } = await import("ae-cvss-calculator");
  const scoreOf = (vector: string): number | null => {
    try {
      // A truncated vector has an overall score of 0, and no base score.
      return calculator.fromVector(vector)?.calculateScores().base ?? null;
    } catch {
      return null;
    }
  };
  return new Map(vulnerabilities.map((each) => [each, byVectors(each, scoreOf) ?? byWord(each)]));
}

function byVectors(
  { vectors }: Vulnerability,
  scoreOf: (vector: string) => number | null,
): SeverityRating | null {
  const scored = vectors.flatMap((vector) => {
    const score = scoreOf(vector);
    return score === null ? [] : { vector, score };
  });
  scored.sort((a, b) => generation(b.vector) - generation(a.vector) || b.score - a.score);
  const [best] = scored;
  return best === undefined ? null : { level: levelOf(best.score), ...best };
}

function byWord({ severityWords }: Vulnerability): SeverityRating | null {
  const levels = new Set(severityWords.flatMap((word) => WORDS[word.toUpperCase()] ?? []));
  const level = SEVERITY_LEVELS.find((each) => levels.has(each));
  return level === undefined ? null : { level, score: null, vector: null };
}

function generation(vector: string): number {
  return Number(/^CVSS:(\d)/.exec(vector)?.[1] ?? 2);
}

function levelOf(score: number): SeverityLevel {
  if (score >= 9) return "critical";
  if (score >= 7) return "high";
  if (score >= 4) return "medium";
  return score > 0 ? "low" : "none";
}
