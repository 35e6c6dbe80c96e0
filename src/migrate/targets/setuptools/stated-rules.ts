import type { TomlValue } from "../../../tree/formats/toml-file.ts";
import type { PackageRules } from "../../model/project-model.ts";

type Table = Readonly<Record<string, TomlValue>>;

/** The tables that state a project's own rules. */
export interface StatedRules {
  readonly own: Table;
  readonly find: Table;
  readonly data: Table;
  readonly withoutData: Table;
}

/** A project's own rules in the words of [tool.setuptools]. */
export function statedRules(rules: PackageRules): StatedRules {
  return {
    own: {
      ...(rules.find === null && { packages: [...rules.packages] }),
      ...directories(rules),
      ...(!rules.includesListedData && { "include-package-data": false }),
    },
    find: rules.find === null ? {} : findTable(rules.find),
    data: listed(rules.data),
    withoutData: listed(rules.withoutData),
  };
}

/** Only what differs from the defaults, but for `namespaces`, whose default few people expect. */
function findTable({ where, include, exclude, namespaces }: NonNullable<PackageRules["find"]>): Table {
  return {
    ...(where.join() !== "." && { where: [...where] }),
    ...(include.join() !== "*" && { include: [...include] }),
    ...(exclude.length > 0 && { exclude: [...exclude] }),
    namespaces,
  };
}

/** The one directory that is searched is taken off by itself. */
function directories({ directories: all, find }: PackageRules): Table {
  const isSaid = Object.entries(all).every(([name, path]) => name === "" && find?.where.join() === path);
  return isSaid ? {} : { "package-dir": { ...all } };
}

function listed(patterns: PackageRules["data"]): Table {
  return Object.fromEntries(Object.entries(patterns).map(([name, each]) => [name, [...each]]));
}
