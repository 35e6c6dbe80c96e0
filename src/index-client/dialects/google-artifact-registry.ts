import { below, ORDINARY, type IndexDialect } from "./dialect.ts";

/** Google Artifact Registry: `/PROJECT/REPOSITORY/` on a host `LOCATION-python.…`; access tokens have a user of their own. */
export const googleArtifactRegistry: IndexDialect = {
  ...ORDINARY,
  id: "google-artifact-registry",
  title: "Google Artifact Registry",
  recognisedBy: "a host `LOCATION-python.…`, and a path `/PROJECT/REPOSITORY`",
  recognises: (url) => /^[a-z0-9-]+-python\./.test(url.hostname) && /^\/[^/]+\/[^/]+\/?$/.test(url.pathname),
  simpleUrl: (url) => below(url, "simple"),
  tokenUser: "oauth2accesstoken",
};
