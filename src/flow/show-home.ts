import type { Ports } from './ports.js';

/** Draws somebody's overview: for who has just opened it, and anew only for who has opened it lately. */
export async function showHome(
  { user, isOpened }: { readonly user: string; readonly isOpened: boolean },
  { overview, homeReaders }: Pick<Ports, 'overview' | 'homeReaders'>,
): Promise<void> {
  if (isOpened) await homeReaders.remember(user);
  else if (!(await homeReaders.has(user))) return;
  await overview.showHome(user);
}
