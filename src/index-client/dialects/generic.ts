import { below, ORDINARY, type IndexDialect } from "./dialect.ts";

/** Any other index that takes PyPI's uploads: the pages are looked for below the upload address, or named. */
export const generic: IndexDialect = {
  ...ORDINARY,
  id: "generic",
  title: "the index",
  recognisedBy: "every other URL",
  recognises: () => true,
  simpleUrl: (url) =>
    /\/legacy\/?$/.test(url.pathname) ? new URL("/simple/", url).href : below(url, "simple"),
  overwrites: true,
  mayStage: true,
};
