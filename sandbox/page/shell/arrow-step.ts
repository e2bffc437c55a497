/** The direction in which an arrow key moves through a list; null for any other key. */
export function arrowStep(key: string): number | null {
  if (key === 'ArrowDown') return 1;
  return key === 'ArrowUp' ? -1 : null;
}
