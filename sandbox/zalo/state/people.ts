/** Somebody who uses Zalo. Zalo names one person differently to each OA and to each bot. */
export interface Person {
  /** The name a test calls them by. */
  readonly key: string;
  readonly name: string;
  /** The person's id for the OA: decimal digits. */
  readonly oaUserId: string;
  /** The person's id for the bot: hexadecimal digits. */
  readonly botUserId: string;
}

/** The people of the demo, the same as in the local Slack. */
export const seedPeople: readonly Person[] = [
  {
    key: 'lan',
    name: 'Nguyễn Thị Lan',
    oaUserId: '2468458835296197922',
    botUserId: '6ede9afa66b88fe6d6a9',
  },
  {
    key: 'minh',
    name: 'Trần Quốc Minh',
    oaUserId: '7714239985012345678',
    botUserId: '1b09c2d44e7710fa83c5',
  },
  {
    key: 'hoa',
    name: 'Lê Thanh Hòa',
    oaUserId: '5120987766554433221',
    botUserId: 'a94f51d07be3628c10de',
  },
  {
    key: 'ngoai',
    name: 'Phạm Văn Ngoại',
    oaUserId: '8830157246093318475',
    botUserId: 'c7d20e94b13f586ab09e',
  },
];

/** Finds somebody by any of their names. */
export function findPerson(people: readonly Person[], named: string): Person | null {
  return people.find(({ key, oaUserId, botUserId }) => [key, oaUserId, botUserId].includes(named)) ?? null;
}
