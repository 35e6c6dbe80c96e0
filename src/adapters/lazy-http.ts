import type { HttpClient, HttpServers } from "../ports/http.ts";

/** The HTTP client, loaded at its first request: importing `node:http` costs a third of a short command's time. */
export function lazyHttpClient(
  runSignal: AbortSignal,
  variables: Readonly<Record<string, string>>,
): HttpClient {
  let client: Promise<HttpClient> | undefined;
  const load = (): Promise<HttpClient> => {
    client ??= Promise.all([
      import("./node-http-client.ts"),
      import("./discreet-http.ts"),
      import("./network-settings.ts"),
    ]).then(([{ nodeHttpClient }, { discreetHttpClient }, { networkSettings }]) => {
      const network = networkSettings(variables);
      return discreetHttpClient(nodeHttpClient(runSignal, network), network.secrets);
    });
    return client;
  };
  return {
    request: async (options) => (await load()).request(options),
    open: async (options) => (await load()).open(options),
  };
}

/** The servers, loaded when the first one is opened. */
export function lazyHttpServers(): HttpServers {
  let servers: Promise<HttpServers> | undefined;
  return {
    async listen(handler, options) {
      servers ??= import("./node-http-servers.ts").then((module) => module.nodeHttpServers());
      return (await servers).listen(handler, options);
    },
  };
}
