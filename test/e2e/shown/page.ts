import 'cablegram/define';
import { inVirtualTime } from 'cablegram/testing';
import { ROWS } from './rows.js';
import { Stage } from './stage.js';

/** Plays one row on an empty page, and returns what was seen, as JSON. */
export async function see(name: string): Promise<string> {
  const row = ROWS.find((one) => one.name === name);
  let seen: unknown;
  await inVirtualTime(async (time) => {
    const stage = new Stage(time);
    try {
      seen = await row?.see(stage);
    } finally {
      stage.close();
    }
  });
  return JSON.stringify(seen);
}
