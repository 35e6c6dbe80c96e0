import { fault } from "../findings/fault.ts";
import type { Ports } from "../ports/ports.ts";
import { databasePath, loadDatabase, type DatabaseFacts } from "./database.ts";
import type { AdvisoryDatabase, Package } from "./match.ts";
import { askService, OSV_SERVICE, type ServicePorts } from "./osv-service.ts";
import type { UnreadRecord } from "./record.ts";

/** Where advisories are to come from. */
export interface AdvisoryChoice {
  /** Ask nobody: the imported database decides. */
  readonly offline: boolean;
  /** A service of OSV's form; null: OSV's own. */
  readonly service: string | null;
}

/** Advisories for a set of packages, and where they come from. */
export interface OpenedAdvisories extends AdvisoryDatabase {
  readonly unread: readonly UnreadRecord[];
  /** The address of the service, or what is known of the imported database. */
  readonly origin: { readonly service: string } | { readonly database: DatabaseFacts };
}

/**
 * The advisories of packages: from the service, or offline from the database that was imported. Throws a fault of the
 * phase `unavailable` where neither answers: what was not checked is never clean.
 */
export async function openAdvisories(
  packages: readonly Package[],
  { offline, service }: AdvisoryChoice,
  ports: ServicePorts & Pick<Ports, "files" | "environment">,
): Promise<OpenedAdvisories> {
  if (!offline) {
    const address = service ?? OSV_SERVICE;
    return { ...(await askService(packages, address, ports)), origin: { service: address } };
  }
  const names = packages.map(({ name }) => name);
  const loaded = await loadDatabase(await databasePath(ports), names, ports);
  if (loaded === null) throw fault("audit/no-database");
  const { facts, ...database } = loaded;
  return { ...database, origin: { database: facts } };
}
