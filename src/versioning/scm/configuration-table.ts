import { fault } from "../../findings/fault.ts";

/** A table of a configuration with checked access: what is not of the wanted kind is `bad-config`. */
export class ConfigurationTable {
  readonly #data: Readonly<Record<string, unknown>>;
  readonly #path: string;

  constructor(data: Readonly<Record<string, unknown>>, path: string) {
    this.#data = data;
    this.#path = path;
  }

  /** The value as it is; undefined when absent. */
  value(key: string): unknown {
    const found = Object.hasOwn(this.#data, key) ? this.#data[key] : undefined;
    return found === null ? undefined : found;
  }

  text(key: string): string | null {
    const value = this.value(key);
    if (value === undefined) return null;
    return typeof value === "string" ? value : this.refuse(`${this.#path}${key} must be a string`);
  }

  /** A boolean, as Python takes other values for one. */
  truth(key: string): boolean | null {
    const value = this.value(key);
    if (value === undefined) return null;
    return Array.isArray(value) ? value.length > 0 : Boolean(value);
  }

  /** A table inside; an empty one when absent. */
  table(key: string): ConfigurationTable {
    const value = this.value(key) ?? {};
    if (typeof value !== "object" || Array.isArray(value) || value instanceof Date)
      return this.refuse(`${this.#path}${key} must be a table`);
    return new ConfigurationTable(value as Record<string, unknown>, `${this.#path}${key}.`);
  }

  /** A command: one line, or a list of words. */
  commandOf(key: string): string | readonly string[] | null {
    const value = this.value(key);
    if (value === undefined) return null;
    if (typeof value === "string") return value;
    const words = Array.isArray(value) && value.every((each) => typeof each === "string") ? value : null;
    return words ?? this.refuse(`${this.#path}${key} must be a string or a list of strings`);
  }

  /** Refuses every key that is not among the known ones. */
  allow(known: ReadonlySet<string>): void {
    const unknown = Object.keys(this.#data).find((key) => !known.has(key));
    if (unknown !== undefined) this.refuse(`there is no key ${this.#path}${unknown}`);
  }

  /** Refuses keys that exist elsewhere. */
  forbid(keys: ReadonlySet<string>, where: string): void {
    const found = Object.keys(this.#data).find((key) => keys.has(key));
    if (found !== undefined) this.refuse(`${this.#path}${found} is not among the keys that ${where}`);
  }

  refuse(reason: string): never {
    throw fault("bad-config", { reason });
  }
}
