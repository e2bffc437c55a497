/** Which way an arrow key goes through a list; null for any other key. */
export function arrowStep(key: string): number | null {
  if (key === 'ArrowDown') return 1;
  return key === 'ArrowUp' ? -1 : null;
}
