const day = (date: Date, days: number) => new Date(date.getTime() + days * 86_400_000);
const isWeekend = (date: Date) => [0, 6].includes(date.getUTCDay());

export const inDays = (days: number): Date => day(new Date(), days);

/** The last working days whose credit, on the working day after, is in a statement that closes yesterday. */
export function paymentDays(count: number): Array<string> {
  const today = new Date(new Date().toISOString().slice(0, 10));
  const found: Array<string> = [];
  for (let date = day(today, -2); found.length < count; date = day(date, -1))
    if (!isWeekend(date) && day(date, date.getUTCDay() === 5 ? 3 : 1) < today) found.unshift(date.toISOString().slice(0, 10));
  return found;
}
