import type { PrivateIndex } from "./facts.ts";

/** The secret of an index's environment: a token that may upload this project, and nothing else. */
export const TOKEN_SECRET = "SHIPWHEEL_TOKEN";

/** The job that publishes there. */
export function indexJob({ name }: Pick<PrivateIndex, "name">): string {
  return `publish-${name.replaceAll(/[^\w-]+/g, "-")}`;
}

/** Variables of the job that uploads: it has no checkout, so that the workflow says what the settings say. */
export function privateVariables(
  { url, simple, kind, user }: PrivateIndex,
  token: string,
): Readonly<Record<string, string>> {
  return {
    SHIPWHEEL_INDEX: JSON.stringify(url),
    ...(simple === undefined ? {} : { SHIPWHEEL_SIMPLE_URL: JSON.stringify(simple) }),
    ...(kind === undefined ? {} : { SHIPWHEEL_INDEX_KIND: kind }),
    SHIPWHEEL_AUTH: "token",
    ...(user === undefined
      ? { SHIPWHEEL_TOKEN: token }
      : {
          TWINE_REPOSITORY_URL: JSON.stringify(url),
          TWINE_USERNAME: JSON.stringify(user),
          TWINE_PASSWORD: token,
        }),
  };
}
