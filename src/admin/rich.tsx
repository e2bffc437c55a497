import type { RichText } from '../core/messages/rich-text.js';
import { printable } from '../core/text/normalize.js';
import type { View } from './view.js';

/** Rich text with names in place of ids, where they are known. */
export function Rich({
  view,
  text,
  names,
}: {
  readonly view: View;
  readonly text: RichText;
  readonly names: ReadonlyMap<string, string>;
}) {
  return (
    <>
      {text.map((span) => {
        if ('at' in span) return view.times.moment(span.at);
        if ('user' in span) return names.get(span.user) ?? span.user;
        if ('group' in span) return names.get(span.group) ?? span.group;
        if ('channel' in span) return span.channel;
        if ('request' in span) return <a href={`/admin/requests/${span.request}`}>{span.request}</a>;
        if ('url' in span) return span.label;
        // Blanks at its ends separate it from its neighbours.
        const shown = span.text.replace(/\S+/gu, printable);
        return span.style === 'bold' ? <strong>{shown}</strong> : shown;
      })}
    </>
  );
}

/** A sentence with names in place of the ids of people in it. */
export function named(sentence: string, names: ReadonlyMap<string, string>): string {
  return printable(sentence.replace(/\b[UWS][A-Z0-9]{6,30}\b/gu, (id) => names.get(id) ?? id));
}
