/** The doors that are measured, each with the least share of the bare server's throughput that it must reach. */
export const floors = {
  "case.list": 0.33,
  "case.get": 0.33,
  "person.search": 0.33,
  "referral.create": 0.2,
} as const;

export type Door = keyof typeof floors;
