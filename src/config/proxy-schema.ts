import { z } from 'zod';

/** The proxy for calls to Slack, the gateway, Zalo and the console; empty: none. */
export const proxySchema = z
  .object({
    url: z
      .string()
      .refine((text) => text === '' || isProxy(text), {
        error: 'must be an address like http://proxy.example.com:3128, with user:password@ where needed',
      })
      .transform((text) => (text === '' ? null : text)),
    noProxy: z.string().transform((text) =>
      text
        .toLowerCase()
        .split(/[\s,]+/u)
        .filter((host) => host !== ''),
    ),
  })
  .prefault({ url: '', noProxy: '' });

function isProxy(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null &&
    ['http:', 'https:'].includes(url.protocol) &&
    url.hostname !== '' &&
    url.pathname === '/' &&
    !/[?#]/u.test(text)
  );
}
