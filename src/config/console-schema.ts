import { z } from 'zod';
import { httpUrl, secrets } from './fields.js';

/** One text, or several with the same meaning. */
const wordings = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(z.string().trim().min(1, 'must not be empty')).min(1, 'must have at least one text'),
);
const either = (...texts: readonly string[]) => wordings.default([...texts]);
const byKind = (app: readonly string[], oa: readonly string[]) =>
  z.strictObject({ app: either(...app), oa: either(...oa) }).prefault({});

/** Vietnamese places the tone mark of this word in two ways. */
const unlink = ['Hủy liên kết', 'Huỷ liên kết'];

/** The texts on the console's screen, as far as they are known; docs/console.md explains how to check them. */
export const consoleLabels = z.strictObject({
  startPath: z
    .string()
    .regex(/^\/(?!\/)/u, 'must be a path, like /{account}/…')
    .default('/{account}/spending/overview'),
  menuGroup: either('Cài đặt'),
  menu: either('Quản lý tài sản'),
  tab: byKind(['Liên kết ứng dụng'], ['Liên kết OA']),
  search: either('Tìm theo tên hoặc ID'),
  linkedTable: byKind(['Ứng dụng đã liên kết'], ['OA đã liên kết']),
  nameColumn: byKind(['Tên ứng dụng'], ['Tên tài khoản OA']),
  idColumn: byKind(['ID ứng dụng'], ['ID tài khoản OA']),
  nothing: byKind(
    ['Không tìm thấy ứng dụng nào'],
    ['Không tìm thấy OA nào', 'Không tìm thấy tài khoản OA nào'],
  ),
  unlink: either(...unlink),
  confirm: either('Xác nhận', 'Đồng ý', ...unlink),
  nextPage: either('Trang sau', 'Trang tiếp', 'Trang tiếp theo', 'Trang kế', 'Next page', 'Next', '›', '>'),
  done: either('thành công'),
  failed: either('không thành công', 'chưa thành công', 'thất bại', 'không thể'),
  tryAgain: either('thử lại', 'có lỗi xảy ra', 'đã xảy ra lỗi', 'lỗi hệ thống'),
  working: either('đang xử lý', 'đang thực hiện', 'đang tải', 'vui lòng chờ', 'vui lòng đợi'),
  logIn: either('Đăng nhập'),
  captcha: either('captcha', 'Tôi không phải là người máy'),
  background: z.array(z.string().trim().min(1, 'must not be empty')).default([]),
});

const settings = z.strictObject({
  address: httpUrl,
  /** Other addresses of the same console: it may redirect to these, and to no other host. */
  otherAddresses: z.array(httpUrl),
  /** Hosts of its log-in page; a redirect there means that the log-in has expired. */
  logInHosts: z.array(z.string().regex(/^[a-z0-9.-]+$/u, 'every entry must be a host name in small letters')),
  /** Part of the address of each of the account's pages. */
  accountCode: z
    .string({ error: 'is missing' })
    .regex(/^[A-Z0-9]{6,40}$/u, 'must be capitals and digits, as in the console’s address'),
  sessionFile: z.string().min(1, 'must be a path'),
  /** The first encrypts; the others only open what was encrypted before. */
  sessionKey: secrets(
    /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/u,
    'must be 32 bytes in base64: openssl rand -base64 32',
  ),
  /** Empty: the usual path of the system. */
  chromiumPath: z.string(),
  /** Chromium's own sandbox isolates pages from the machine; it does not work for root. */
  noSandbox: z.union([z.boolean(), z.literal(['yes', '']).transform((text) => text === 'yes')], {
    error: 'must be yes, or not set',
  }),
  /** Work that waits for a log-in looks for one this often. */
  pauseMs: z.int().min(100, 'must be at least 100').default(30_000),
  labels: consoleLabels,
});

/** The settings of the console driver. */
export const consoleSettings = settings.transform(
  ({ sessionKey: [sessionKey = '', ...olderSessionKeys], ...rest }) => ({
    ...rest,
    sessionKey,
    olderSessionKeys,
  }),
);
export type ConsoleSettings = z.output<typeof consoleSettings>;
