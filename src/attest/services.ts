import { fault } from "../findings/fault.ts";

/** Where signatures are certified and logged. */
export interface SigstoreServices {
  readonly title: string;
  /** Fulcio: gives a certificate for an identity. No slash at the end. */
  readonly fulcioUrl: string;
  /** Rekor, version 1: PEP 740 has no place for the time stamps that version 2 needs. No slash at the end. */
  readonly rekorUrl: string;
}

/** The public-good instance: the only one whose attestations PyPI takes. */
const PUBLIC_GOOD: SigstoreServices = {
  title: "Sigstore",
  fulcioUrl: "https://fulcio.sigstore.dev",
  rekorUrl: "https://rekor.sigstore.dev",
};

/** The variables by which a person (never a repository) names a private instance. */
const VARIABLES = { fulcio: "SHIPWHEEL_FULCIO_URL", rekor: "SHIPWHEEL_REKOR_URL" } as const;

/** The variable that names the file with a private instance's trust root. */
export const TRUST_ROOT_VARIABLE = "SHIPWHEEL_TRUST_ROOT";

/**
 * The instance of Sigstore that this environment asks for; the public one when it asks for none. Both addresses or
 * none; TLS, or this very machine: an identity token goes there. Throws `attest/services`.
 */
export function sigstoreServices(variables: Readonly<Record<string, string>>): SigstoreServices {
  const fulcioUrl = addressOf(variables, VARIABLES.fulcio);
  const rekorUrl = addressOf(variables, VARIABLES.rekor);
  if (fulcioUrl === null && rekorUrl === null) return PUBLIC_GOOD;
  if (fulcioUrl === null || rekorUrl === null) {
    const missing = fulcioUrl === null ? VARIABLES.fulcio : VARIABLES.rekor;
    throw fault("attest/services", {
      variable: missing,
      reason: "the other URL is set, but this one is not",
    });
  }
  return { title: new URL(fulcioUrl).host, fulcioUrl, rekorUrl };
}

function addressOf(variables: Readonly<Record<string, string>>, name: string): string | null {
  const text = (variables[name] ?? "").trim();
  if (text === "") return null;
  const url = URL.parse(text);
  const isLocal = url !== null && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (url === null || (url.protocol !== "https:" && !(isLocal && url.protocol === "http:"))) {
    throw fault("attest/services", { variable: name, reason: "it is not an https URL" });
  }
  return url.href.replace(/\/+$/, "");
}
