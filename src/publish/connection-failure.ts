import { Fault, fault } from "../findings/fault.ts";
import type { UploadIndex } from "./target.ts";

/** What OpenSSL and Node.js say of a certificate that nobody here vouches for. */
const UNTRUSTED = /^(?:UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_(?!HAS_EXPIRED|NOT_YET))/;

/**
 * A failure to connect that another attempt would meet again: the certificate, the protocol, the host's name. Null for
 * one that may be over a moment later.
 */
export function permanentFailure(
  error: unknown,
  target: Pick<UploadIndex, "title" | "ca">,
  url: string,
): Fault | null {
  if (error instanceof Fault) return error;
  const { code = "", message } = error as { readonly code?: string; readonly message: string };
  const { title } = target;
  const { host, hostname } = new URL(url);
  const said = { index: title, host, reason: message };
  const withCause = { cause: error };
  if (code === "ENOTFOUND") return fault("publish/no-such-host", { ...said, host: hostname }, withCause);
  if (UNTRUSTED.test(code)) {
    const remedy = `use the PEM file of the certificate authority that signed it: --ca FILE${target.ca === undefined ? "" : " (the one that was given did not)"}`;
    return fault("publish/tls", { ...said, remedy }, withCause);
  }
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return fault(
      "publish/tls",
      { ...said, remedy: "use the host name that the certificate is for" },
      withCause,
    );
  }
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") {
    const remedy = "renew the certificate of the index; if it is valid, set this machine's clock";
    return fault("publish/tls", { ...said, remedy }, withCause);
  }
  if (code === "EPROTO" || code.startsWith("ERR_SSL_")) {
    const remedy = "check the scheme (http) and port of the URL: the server does not use TLS there";
    return fault("publish/tls", { ...said, remedy }, withCause);
  }
  return null;
}
