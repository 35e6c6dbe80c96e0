import type { OuterIndex } from "./outer-index.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { Secret } from "../ports/secret.ts";

import type { IndexAddress, IndexConfiguration } from "../toolbox/index-configuration.ts";

/** The user's indexes as the embedded index needs them: `default` first, then `extra-0`, `extra-1`, … */
export function outerIndexes(configuration: IndexConfiguration): readonly OuterIndex[] {
  const main = configuration.default;
  return [
    main === null ? { id: "default", url: ENDPOINTS.pypi.simpleUrl } : outer("default", main),
    ...configuration.extra.map((address, position) => outer(`extra-${position}`, address)),
  ];
}

function outer(id: string, address: IndexAddress): OuterIndex {
  if (address.username === null && address.password === null) return { id, url: address.url };
  const credentials = `${address.username ?? ""}:${address.password?.reveal() ?? ""}`;
  const authorization = `Basic ${Buffer.from(credentials, "utf8").toString("base64")}`;
  return { id, url: address.url, authorization: new Secret(authorization) };
}
