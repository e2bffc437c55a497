/** Reuses the answer for all calls within `maxAgeMs` of its start, so that frequent callers cost little. */
export function reused<T>(make: () => Promise<T>, maxAgeMs: number): () => Promise<T> {
  let last: { readonly answer: Promise<T>; readonly at: number } | null = null;
  return () => {
    if (last === null || performance.now() - last.at > maxAgeMs)
      last = { answer: make(), at: performance.now() };
    return last.answer;
  };
}
