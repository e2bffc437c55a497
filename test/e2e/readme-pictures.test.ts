import { describe, expect, it } from 'vitest';
import { useWindows } from './windows.js';

const asset = 'Bán hàng Sài Gòn – Đại lý';
describe('the pictures of the README', () => {
  const { sitDown } = useWindows();

  /**
   * README's two pictures, one request before and after: `cp screenshots/readme-card.png
   * docs/card.png`, and `thread`.
   */
  it('show one request while it is pending, and then done with its thread', async () => {
    const me = await sitDown({ as: 'lan' });
    await me.page.setViewportSize({ width: 1180, height: 720 });
    await me.type('/unlink oa 1234 -- shop closed');
    const card = me.card(asset);
    await me.button(card, 'confirm').waitFor();
    const [request] = /UR-\w+/u.exec((await card.textContent()) ?? '') ?? [];
    await card.screenshot({ path: 'screenshots/readme-card.png' });
    await me.become('Trần Quốc Minh');
    await me.confirm(card);
    await card.getByText(me.words.done).waitFor();
    const thread = await me.openThread(card);
    await thread.getByText(me.words.result).waitFor();
    await me.page.mouse.move(0, 0);
    await me.page.screenshot({ path: 'screenshots/readme-thread.png' });
    expect(await thread.textContent()).toContain(request);
  });
});
