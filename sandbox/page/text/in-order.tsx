import { Fragment, type ReactNode } from 'react';

interface InOrderProps<T> {
  parts: readonly T[];
  render: (part: T) => ReactNode;
}

/** Draws items whose only identity is their position: pieces of a text, fields, cells. */
export function InOrder<T>({ parts, render }: InOrderProps<T>): ReactNode {
  return parts.map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
    <Fragment key={place}>{render(part)}</Fragment>
  ));
}
