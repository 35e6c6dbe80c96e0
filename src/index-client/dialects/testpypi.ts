import { ENDPOINTS } from "../endpoints.ts";
import type { IndexDialect } from "./dialect.ts";
import { pypi } from "./pypi.ts";

const { host } = new URL(ENDPOINTS.testpypi.uploadUrl);

/** PyPI's index for trials. */
export const testpypi: IndexDialect = {
  ...pypi,
  id: "testpypi",
  title: ENDPOINTS.testpypi.title,
  recognises: (url) => url.host === host,
  simpleUrl: (url) => (url.host === host ? ENDPOINTS.testpypi.simpleUrl : new URL("/simple/", url).href),
  site: (url) => (url.host === host ? ENDPOINTS.testpypi.site : url.origin),
};
