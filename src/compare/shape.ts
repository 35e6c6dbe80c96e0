/** What a value of JSON may be at one path. */
export interface ShapeEntry {
  readonly types: ReadonlySet<string>;
  /** Whether every object that may have it has it. */
  readonly isAlways: boolean;
}

/** What is at each path: `$`, `$.name`, `$.rows[].id`. */
export type Shape = ReadonlyMap<string, ShapeEntry>;

/** Paths beyond which a file is data and no contract. */
const MOST_PATHS = 10_000;
const DEEPEST = 64;

/** The type of what a schema leaves open. */
export const ANY = "any";

interface Open {
  readonly types: Set<string>;
  readonly keys: Set<string>;
  /** How many values were met. */
  met: number;
  isAlways: boolean;
}

type Table = Readonly<Record<string, unknown>>;

/** The shape of a document: of a JSON Schema what it declares, of anything else what is in it. */
export function shapeOf(document: unknown): Shape {
  const shape = new OpenShape();
  if (isSchema(document)) new SchemaReader(document, shape).declare(document, "$", true, []);
  else sample(document, "$", shape, 0);
  return shape.entries;
}

class OpenShape {
  readonly entries = new Map<string, Open>();

  at(path: string): Open {
    let open = this.entries.get(path);
    if (open === undefined)
      this.entries.set(path, (open = { types: new Set(), keys: new Set(), met: 0, isAlways: true }));
    return open;
  }

  isFull(depth: number): boolean {
    return depth > DEEPEST || this.entries.size >= MOST_PATHS;
  }
}

function isSchema(document: unknown): document is Table {
  return isTable(document) && (typeof document["$schema"] === "string" || isTable(document["properties"]));
}

function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function below(path: string, key: string): string {
  return /^[\w-]+$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

/** JSON Schema (2020-12): `type`, `properties`, `required`, `items`, references within the file, and choices. */
class SchemaReader {
  readonly #root: Table;
  readonly #shape: OpenShape;

  constructor(root: Table, shape: OpenShape) {
    this.#root = root;
    this.#shape = shape;
  }

  declare(schema: Table, path: string, isAlways: boolean, within: readonly string[]): void {
    if (this.#shape.isFull(path.length / 2)) return;
    const { $ref: reference, type, properties, required, items } = schema;
    if (typeof reference === "string") {
      const target = within.includes(reference) ? null : this.#resolve(reference);
      if (target !== null) this.declare(target, path, isAlways, [...within, reference]);
      return;
    }
    const open = this.#shape.at(path);
    for (const each of Array.isArray(type) ? type : type === undefined ? [] : [type])
      open.types.add(String(each));
    open.isAlways &&= isAlways;
    const always = new Set(Array.isArray(required) ? required.map(String) : []);
    for (const [name, each] of Object.entries(isTable(properties) ? properties : {}))
      if (isTable(each)) this.declare(each, below(path, name), always.has(name), within);
    if (isTable(items)) this.declare(items, `${path}[]`, true, within);
    for (const each of tables(schema["allOf"])) this.declare(each, path, isAlways, within);
    for (const each of [...tables(schema["anyOf"]), ...tables(schema["oneOf"])])
      this.#choice(each, path, within);
    if (open.types.size === 0) open.types.add(isTable(properties) ? "object" : ANY);
  }

  /** What only one of several forms has need not be there. */
  #choice(schema: Table, path: string, within: readonly string[]): void {
    const { isAlways } = this.#shape.at(path);
    const known = new Set(this.#shape.entries.keys());
    this.declare(schema, path, isAlways, within);
    for (const [each, open] of this.#shape.entries) if (!known.has(each)) open.isAlways = false;
  }

  #resolve(reference: string): Table | null {
    let value: unknown = reference.startsWith("#") ? this.#root : null;
    for (const part of reference.split("/").slice(1))
      value = isTable(value) ? value[part.replaceAll("~1", "/").replaceAll("~0", "~")] : null;
    return isTable(value) ? value : null;
  }
}

function tables(value: unknown): readonly Table[] {
  return Array.isArray(value) ? value.filter(isTable) : [];
}

function sample(value: unknown, path: string, shape: OpenShape, depth: number): void {
  if (shape.isFull(depth)) return;
  const open = shape.at(path);
  open.types.add(typeOf(value));
  if (Array.isArray(value)) {
    for (const each of value) sample(each, `${path}[]`, shape, depth + 1);
    return;
  }
  if (!isTable(value)) return;
  open.met += 1;
  for (const [name, each] of Object.entries(value)) {
    sample(each, below(path, name), shape, depth + 1);
    // Objects before this one had it not.
    if (!open.keys.has(name) && open.met > 1) shape.at(below(path, name)).isAlways = false;
    open.keys.add(name);
  }
  for (const name of open.keys) if (!Object.hasOwn(value, name)) shape.at(below(path, name)).isAlways = false;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
