import { ORDINARY, type IndexDialect } from "./dialect.ts";

/** Cloudsmith: uploads to `/OWNER/REPOSITORY/` on a host `python.…`, pages on its neighbour `dl.…`. */
export const cloudsmith: IndexDialect = {
  ...ORDINARY,
  id: "cloudsmith",
  title: "Cloudsmith",
  recognisedBy: "a host `python.cloudsmith.…`",
  recognises: (url) => url.hostname.startsWith("python.cloudsmith."),
  simpleUrl(url) {
    const host = url.host.replace(/^python\./, "dl.");
    const [owner = "", repository = ""] = url.pathname.split("/").filter((part) => part !== "");
    return `${url.protocol}//${host}/basic/${owner}/${repository}/python/simple/`;
  },
};
