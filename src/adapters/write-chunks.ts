import type { Writable } from "node:stream";

/**
 * Writes a body, chunk by chunk, and asks for the next one only when the last has left: a producer may use its buffer
 * again, and 100 MB make no garbage. Fails when the other side has gone; the producer is closed in any case.
 */
export async function writeChunks(body: AsyncIterable<Uint8Array>, target: Writable): Promise<void> {
  const gone = Promise.withResolvers<never>();
  gone.promise.catch(() => undefined);
  const onClose = (): void => gone.reject(new Error("the connection was closed"));
  target.once("close", onClose);
  try {
    for await (const chunk of body) await Promise.race([written(target, chunk), gone.promise]);
    target.end();
  } finally {
    target.off("close", onClose);
  }
}

function written(target: Writable, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    target.write(chunk, (error) => {
      if (error === null || error === undefined) resolve();
      else reject(error);
    });
  });
}
