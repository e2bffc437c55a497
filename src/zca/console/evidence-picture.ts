import { ZcaUnclear } from '../../flow/zca-error.js';
import type { PageDriver, PictureOf } from './page-driver.js';
import type { Area } from './page-snapshot.js';

/** Margin around the shown area, in pixels. */
const marginPx = 16;

/** Hides all of the page except the marked elements: other rows, people's names and numbers never get in. */
const style = `
  *, *::before, *::after { visibility: hidden !important; background-image: none !important; animation: none !important; transition: none !important }
  ::backdrop { display: none !important }
  html, body { background: #fff !important }
  [data-zca-evidence], [data-zca-evidence] * { visibility: visible !important }
`;

/**
 * Takes a PNG of one asset's row, or of its former place, with the tabs, the search field and any dialog, and nothing
 * else.
 * @throws {ZcaUnclear} when there is nothing to show, when another row may have moved into its place, or when a row is
 * to be shown as gone and the searched id is not visible: such a picture would prove nothing
 */
export async function takePicture(
  hands: PageDriver,
  of: PictureOf,
  timeoutMs: number,
  { ofGone = false }: { readonly ofGone?: boolean } = {},
): Promise<Buffer> {
  const shown = await hands.show(of);
  if (ofGone && shown?.holdsSearch === false)
    throw new ZcaUnclear('the search field did not show what was searched for');
  const clip = shown === null ? null : withinWindow(shown, hands.page.viewportSize());
  if (clip === null) throw new ZcaUnclear('there was nothing to take a picture of');
  const png = await hands.page.screenshot({ clip, style, timeout: timeoutMs, animations: 'disabled' });
  if (!(await hands.showsOnly(of))) throw new ZcaUnclear('the page changed while a picture of it was taken');
  return png;
}

function withinWindow(
  shown: Area,
  size: { readonly width: number; readonly height: number } | null,
): Pick<Area, 'x' | 'y' | 'width' | 'height'> | null {
  const { width, height } = size ?? { width: 0, height: 0 };
  const x = Math.max(0, shown.x - marginPx);
  const y = Math.max(0, shown.y - marginPx);
  const right = Math.min(width, shown.x + shown.width + marginPx);
  const bottom = Math.min(height, shown.y + shown.height + marginPx);
  return right > x && bottom > y ? { x, y, width: right - x, height: bottom - y } : null;
}
