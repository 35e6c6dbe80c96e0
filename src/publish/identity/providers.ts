import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { google } from "./google.ts";
import type { DetectProvider, IdentityProvider } from "./provider.ts";

const PROVIDERS: readonly DetectProvider[] = [github, gitlab, google];

/** The issuer of identities that this environment has; null without one. */
export function findProvider(ports: Parameters<DetectProvider>[0]): IdentityProvider | null {
  for (const detect of PROVIDERS) {
    const found = detect(ports);
    if (found !== null) return found;
  }
  return null;
}
