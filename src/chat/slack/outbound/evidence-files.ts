import type { Asset } from '../../../core/asset/asset.js';
import type { EvidencePicture } from '../../../flow/ports/console.js';
import type { Messages } from '../../../i18n/messages.js';
import { maxLengths, untrustedText } from '../messages/limits.js';
import type { PostedFile } from './post-file-once.js';

/** Slack shows at most this many files of a message side by side. */
const maxInMessage = 10;

/**
 * A run's screenshots as files, grouped into messages so that one asset's stay together. File names give stage and
 * time, so that the files can be told apart outside Slack too.
 */
export function evidenceFiles(
  pictures: readonly EvidencePicture[],
  assets: readonly Asset[],
  { result }: Messages,
): readonly (readonly [PostedFile, ...PostedFile[]])[] {
  const byAsset = new Map<string, PostedFile[]>();
  for (const picture of pictures) {
    const files = byAsset.get(picture.id) ?? [];
    const name = untrustedText(assets.find(({ id }) => id === picture.id)?.name ?? '', maxLengths.name);
    const number = files.length + 1;
    const words = {
      title: result.pictureTitle(picture.stage, number, name === '' ? picture.id : name),
      altText: result.picture(picture.stage, { ...picture, name }),
    };
    byAsset.set(picture.id, [...files, { ...fileOf(picture, number), ...words }]);
  }
  const messages: [PostedFile, ...PostedFile[]][] = [];
  for (const [first, ...others] of byAsset.values()) {
    if (first === undefined) continue;
    const message = messages.at(-1);
    const fits = message !== undefined && message.length + others.length + 1 <= maxInMessage;
    if (fits) message.push(first, ...others);
    else messages.push([first, ...others]);
  }
  return messages;
}

function fileOf({ requestId, round, kind, id, stage, at, png }: EvidencePicture, number: number): PostedFile {
  const time = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/gu, '');
  return { name: `${requestId}-${round}-${kind}-${id}-${number}-${stage}-${time}.png`, content: png };
}
