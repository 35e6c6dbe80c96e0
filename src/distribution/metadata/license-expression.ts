import { SPDX_EXCEPTIONS, SPDX_LICENSES } from "../data/spdx-licenses.ts";

const LICENSES = new Map(SPDX_LICENSES.map((id) => [id.toLowerCase(), id]));
const EXCEPTIONS = new Map(SPDX_EXCEPTIONS.map((id) => [id.toLowerCase(), id]));
const REFERENCE = /^licenseref-[a-z0-9.-]*$/i;

/**
 * The canonical form of an SPDX license expression (PEP 639), or null when it is not valid: ids and operators in any
 * case, `+` after an id, `WITH` an exception, `LicenseRef-…` of one's own, parentheses.
 */
export function canonicalLicenseExpression(expression: string): string | null {
  const tokens = expression.replaceAll(/[()]/g, " $& ").trim().split(/\s+/);
  if (tokens[0] === "") return null;
  const parser = new ExpressionParser(tokens);
  const form = parser.disjunction();
  return form === null || !parser.atEnd ? null : form;
}

/** Parentheses within one another. */
const MOST_NESTED = 200;

class ExpressionParser {
  readonly #tokens: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get atEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  disjunction(): string | null {
    return this.#chain("or", () => this.#chain("and", () => this.#simple()));
  }

  #chain(operator: string, operand: () => string | null): string | null {
    let form = operand();
    while (form !== null && this.#take(operator)) {
      const next = operand();
      form = next === null ? null : `${form} ${operator.toUpperCase()} ${next}`;
    }
    return form;
  }

  #simple(): string | null {
    if (this.#take("(")) {
      // PyPI's parser hands it to Python, which takes no more.
      if (this.#depth === MOST_NESTED) return null;
      this.#depth += 1;
      const inner = this.disjunction();
      this.#depth -= 1;
      return inner !== null && this.#take(")") ? `(${inner})` : null;
    }
    const license = licenseId(this.#tokens[this.#at] ?? "");
    if (license === null) return null;
    this.#at += 1;
    if (!this.#take("with")) return license;
    const exception = EXCEPTIONS.get((this.#tokens[this.#at] ?? "").toLowerCase());
    this.#at += 1;
    return exception === undefined ? null : `${license} WITH ${exception}`;
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at]?.toLowerCase() !== token) return false;
    this.#at += 1;
    return true;
  }
}

function licenseId(token: string): string | null {
  if (REFERENCE.test(token)) return `LicenseRef-${token.slice("licenseref-".length)}`;
  const later = token.endsWith("+");
  const id = LICENSES.get((later ? token.slice(0, -1) : token).toLowerCase());
  return id === undefined ? null : `${id}${later ? "+" : ""}`;
}
