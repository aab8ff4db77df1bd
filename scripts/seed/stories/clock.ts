import type { Random } from "@/lib/testing/random";

const hour = 3_600_000;
const day = 24 * hour;
/** Phnom Penh is UTC+7 all year. */
const ahead = 7 * hour;

/** The calendar of made-up lives: nothing in it happens after `now`. */
export class Clock {
  constructor(readonly now: Date) {}

  /** The instant so many hours after another, or just before now when that is still to come. */
  after(from: Date, hours: number): Date {
    return new Date(Math.min(from.getTime() + hours * hour, this.now.getTime() - 60_000));
  }

  /** The instant so many hours ago. */
  ago(hours: number): Date {
    return new Date(this.now.getTime() - hours * hour);
  }

  hoursSince(moment: Date): number {
    return (this.now.getTime() - moment.getTime()) / hour;
  }

  /** A moment of the working day so many days ago in Phnom Penh. Today's are past already, however early it is. */
  workTime(random: Random, daysAgo: number): Date {
    const midnight = Math.floor((this.now.getTime() + ahead) / day) * day - ahead;
    const today = this.now.getTime() - midnight;
    const offset = daysAgo === 0 ? today * (0.5 + random.next() * 0.45) : (8 + random.next() * 10) * hour;
    return new Date(Math.floor((midnight - daysAgo * day + offset) / 60_000) * 60_000);
  }
}
