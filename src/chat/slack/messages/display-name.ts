import type { Asset } from '../../../core/asset/asset.js';
import { isSeen } from '../../../core/text/invisible.js';
import { untrustedText } from './limits.js';

/** An asset's name as it may stand in a message; its id where nothing of the name can be seen. */
export function displayName(asset: Pick<Asset, 'id' | 'name'>, most: number): string {
  return isSeen(asset.name) ? untrustedText(asset.name, most) : asset.id;
}
