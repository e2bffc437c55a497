import type { Mischief, Way } from './mischief.js';
import { type DeliveryManners, goodManners } from './zalo/delivery/post-office.js';
import type { LocalZalo } from './zalo/zalo.js';

/** Has the local Zalo misbehave; calls `zalo` only when somebody uses the switches. */
export function zaloMischief(zalo: () => LocalZalo): Mischief {
  const oaId = () => zalo().oas[0]?.id ?? '';
  const manner = <Name extends 'copies' | 'reverseOf' | 'isWithholding'>(
    name: Name,
    value: DeliveryManners[Name],
  ): Pick<Way, 'isOn' | 'turnOn'> => ({
    isOn: () => zalo().office.manners[name] === value,
    turnOn: () => {
      zalo().office.manners[name] = value;
    },
  });
  return {
    ways: [
      {
        key: 'zalo-repeats',
        words: { en: 'Zalo: sends every event three times', vi: 'Zalo: gửi mỗi sự kiện ba lần' },
        ...manner('copies', 3),
      },
      {
        key: 'zalo-reorders',
        words: {
          en: 'Zalo: sends every two events in the wrong order',
          vi: 'Zalo: gửi từng hai sự kiện sai thứ tự',
        },
        ...manner('reverseOf', 2),
      },
      {
        key: 'zalo-withholds',
        words: {
          en: 'Zalo: keeps every event to itself',
          vi: 'Zalo: giữ mọi sự kiện, không gửi',
        },
        ...manner('isWithholding', true),
      },
      {
        key: 'zalo-token',
        words: {
          en: 'Zalo: the OA’s access token expires now',
          vi: 'Zalo: access token của OA hết hạn ngay',
        },
        isOn: () => !zalo().tokens.hasAccess(oaId()),
        turnOn: () => zalo().tokens.expire(oaId()),
      },
      {
        key: 'zalo-window',
        words: {
          en: 'Zalo: nobody has written to the OA for 7 days',
          vi: 'Zalo: đã 7 ngày không ai nhắn cho OA',
        },
        isOn: () => zalo().windows.areClosed,
        turnOn: () => zalo().windows.closeAll(),
      },
    ],
    allWell: () => {
      const { office, tokens, windows } = zalo();
      tokens.unexpire(oaId());
      office.manners = { ...goodManners };
      office.release();
      if (windows.areClosed) windows.openAll();
    },
  };
}
