import type { Asset } from '../../../core/asset/asset.js';
import { isSeen } from '../../../core/text/invisible.js';
import { untrustedText } from './limits.js';

/** An asset's name, safe to show; its id if the name has no visible character. */
export function displayName(asset: Pick<Asset, 'id' | 'name'>, most: number): string {
  return isSeen(asset.name) ? untrustedText(asset.name, most) : asset.id;
}
