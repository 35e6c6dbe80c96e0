import type { NewGitHubPublisher } from "../../../src/index-server/oidc/publishers.ts";
import type { IndexOptions } from "../../../src/index-server/start-index.ts";
import type { TestIndex } from "../../support/index.ts";

/** One of the 92 cases of the protocol page, section 9. */
export interface ConformanceCase {
  readonly id: number;
  /** Request and expected answer, in short. */
  readonly title: string;
  readonly run: (it: TestIndex) => Promise<void>;
  readonly options?: Partial<IndexOptions>;
  /** Needs uv, pip or twine. */
  readonly realClient?: boolean;
}

/** The publisher to which the issuer's tokens belong, for a project. */
export function publisherOf(project: string, changes: Partial<NewGitHubPublisher> = {}): NewGitHubPublisher {
  return {
    repository: "rehearsal/project",
    workflow: "release.yml",
    environment: "pypi",
    project,
    ...changes,
  };
}

/** What the mint answers to an identity token with these claims changed. */
export async function mint(
  it: TestIndex,
  claims: Readonly<Record<string, unknown>> = {},
): Promise<MintAnswer> {
  const jwt = await it.index.oidc.issue("pypi", claims);
  return mintJwt(it, jwt);
}

/** What the mint answers to this token. */
export async function mintJwt(it: TestIndex, jwt: string): Promise<MintAnswer> {
  const answer = await it.post("/_/oidc/mint-token", JSON.stringify({ token: jwt }));
  return { status: answer.status, ...(JSON.parse(answer.text) as Omit<MintAnswer, "status">) };
}

/** A mint's answer, good or bad. */
export interface MintAnswer {
  readonly status: number;
  readonly success?: boolean;
  readonly token?: string;
  readonly expires?: number;
  readonly errors?: readonly { readonly code: string; readonly description: string }[];
}

/** An upload token from a trusted publisher, or a failed test. */
export async function publisherToken(it: TestIndex): Promise<string> {
  const { token } = await mint(it);
  if (token === undefined) throw new Error("the mint gave no token");
  return token;
}

/** Milliseconds. */
export const DAY: number = 86_400_000;
