import type { ZcaAsset } from './asset.js';
import { seedZcaId } from './seed-zca-id.js';

/**
 * Official Accounts that break careless software: a 20-digit id, markup, an overlong name, emoji, right-to-left text.
 */
export const seedAwkwardOas: readonly ZcaAsset[] = [
  {
    kind: 'oa',
    id: '17678150332996615408',
    name: 'Hợp tác xã Chè Tân Cương Thái Nguyên',
    verified: true,
    linked_at: '2025-06-02T06:50:00+07:00',
  },
  { kind: 'oa', id: '8069533149885312712', name: '<!channel> *boo* & <http://x|y>', verified: false },
  {
    kind: 'oa',
    id: '8751540765184084989',
    name: 'Công ty Trách nhiệm hữu hạn Một thành viên Thương mại – Dịch vụ – Xuất nhập khẩu Nông sản, Thủy hải sản và Vật tư nông nghiệp Đồng bằng sông Cửu Long, Chi nhánh Cần Thơ, Bộ phận Chăm sóc khách hàng và Bảo hành',
    verified: true,
    linked_at: '2025-03-28T10:10:00+07:00',
    linked_by: 'Nguyễn Thị Hạnh',
    zca_id: seedZcaId,
  },
  {
    kind: 'oa',
    id: '3318563825661819805',
    name: 'Trà sữa Gấu Nâu 🧋🐻 – Ship nhanh 30’',
    verified: true,
    linked_at: '2025-07-19T20:05:00+07:00',
    linked_by: 'Lê Thu Trang',
  },
  {
    kind: 'oa',
    id: '5035454986533184232',
    name: 'مطعم حلال Nhà hàng Halal Hà Nội',
    verified: true,
    zca_id: seedZcaId,
  },
];
