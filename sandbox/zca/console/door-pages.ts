import { html } from 'hono/html';
import { document, type Html } from './layout.js';
import type { Manners } from './manners.js';

/** The page for somebody who is not logged in. */
export function loginPage({ loginDialog }: Pick<Manners, 'loginDialog'>): Html {
  const form = html`<form class="door" method="post" action="/login">
  <h1>Đăng nhập</h1>
  <p>Bản mô phỏng: số nào và mật khẩu nào cũng được.</p>
  <label for="phone">Số điện thoại</label><input id="phone" name="phone" autocomplete="off" required>
  <label for="password">Mật khẩu</label><input id="password" name="password" type="password" autocomplete="off" required>
  <button class="main">Đăng nhập</button>
</form>`;
  return document(
    'Đăng nhập',
    loginDialog ? html`<dialog open aria-label="Đăng nhập">${form}</dialog>` : form,
  );
}

/** The page that replaces all others when the console suspects a robot. */
export function captchaPage(): Html {
  return document(
    'Xác minh',
    html`<form class="door">
  <h1>Xác minh bảo mật</h1>
  <div class="captcha" role="img" aria-label="captcha">7Q2M</div>
  <label for="code">Nhập mã captcha để tiếp tục</label><input id="code" name="code" autocomplete="off">
  <button class="main">Tiếp tục</button>
</form>`,
  );
}
