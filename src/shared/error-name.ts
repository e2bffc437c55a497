/**
 * An error's name, for logs that must not contain its message: that may repeat an address, a command, or a text that zod
 * or JSON could not read.
 */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
