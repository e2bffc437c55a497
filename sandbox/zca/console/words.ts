import type { Kind } from '../asset.js';
import type { Manners } from './manners.js';

/** The screen's words as far as they are known; the rest imitates the real ones. */
export const tabs: Record<Kind, string> = { app: 'Liên kết ứng dụng', oa: 'Liên kết OA' };
export const linkedTitles: Record<Kind, string> = { app: 'Ứng dụng đã liên kết', oa: 'OA đã liên kết' };
export const nameColumns: Record<Kind, string> = { app: 'Tên ứng dụng', oa: 'Tên tài khoản OA' };
export const idColumns: Record<Kind, string> = { app: 'ID ứng dụng', oa: 'ID tài khoản OA' };
export const searchHints: Record<Kind, string> = {
  app: 'Tìm theo tên hoặc ID của ứng dụng',
  oa: 'Tìm theo tên hoặc ID của OA',
};
export const emptyLists: Record<Kind, string> = {
  app: 'Không tìm thấy ứng dụng nào',
  oa: 'Không tìm thấy OA nào',
};
export const intros: Record<Kind, string> = {
  app: 'Tài khoản ZBS cần liên kết với ứng dụng để ủy quyền sử dụng các tính năng trả phí. Để liên kết ứng dụng, bạn cần có quyền Quản trị viên của ứng dụng đó.',
  oa: 'Tài khoản ZBS cần liên kết với Official Account (OA) để sử dụng các tính năng trả phí. Để liên kết OA, bạn cần có quyền Quản trị viên của OA đó.',
};
/** The screen's words in English. They are made up: nobody outside Zalo knows whether an English screen exists. */
const english: Readonly<Record<string, string>> = {
  'Cài đặt': 'Settings',
  'Thông tin tài khoản': 'Account',
  'Quản lý tài sản': 'Asset management',
  'Quản lý thành viên': 'Members',
  'Quản lý thông báo': 'Notifications',
  'Tổng quan chi tiêu': 'Spending overview',
  'Đăng xuất': 'Log out',
  'Liên kết ứng dụng': 'Link apps',
  'Liên kết OA': 'Link OAs',
  'Ứng dụng đã liên kết': 'Linked apps',
  'OA đã liên kết': 'Linked OAs',
  'Tên ứng dụng': 'App name',
  'Tên tài khoản OA': 'OA name',
  'ID ứng dụng': 'App ID',
  'ID tài khoản OA': 'OA ID',
  'Thao tác': 'Action',
  'Tìm theo tên hoặc ID của ứng dụng': 'Search by name or ID of the app',
  'Tìm theo tên hoặc ID của OA': 'Search by name or ID of the OA',
  'Không tìm thấy ứng dụng nào': 'No apps found',
  'Không tìm thấy OA nào': 'No OAs found',
  'Hủy liên kết': 'Unlink',
  'Xác nhận': 'Confirm',
  'Bỏ qua': 'Cancel',
  'Trang trước': 'Previous page',
  'Trang sau': 'Next page',
  'Liên kết OA mới': 'Link a new OA',
  'Liên kết': 'Link',
  'OA chưa xác thực': 'Unverified OA',
  'Hủy liên kết thành công': 'Unlinked successfully',
};

/** The word the screen shows for this one: the same, unless `Manners` replaces it. */
export function said(word: string, { labels, drawing }: Manners): string {
  return labels[word] ?? (drawing.language === 'en' ? english[word] : undefined) ?? word;
}

/** The word with a count in brackets, where the screen shows counts. */
export function counted(word: string, count: number, { drawing }: Manners): string {
  return drawing.counts ? `${word} (${count})` : word;
}

/** The texts of the dialogs. */
export function dialogWords(kind: Kind, manners: Manners) {
  const unlink = said('Hủy liên kết', manners).toLowerCase();
  const buttons = { confirm: said('Xác nhận', manners), cancel: said('Bỏ qua', manners) };
  return manners.drawing.language === 'en'
    ? {
        ...buttons,
        thing: { app: 'the app', oa: 'the OA' }[kind],
        dialogTitle: `Confirm: ${unlink}`,
        dialogAsks: `Do you really want to ${unlink} `,
        dialogFrom: ' from this ZBS account?',
        dialogPlain: `Do you really want to ${unlink}?`,
        again: 'This cannot be undone. Go on?',
        ok: 'OK',
        working: 'Processing…',
        expiredTitle: 'Notice',
        expiredText: 'Your session has expired.',
        logIn: 'Log in again',
        surveyTitle: 'Satisfaction survey',
        surveyText: 'How was your experience today?',
      }
    : {
        ...buttons,
        thing: { app: 'ứng dụng', oa: 'OA' }[kind],
        dialogTitle: `Xác nhận ${unlink}`,
        dialogAsks: `Bạn có chắc chắn muốn ${unlink} `,
        dialogFrom: ' khỏi tài khoản ZBS này không?',
        dialogPlain: `Bạn có chắc chắn muốn ${unlink} không?`,
        again: 'Thao tác này không thể hoàn tác. Bạn vẫn muốn tiếp tục?',
        ok: 'Đã hiểu',
        working: 'Đang xử lý…',
        expiredTitle: 'Thông báo',
        expiredText: 'Phiên làm việc của bạn đã hết hạn.',
        logIn: 'Đăng nhập lại',
        surveyTitle: 'Khảo sát mức độ hài lòng',
        surveyText: 'Bạn đánh giá trải nghiệm của mình hôm nay thế nào?',
      };
}
