/**
 * As much of Vitest as the unit tests use: for Node.js on a played Windows, where Vitest's own compiled parts do not
 * load. Matchers are those of the package `expect`, which Vitest's follow.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { format } from "node:util";
import { expect as matchers } from "expect";

type Body = (...values: readonly unknown[]) => unknown;

/** Tests and blocks in their order, and what runs around them. */
interface Block {
  readonly name: string;
  readonly parent: Block | null;
  readonly items: (Block | Test)[];
  readonly hooks: Readonly<Record<HookName, Body[]>>;
}

interface Test {
  readonly name: string;
  readonly body: Body;
}

type HookName = "beforeAll" | "afterAll" | "beforeEach" | "afterEach";

/** Is told of each test: null when it passed. */
export type Report = (name: string, error: unknown) => void;

function block(name: string, parent: Block | null): Block {
  return { name, parent, items: [], hooks: { beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] } };
}

let root = block("", null);
let here = root;
let finished: Body[] = [];

/** Numbers, text and objects of a row in the title, as Vitest writes them near enough to be recognized. */
function titled(name: string, row: unknown, at: number): string {
  const values: readonly unknown[] = Array.isArray(row) ? row : [row];
  const places = name.replaceAll("%#", String(at)).match(/%[sdifjoO]/g)?.length ?? 0;
  const text = format(name.replaceAll("%#", String(at)), ...values.slice(0, places));
  return text.replaceAll(/\$(\w+)/g, (all, key: string) => {
    const [first] = values;
    return typeof first === "object" && first !== null && key in first
      ? String((first as Readonly<Record<string, unknown>>)[key])
      : all;
  });
}

type Declare = (name: string | Body, first: unknown, second?: unknown) => void;
type Rows = (rows: readonly unknown[]) => (name: string, body: Body) => void;

function declaring(add: (name: string, body: Body) => void): unknown {
  const declare: Declare = (name, first, second) => {
    const body = typeof first === "function" ? first : second;
    add(typeof name === "function" ? name.name : name, body as Body);
  };
  const each: Rows = (rows) => (name, body) => {
    for (const [at, row] of rows.entries())
      add(titled(name, row, at), () => (Array.isArray(row) ? body(...(row as unknown[])) : body(row)));
  };
  const forEach: Rows = (rows) => (name, body) => {
    for (const [at, row] of rows.entries()) add(titled(name, row, at), () => body(row, { expect }));
  };
  const nothing = Object.assign(() => {}, { each: () => () => {}, for: () => () => {} });
  const all = Object.assign(declare, { each, for: forEach });
  const skipIf = (skipped: unknown): unknown => (skipped ? nothing : all);
  return Object.assign(all, { skip: nothing, skipIf, runIf: (wanted: unknown) => skipIf(!wanted) });
}

export const test: unknown = declaring((name, body) => {
  here.items.push({ name, body });
});

export const describe: unknown = declaring((name, body) => {
  const outer = here;
  here = block(name, outer);
  outer.items.push(here);
  try {
    body();
  } finally {
    here = outer;
  }
});

function hook(name: HookName): (body: Body) => void {
  return (body) => {
    here.hooks[name].push(body);
  };
}

export const beforeAll: (body: Body) => void = hook("beforeAll");
export const afterAll: (body: Body) => void = hook("afterAll");
export const beforeEach: (body: Body) => void = hook("beforeEach");
export const afterEach: (body: Body) => void = hook("afterEach");

export function onTestFinished(body: Body): void {
  finished.push(body);
}

/** What the global set-up hands to tests of the built program, of which none is a unit test. */
export function inject(name: string): never {
  throw new Error(`unit tests are not given ${name}`);
}

type Matchers = ReturnType<typeof matchers>;

/** Asks again until the matcher passes. */
function poll(ask: () => unknown): unknown {
  return new Proxy(
    {},
    {
      get:
        (_, name: keyof Matchers) =>
        async (...values: readonly unknown[]) => {
          for (let left = 200; ; left -= 1) {
            try {
              return (matchers(await ask())[name] as Body)(...values);
            } catch (error) {
              if (left === 0) throw error;
              await sleep(50);
            }
          }
        },
    },
  );
}

export const expect: unknown = Object.assign(
  (value: unknown, _message?: string): Matchers => matchers(value),
  matchers,
  {
    poll,
  },
);

type Spied = Record<string, Body>;

const restores: (() => void)[] = [];

export const vi: unknown = {
  spyOn(object: Spied, name: string) {
    const own = object[name];
    let instead: Body = (...values) => own?.apply(object, [...values]);
    const calls: (readonly unknown[])[] = [];
    const spy = Object.assign(
      (...values: readonly unknown[]) => {
        calls.push(values);
        return instead(...values);
      },
      {
        mock: { calls },
        mockImplementation: (body: Body) => {
          instead = body;
          return spy;
        },
        mockReturnValue: (value: unknown) => {
          instead = () => value;
          return spy;
        },
      },
    ) as Body & { mock: { calls: (readonly unknown[])[] } };
    object[name] = spy;
    restores.push(() => {
      if (own !== undefined) object[name] = own;
    });
    return spy;
  },
  restoreAllMocks() {
    for (const restore of restores.splice(0)) restore();
  },
};

/** Runs what the file that was just imported has declared, one test after the other. */
export async function runDeclared(report: Report): Promise<void> {
  const all = root;
  root = block("", null);
  here = root;
  await runBlock(all, "", report);
}

async function runBlock(each: Block, path: string, report: Report): Promise<void> {
  try {
    for (const body of each.hooks.beforeAll) await body();
  } catch (error) {
    report(`${path} before all`, error);
    return;
  }
  for (const item of each.items) {
    const name = path === "" ? item.name : `${path} > ${item.name}`;
    if ("items" in item) await runBlock(item, name, report);
    else report(name, await runTest(item, each));
  }
  try {
    for (const body of each.hooks.afterAll) await body();
  } catch (error) {
    report(`${path} after all`, error);
  }
}

async function runTest(item: Test, within: Block): Promise<unknown> {
  finished = [];
  let failure: unknown = null;
  const kept = async (body: Body): Promise<void> => {
    try {
      await body({ expect, onTestFinished });
    } catch (error) {
      failure ??= error;
    }
  };
  const around: readonly Block[] = ancestors(within);
  for (const body of around.flatMap(({ hooks }) => hooks.beforeEach)) await kept(body);
  if (failure === null) await kept(item.body);
  for (const body of finished) await kept(body);
  for (const body of around.toReversed().flatMap(({ hooks }) => hooks.afterEach)) await kept(body);
  return failure;
}

/** Outermost first. */
function ancestors(each: Block | null): readonly Block[] {
  return each === null ? [] : [...ancestors(each.parent), each];
}
