import type { RequestFacts } from "./facts.ts";
import { refuse, type Refusal } from "./refusal.ts";

/** Only the file itself may be a file part. */
export function fieldSentAsFile(facts: RequestFacts): Refusal | null {
  const [field] = facts.fileFields;
  return field === undefined ? null : refuse("field-sent-as-file", `${field}: Should not be a tuple.`);
}

/** The administrators' two switches, and then: is there anybody? (There is no 401 here, everything is 403.) */
export function uploadsAllowed(
  facts: Pick<RequestFacts, "settings" | "credentials" | "links">,
): Refusal | null {
  const { settings, credentials, links } = facts;
  if (settings.readOnly) {
    return refuse("read-only", "Read-only mode: Uploads are temporarily disabled.", 403);
  }
  if (settings.uploadsDisabled) {
    const message = `New uploads are temporarily disabled. See ${links.site}/help/#admin-intervention for more information.`;
    return refuse("uploads-disabled", message, 403);
  }
  if (credentials.kind === "password") {
    const message = `Username/Password authentication is no longer supported. Migrate to API Tokens or Trusted Publishers instead. See ${links.site}/help/#apitoken and ${links.site}/help/#trusted-publishers`;
    return refuse("password-authentication", message, 403);
  }
  if (credentials.kind === "none") {
    const message = `Invalid or non-existent authentication information. See ${links.site}/help/#invalid-auth for more information.`;
    return refuse("not-authenticated", message, 403);
  }
  return null;
}
