/** What a promise answers within so many milliseconds, else `late`; then whatever becomes of it is of no matter any more. */
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

/** What a promise answers within so many milliseconds; else rejects with what `late` makes. */
export async function resolveWithin<T>(ms: number, promise: Promise<T>, late: () => Error): Promise<T> {
  const answer = await withTimeout(
    ms,
    promise.then((value) => ({ value })),
  );
  if (answer === 'late') throw late();
  return answer.value;
}
