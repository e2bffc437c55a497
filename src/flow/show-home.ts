import type { Ports } from './ports/ports.js';

/** Renders a person's overview when they open it, and later only if they opened it lately. */
export async function showHome(
  { user, isOpened }: { readonly user: string; readonly isOpened: boolean },
  { overview, homeReaders, queryAudit }: Pick<Ports, 'overview' | 'homeReaders' | 'queryAudit'>,
): Promise<void> {
  if (isOpened) {
    await homeReaders.remember(user);
    await queryAudit.noted({ user, channel: null, what: 'home', kind: null, refusal: null });
  } else if (!(await homeReaders.has(user))) return;
  await overview.showHome(user);
}
