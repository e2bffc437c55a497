import { expect, it } from 'vitest';
import { placeOfPermalink } from '../../../sandbox/page/workspace/permalink.js';

const base = 'http://127.0.0.1:3100/?as=U0LAN00001';

it.each([
  ['/archives/C0ZCAOPS01/p1796000000000100', { channel: 'C0ZCAOPS01', thread: '1796000000.000100' }],
  [
    '/archives/C0ZCAOPS01/p1796000000000200?thread_ts=1796000000.000100&cid=C0ZCAOPS01',
    { channel: 'C0ZCAOPS01', thread: '1796000000.000100' },
  ],
  ['https://example.slack.com/archives/C0ZCAOPS01/p1796000000000100', null],
  ['/archives/C0ZCAOPS01', null],
  ['http://', null],
])('leads from %s to its thread, and to nothing for any other address', (link, place) => {
  const url = URL.canParse(link) || link === 'http://' ? link : new URL(link, base).href;
  expect(placeOfPermalink(url, base)).toEqual(place);
});
