import { describe, expect, it } from 'vitest';
import { useWindows } from './windows.js';
import { locales } from './words.js';

const asset = { id: '4318093042839471234', name: 'Bán hàng Sài Gòn – Đại lý' };
const failing = '5205016870202658018';
const shops = ['8726428550049344411', '7049892458742679398', '213663124431793786', failing] as const;

/** Two people in two windows, who both watch a run. */
describe('a run', () => {
  const { begin, sitDown, isLinked } = useWindows();

  it.each(locales)(
    'says when it begins at the earliest, and can be stopped until then: %s',
    async (locale) => {
      await begin(locale, { policy: { stopWindowMs: 30_000 } });
      const [asker, approver] = [await sitDown({ as: 'lan' }), await sitDown({ as: 'minh' })];
      const { words } = asker;
      await asker.type('/unlink oa 1234');
      await approver.confirm(approver.card(asset.name));
      const seen = asker.card(asset.name);
      await seen.getByText(words.begins).waitFor();
      await asker.press(seen, 'stop');
      const stopped = approver.card(asset.name);
      await stopped.getByText(words.stopped).waitFor();
      expect(await approver.button(stopped, 'stop').count()).toBe(0);
      expect(isLinked(asset.id)).toBe(true);
    },
  );

  it.each(locales)(
    'shows its progress over several assets, and failed ones can be retried: %s',
    async (locale) => {
      const { zca } = await begin(locale, {
        change: (config) => ({ ...config, zca: { ...config.zca, concurrency: 1, timeoutMs: 5_000 } }),
      });
      const [asker, approver] = [await sitDown({ as: 'lan' }), await sitDown({ as: 'minh' })];
      const { words } = asker;
      const oas = words.oas(shops.length);
      zca.faults.add(
        { type: 'status', operation: 'unlink', id: failing, status: 503, times: 'always' },
        { type: 'delay', operation: 'unlink', delayMs: 2_000, times: 'always' },
      );
      await asker.type(`/unlink oa ${shops.join(', ')}`);
      const card = approver.card(words.asksFor(oas));
      await approver.labelled(card, words.confirmSome(4)).click();
      await approver.answer('yes');
      await asker
        .card(shops[0] ?? '')
        .getByText(words.progress)
        .waitFor();
      const partly = approver.card(words.partly(3, oas));
      await partly.waitFor();
      expect(shops.map(isLinked)).toEqual([false, false, false, true]);
      zca.faults.clear();
      await approver.press(partly, 'retry');
      await approver.answer('yes');
      await asker.card(words.doneWith(oas)).waitFor();
      expect(shops.map(isLinked)).toEqual([false, false, false, false]);
    },
  );

  it.each(locales)('explains, once it is over, how to link again: %s', async (locale) => {
    await begin(locale);
    const [asker, approver] = [await sitDown({ as: 'lan' }), await sitDown({ as: 'minh' })];
    const { words } = asker;
    await asker.type('/unlink oa 1234');
    await approver.confirm(approver.card(asset.name));
    const seen = asker.card(words.done);
    await seen.waitFor();
    const thread = await asker.openThread(seen);
    await asker.labelled(thread, words.relink).click();
    await asker.note(words.openConsole).waitFor();
    await approver.openThread(approver.card(words.done));
    expect(await approver.page.getByText(words.openConsole).count()).toBe(0);
  });
});
