import { asText } from '../blocks/app-data.js';
import { emojiCharacter } from './emoji.js';
import { decodeEntities } from './entities.js';
import { Mrkdwn } from './mrkdwn.js';

/** A Block Kit text object (`plain_text` or `mrkdwn`) as an app sent it. */
export function TextObject({ value }: { value: unknown }) {
  const { type, text } = asText(value);
  return type === 'mrkdwn' ? <Mrkdwn text={text} /> : plainWords(value);
}

/** Only the words, for labels, names and buttons. */
export function plainWords(value: unknown): string {
  return decodeEntities(asText(value).text).replace(
    /:([a-z0-9_+-]+):/g,
    (shortcode, name: string) => emojiCharacter(name) ?? shortcode,
  );
}
