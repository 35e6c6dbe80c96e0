import { ORDINARY, replacedEnd, type IndexDialect } from "./dialect.ts";

/** Azure Artifacts: uploads to `…/_packaging/FEED/pypi/upload`, pages at `…/pypi/simple`. */
export const azureArtifacts: IndexDialect = {
  ...ORDINARY,
  id: "azure-artifacts",
  title: "Azure Artifacts",
  recognisedBy: "a path that ends in `/_packaging/FEED/pypi/upload`",
  recognises: (url) => /\/_packaging\/[^/]+\/pypi\/(?:upload|simple)\/?$/.test(url.pathname),
  answers: ({ headers }) => "x-vss-e2eid" in headers || "x-tfs-processid" in headers,
  simpleUrl: (url) => replacedEnd(url, "upload", "simple"),
  tokenUser: "VssSessionToken",
};
