import { canonicalLicenseExpression } from "../../distribution/metadata/license-expression.ts";
import type { LicensePolicy } from "../../config/sections/audit.ts";

/** What a policy says of a license. `unlisted`: it is neither allowed nor denied. */
export type LicenseVerdict = "allowed" | "unlisted" | "denied";

const WORST: readonly LicenseVerdict[] = ["allowed", "unlisted", "denied"];

/** Versions of the GNU licenses that `-or-later` admits. */
const LATER: Readonly<Record<string, readonly string[]>> = {
  GPL: ["1.0", "2.0", "3.0"],
  LGPL: ["2.0", "2.1", "3.0"],
  AGPL: ["1.0", "3.0"],
  GFDL: ["1.1", "1.2", "1.3"],
};

/** Judges an SPDX expression: of OR the best arm counts, of AND the worst. */
export function judgeLicense(expression: string, { allow, deny }: LicensePolicy): LicenseVerdict {
  const allowed = new Set(allow.map(canonical));
  const denied = new Set(deny.map(canonical));
  const tokens = expression.replaceAll(/[()]/g, " $& ").trim().split(/\s+/);
  let at = 0;
  return any();

  function any(): LicenseVerdict {
    let verdict = all();
    while (tokens[at] === "OR") {
      at += 1;
      verdict = pick(verdict, all(), Math.min);
    }
    return verdict;
  }

  function all(): LicenseVerdict {
    let verdict = one();
    while (tokens[at] === "AND") {
      at += 1;
      verdict = pick(verdict, one(), Math.max);
    }
    return verdict;
  }

  function one(): LicenseVerdict {
    if (tokens[at] === "(") {
      at += 1;
      const inner = any();
      at += 1;
      return inner;
    }
    const id = tokens[at] ?? "";
    at += 1;
    if (tokens[at] !== "WITH") return atom(id);
    // With an exception it is a license of its own.
    const exception = tokens[at + 1] ?? "";
    at += 2;
    return listed(`${id} WITH ${exception}`);
  }

  function listed(id: string): LicenseVerdict {
    if (denied.has(id)) return "denied";
    return allowed.size === 0 || allowed.has(id) ? "allowed" : "unlisted";
  }

  function atom(id: string): LicenseVerdict {
    const later = laterIds(id);
    if (denied.has(id)) return "denied";
    if (later.length === 0 || (allowed.size > 0 && allowed.has(id))) return listed(id);
    // Whoever receives it chooses the version: it is denied when no admitted one is left.
    return [...later.map(listed), listed(id)].reduce((best, each) => pick(best, each, Math.min));
  }
}

function pick(
  a: LicenseVerdict,
  b: LicenseVerdict,
  by: (...of: readonly number[]) => number,
): LicenseVerdict {
  return WORST[by(WORST.indexOf(a), WORST.indexOf(b))] ?? "denied";
}

function laterIds(id: string): readonly string[] {
  const parts = /^(A?L?GPL|GFDL)-([\d.]+)-or-later$/.exec(id);
  const versions = LATER[parts?.[1] ?? ""] ?? [];
  const from = versions.indexOf(parts?.[2] ?? "");
  return from === -1 ? [] : versions.slice(from).map((version) => `${parts?.[1]}-${version}-only`);
}

function canonical(id: string): string {
  return canonicalLicenseExpression(id) ?? id;
}

/** The stricter of two verdicts. */
export function stricter(a: LicenseVerdict, b: LicenseVerdict): LicenseVerdict {
  return pick(a, b, Math.max);
}
