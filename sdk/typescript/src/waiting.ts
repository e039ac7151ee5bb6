import type { Client } from './generated/api/client/index.js';
import { readFlow } from './generated/api/sdk.gen.js';
import type { Flow } from './generated/api/types.gen.js';

/** Of which flow, and for how long at most: an hour when absent. */
export type Waiting = { client: Client; path: { organization: string; flow: string }; secondsMax?: number };

const first = 200;
const longest = 5_000;

/**
 * Reads something again and again, less and less often, until it is as wanted:
 * `until(() => readReconciliationJob({ client, path }), job => job.state === 'completed' || job.state === 'failed')`.
 */
export async function until<T>(read: () => Promise<{ data: T }>, isReached: (value: T) => boolean, secondsMax = 3_600): Promise<T> {
  const end = Date.now() + secondsMax * 1_000;
  for (let wait = first; ; wait = Math.min(wait * 1.5, longest)) {
    const { data } = await read();
    if (isReached(data)) return data;
    if (Date.now() + wait > end) throw new Error(`Not finished within ${secondsMax} seconds.`);
    await new Promise(resolve => setTimeout(resolve, wait));
  }
}

const read = ({ client, path }: Waiting) => () => readFlow({ client, path, throwOnError: true });

/** Waits until the rows have been checked: the flow is ready to be confirmed, or has failed or been cancelled. */
export const flowReady = (waiting: Waiting): Promise<Flow> =>
  until(read(waiting), flow => !['received', 'validating'].includes(flow.state), waiting.secondsMax);

/**
 * Waits until the positions of a confirmed flow are there: it is completed, with or without rejects, or has failed or been cancelled.
 * A flow that is ready waits to be confirmed, so that waiting would never end: that is an error.
 */
export async function flowCompleted(waiting: Waiting): Promise<Flow> {
  const ends = ['ready', 'completed', 'completed-with-rejects', 'failed', 'cancelled'];
  const flow = await until(read(waiting), found => ends.includes(found.state), waiting.secondsMax);
  if (flow.state === 'ready') throw new Error(`The flow ${flow.id} is ready: confirm it first.`);
  return flow;
}
