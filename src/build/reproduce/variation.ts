/** Every condition that a second build has otherwise, the likeliest cause first; its directories and its time differ anyway. */
export const CONDITIONS = ["hash seed", "file order", "time zone", "locale", "file times", "umask"] as const;

/** A condition of a build that must not decide its bytes. */
export type Condition = (typeof CONDITIONS)[number];

/** A second build under other conditions. */
export interface BuildVariation {
  readonly what: readonly Condition[];
  /** The time that the sources get. Seconds since 1970. */
  readonly sourceTime: number;
  /** It begins then at the earliest. Seconds since 1970. */
  readonly notBefore: number;
}

/** In July 2017: no build of today has it by itself. Seconds since 1970. */
export const SOURCE_TIME = 1_500_000_000;

/** Ahead of UTC by a time that no zone of the world has. Seconds. */
export const ZONE: number = 11 * 3600 + 42 * 60;

/** The variables that make the conditions of a variation. */
export function variedVariables({ what }: Pick<BuildVariation, "what">): Readonly<Record<string, string>> {
  return {
    // POSIX counts to the west; a zone in this form needs no database.
    ...(what.includes("time zone") ? { TZ: "XXX-11:42" } : {}),
    ...(what.includes("locale") ? { LC_ALL: "C", LANG: "C", LANGUAGE: "tr" } : {}),
    PYTHONHASHSEED: what.includes("hash seed") ? "4711" : "0",
  };
}
