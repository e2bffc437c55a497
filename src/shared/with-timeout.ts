/** The promise's result within `ms`, otherwise `late`; the promise's later result is ignored. */
export async function withTimeout<T>(ms: number, promise: Promise<T>): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The promise's result within `ms`; otherwise rejects with the error from `late`. */
export async function resolveWithin<T>(ms: number, promise: Promise<T>, late: () => Error): Promise<T> {
  const answer = await withTimeout(
    ms,
    promise.then((value) => ({ value })),
  );
  if (answer === 'late') throw late();
  return answer.value;
}
