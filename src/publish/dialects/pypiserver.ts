import { ORDINARY, type IndexDialect } from "./dialect.ts";

/** pypiserver: uploads at the root, pages in HTML only below `/simple/`. */
export const pypiserver: IndexDialect = {
  ...ORDINARY,
  id: "pypiserver",
  title: "pypiserver",
  recognises: (url) => /(^|\.)pypiserver\b/.test(url.host),
  simpleUrl: (url) => new URL("/simple/", url).href,
};
