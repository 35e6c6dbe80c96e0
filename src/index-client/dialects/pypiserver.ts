import { ORDINARY, type IndexDialect } from "./dialect.ts";

/**
 * pypiserver: uploads at the root, pages in HTML only below `/simple/`. As it comes, it sends readers of a project that
 * it does not have on to PyPI.
 */
export const pypiserver: IndexDialect = {
  ...ORDINARY,
  id: "pypiserver",
  title: "pypiserver",
  recognisedBy: "a host named `pypiserver`",
  recognises: (url) => /(^|\.)pypiserver\b/.test(url.host),
  answers: ({ text }) => /welcome to pypiserver/i.test(text),
  sendsOn: true,
  simpleUrl: (url) => new URL("/simple/", url).href,
};
