import type { ZcaAsset } from './asset.js';
import { seedZcaId } from './seed-zca-id.js';

/** The apps linked at the start. All names and ids are made up. */
export const seedApps: readonly ZcaAsset[] = [
  {
    kind: 'app',
    id: '2791234630649070902',
    name: 'Đồng bộ đơn hàng KiotViet',
    linked_at: '2025-03-11T08:40:00+07:00',
    linked_by: 'Nguyễn Thị Hạnh',
    zca_id: seedZcaId,
  },
  {
    kind: 'app',
    id: '2818378689609029863',
    name: 'Thông báo giao hàng Sài Gòn',
    verified: true,
    linked_at: '2025-03-12T09:00:00+07:00',
    zca_id: seedZcaId,
  },
  {
    kind: 'app',
    id: '528697791921654825',
    name: 'CRM Chăm sóc khách hàng',
    linked_by: 'Đặng Ngọc Ánh',
    zca_id: seedZcaId,
  },
  {
    kind: 'app',
    id: '7459480659992404316',
    name: 'CRM Chăm sóc khách hàng (thử nghiệm)',
    verified: false,
    linked_at: '2025-08-01T11:11:00+07:00',
  },
  {
    kind: 'app',
    id: '3465877148625945001',
    name: 'Gửi ZNS nhắc lịch khám',
    verified: true,
    zca_id: seedZcaId,
  },
  { kind: 'app', id: '9052364313608227562', name: 'Cổng thanh toán học phí' },
  {
    kind: 'app',
    id: '713279884596277882',
    name: 'Chatbot Điện máy Hưng Thịnh',
    verified: true,
    linked_at: '2025-02-18T08:05:00+07:00',
    linked_by: 'Phạm Văn Đức',
    zca_id: seedZcaId,
  },
  {
    kind: 'app',
    id: '2798972395564973065',
    name: 'Mini App Tích điểm Bình Minh',
    verified: true,
    linked_at: '2025-09-05T10:30:00+07:00',
    linked_by: 'Trần Quốc Bảo',
    zca_id: seedZcaId,
  },
  { kind: 'app', id: '3095826089637694116', name: 'Webhook nội bộ – đừng xoá', linked_by: 'Võ Hoàng Nam' },
  { kind: 'app', id: '5676885507861205678', name: 'Xác thực OTP', verified: true, zca_id: seedZcaId },
];
