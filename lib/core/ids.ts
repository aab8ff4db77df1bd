let last = { now: -1, place: 0 };

/**
 * A UUIDv7: sortable by time of making, also within a millisecond of one process (RFC 9562, 6.2 method 1). The place
 * within the millisecond begins at random, so that it tells nobody how many were made; 62 bits more are random.
 */
export function newId(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const place = now === last.now ? last.place + 1 : ((bytes[6]! & 0x07) << 8) | bytes[7]!;
  // 2,048 or more in one millisecond: the rest of it is random again.
  last = { now: place < 4096 ? now : -1, place };
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) % 256;
  bytes[6] = 0x70 | ((place >> 8) & 0x0f);
  bytes[7] = place & 0xff;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
