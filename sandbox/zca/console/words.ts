import type { Kind } from '../asset.js';
import type { Manners } from './manners.js';

/** The words of the screen, as far as they are known; the rest is in the manner of the real one. */
export const TAB: Record<Kind, string> = { app: 'Liên kết ứng dụng', oa: 'Liên kết OA' };
export const LINKED: Record<Kind, string> = { app: 'Ứng dụng đã liên kết', oa: 'OA đã liên kết' };
export const NAME_COLUMN: Record<Kind, string> = { app: 'Tên ứng dụng', oa: 'Tên tài khoản OA' };
export const ID_COLUMN: Record<Kind, string> = { app: 'ID ứng dụng', oa: 'ID tài khoản OA' };
export const SEARCH: Record<Kind, string> = {
  app: 'Tìm theo tên hoặc ID của ứng dụng',
  oa: 'Tìm theo tên hoặc ID của OA',
};
export const NOTHING: Record<Kind, string> = {
  app: 'Không tìm thấy ứng dụng nào',
  oa: 'Không tìm thấy OA nào',
};
export const ABOUT: Record<Kind, string> = {
  app: 'Tài khoản ZBS cần liên kết với ứng dụng để ủy quyền sử dụng các tính năng trả phí. Để liên kết ứng dụng, bạn cần có quyền Quản trị viên của ứng dụng đó.',
  oa: 'Tài khoản ZBS cần liên kết với Official Account (OA) để sử dụng các tính năng trả phí. Để liên kết OA, bạn cần có quyền Quản trị viên của OA đó.',
};
export const THING: Record<Kind, string> = { app: 'ứng dụng', oa: 'OA' };

/** The word that the screen shows for this one: itself, unless its wording was changed. */
export function said(word: string, { labels }: Manners): string {
  return labels[word] ?? word;
}
