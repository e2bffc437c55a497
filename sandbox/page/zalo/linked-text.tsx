import { InOrder } from '../text/in-order.js';
import { safeHref } from '../text/safe-href.js';

const address = /(https?:\/\/[^\s)]+)/u;

/** A text whose web addresses are links, as in Zalo's app. */
export function LinkedText({ text }: { text: string }) {
  return (
    <InOrder
      parts={text.split(address)}
      render={(part) => {
        const href = address.test(part) ? safeHref(part) : undefined;
        if (href === undefined) return part;
        return (
          <a href={href} target="_blank" rel="noreferrer">
            {part}
          </a>
        );
      }}
    />
  );
}
