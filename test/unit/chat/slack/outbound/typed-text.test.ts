import { describe, expect, it } from 'vitest';
import { type NameLookup, readableText } from '../../../../../src/chat/slack/outbound/typed-text.js';

const names: NameLookup = {
  personName: async (id) =>
    ({ U0HOA00003: 'Hòa', U0COMMAS01: 'a, b;c -- <!here> --dry-run — x' })[id] ?? null,
  groupName: async (id) => ({ S0APPROVE1: 'approvers' })[id] ?? null,
};

describe('the readable form of typed text', () => {
  it.each([
    ['ask <@U0HOA00003> first', 'ask @Hòa first'],
    ['<@U0HOA00003|hoa.le>', '@hoa.le'],
    ['<@U0NOBODY01>', '@U0NOBODY01'],
    ['<#C0GENERAL1|general> <#C0GENERAL1> <#C0GENERAL1|>', '#general #C0GENERAL1 #C0GENERAL1'],
    ['<!subteam^S0APPROVE1> <!subteam^S0OTHER001|@ops>', '@approvers @ops'],
    ['<!here> <!channel> <!everyone> <!here|here>', '@here @channel @everyone @here'],
    ['<!date^1700000000^{date}|14 Nov>', '14 Nov'],
    ['see <https://shop.vn/a?b=1&amp;c=2>', 'see https://shop.vn/a?b=1&amp;c=2'],
    ['<http://shop.vn|shop.vn>', 'shop.vn'],
    ['<https://evil.example/x|our page>', 'our page (https://evil.example/x)'],
    ['<mailto:a@shop.vn|a@shop.vn> <tel:0909|0909>', 'a@shop.vn 0909'],
    ['a < b, x <y> and <@no id>', 'a < b, x <y> and <@no id>'],
  ])('is as Slack shows it: %s', async (typed, read) => {
    expect(await readableText(typed, names)).toBe(read);
  });

  it('never has a separator or an option of the command from a person’s name', async () => {
    expect(await readableText('oa 1 <@U0COMMAS01>', names)).toBe('oa 1 @a b c !here dry-run x');
  });

  it('has an id for a name that is a number, cannot be read, or comes too late', async () => {
    const typed = 'for <@U0NUMBER01>';
    for (const personName of [
      async () => '4318093042839471234',
      async () => Promise.reject(new Error('Slack is away')),
      () => new Promise<string>(() => undefined),
    ])
      expect(await readableText(typed, { ...names, personName })).toBe('for @U0NUMBER01');
  });

  it('takes one look-up for each person, and ten at most', async () => {
    const asked: string[] = [];
    const personName = async (id: string) => {
      asked.push(id);
      return 'Hòa';
    };
    const ids = Array.from({ length: 30 }, (_, at) => `U0PERSON${String(at).padStart(2, '0')}`);
    const typed = [...ids, ...ids].map((id) => `<@${id}>`).join(' ');
    const read = await readableText(typed, { ...names, personName });
    expect(asked).toEqual(ids.slice(0, 10));
    expect(read.split(' ').filter((word) => word === '@Hòa')).toHaveLength(20);
  });
});
