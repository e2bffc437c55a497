import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lan } from '../../../../../../sandbox/test/slack/bolt-bot.js';
import { ZcaUnclear } from '../../../../../../src/flow/zca-error.js';
import { dalat, saigon } from '../../../../../fixtures/dialog-values.js';
import { type DialogStage, openBy, openStage } from './dialog-stage.js';
import { offered } from './form-hands.js';

let stage: DialogStage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.stop());

describe('the picker', () => {
  it.each([
    ['', [saigon.name, dalat.name]],
    ['sai gon', [saigon.name]],
    ['ĐÀ LẠT', [dalat.name]],
    ['5678', [dalat.name]],
    ['ban hanh', [saigon.name]],
    ['qqqqqqqqqqqq', []],
  ])('offers for “%s” %j', async (text, names) => {
    expect(await offered(text, await openBy('', lan, stage), stage)).toEqual(names);
  });

  it('offers no more of two thousand assets than Slack accepts', async () => {
    stage.rest.linked = Array.from({ length: 2_000 }, (_, at) => ({
      ...saigon,
      id: String(10n ** 18n + BigInt(at)),
      name: `Bán hàng Sài Gòn ${at % 97} chi nhánh ${at}`,
    }));
    const form = await openBy('', lan, stage);
    for (const text of ['', 'ban', '100']) expect(await offered(text, form, stage)).toHaveLength(100);
    expect(await offered('khong co gi', form, stage)).toEqual([]);
  });

  it('is empty when the list cannot be had', async () => {
    const form = await openBy('', lan, stage);
    stage.rest.cacheFailure = new ZcaUnclear('no answer');
    expect(await offered('sai gon', form, stage)).toEqual([]);
  });
});
