import { isStdlibName } from "../../distribution/stdlib-names.ts";
import { normalizeName, similarityKey } from "../../version/names.ts";
import { coversProject } from "../oidc/tokens.ts";
import { projectName, type FileFacts, type MessageLinks } from "./facts.ts";
import { refuse, type Refusal } from "./refusal.ts";

/** A publisher's token uploads to projects that exist; its pending form made one at mint time. */
export function publisherCannotCreate(
  facts: Pick<FileFacts, "project" | "identity" | "links">,
): Refusal | null {
  if (facts.project !== null || facts.identity.kind !== "publisher") return null;
  const message =
    "Non-user identities cannot create new projects. This was probably caused by successfully using a pending " +
    "publisher but specifying the project name incorrectly (either in the publisher or in your project's metadata). " +
    "Please ensure that both match. " +
    `See: ${facts.links.docs}/trusted-publishers/troubleshooting/`;
  return refuse("publisher-cannot-create-project", message);
}

/** What a new project may be called; the order is PyPI's. */
export function newProjectName(
  facts: Pick<FileFacts, "project" | "name" | "settings" | "state" | "links">,
): Refusal | null {
  if (facts.project !== null) return null;
  return nameProblem(facts.name, facts);
}

/** Whether a name could be registered in this index now: also asked when a pending publisher mints. */
export function nameProblem(
  name: string,
  facts: Pick<FileFacts, "settings" | "state" | "links">,
): Refusal | null {
  const help = projectHelp(facts.links);
  const normalized = normalizeName(name);
  if (facts.settings.existingNames.some((existing) => normalizeName(existing) === normalized)) return null;
  if (isStdlibName(name)) {
    const message = `The name '${name}' isn't allowed (conflict with Python Standard Library module name). ${help}`;
    return refuse("name-stdlib", message);
  }
  if (facts.settings.prohibitedNames.some((prohibited) => normalizeName(prohibited) === normalized)) {
    return refuse("name-prohibited", `The name '${name}' isn't allowed. ${help}`);
  }
  const key = similarityKey(name);
  const others = [...facts.state.projects.keys(), ...facts.settings.takenNames];
  if (others.some((other) => similarityKey(other) === key)) {
    return refuse("name-too-similar", `The name '${name}' is too similar to an existing project. ${help}`);
  }
  return null;
}

/** Who may upload to a project that exists, or that somebody's session is about to make. */
export function permission(
  facts: Pick<FileFacts, "project" | "identity" | "name" | "links" | "now" | "reservations">,
): Refusal | null {
  const { identity, project, reservations } = facts;
  if (project === null) {
    if (reservations.isReservedFor(normalizeName(facts.name), identity)) return null;
    const user = identity.kind === "user" ? `The user '${identity.user}'` : "The given token";
    const message = `${user} isn't allowed to upload to project '${facts.name}'. ${projectHelp(facts.links)}`;
    return refuse("not-allowed", message, 403);
  }
  if (identity.kind === "user") {
    if (project.owners.has(identity.user) && project.status === "active") return null;
    const message = `The user '${identity.user}' isn't allowed to upload to project '${project.name}'. ${projectHelp(facts.links)}`;
    return refuse("not-allowed", message, 403);
  }
  if (identity.expires <= facts.now.getTime() / 1000) {
    return refuse("invalid-token", "Invalid API Token: token is expired", 403);
  }
  if (!coversProject(identity, project.name)) {
    const message = `Invalid API Token: OIDC scoped token is not valid for project '${project.normalized}'`;
    return refuse("identity-of-other-project", message, 403);
  }
  if (project.status === "active") return null;
  const message = `The given token isn't allowed to upload to project '${projectName(facts)}'. ${projectHelp(facts.links)}`;
  return refuse("not-allowed", message, 403);
}

function projectHelp(links: MessageLinks): string {
  return `See ${links.site}/help/#project-name for more information.`;
}
