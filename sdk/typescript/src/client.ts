import { createClient, createConfig, type Client } from './generated/api/client/index.js';
import { issueToken } from './generated/api/sdk.gen.js';
import { ProblemError } from './problem.js';

/** How to reach the API, and as whom. */
export type PagoDigitaleOptions = {
  /** Address of the API, without the version. */
  baseUrl: string;
  clientId: string;
  clientSecret: string;
  /** The scopes to ask for; all those of the client when absent. */
  scopes?: Array<string>;
  /** The language of what is said to people, in problems, outcomes, warnings and next steps: `it`, or English when absent. */
  language?: string;
  /** How many times a call is repeated that found the service too busy; 3 when absent. */
  retryCountMax?: number;
};

const renewalSeconds = 60;
const waitSecondsMax = 30;

/**
 * The client to give to every operation: `createPosition({ client, path, body })`. It asks for tokens and renews them, gives every POST
 * an idempotency key, waits as long as a busy service says, and throws what is refused as a {@link ProblemError}.
 */
export function pagoDigitale(options: PagoDigitaleOptions): Client {
  const fetch = patientFetch(options.retryCountMax ?? 3);
  const client = createClient(createConfig({ ...common(options, fetch), auth: tokens(options, fetch) }));
  client.interceptors.request.use(request => {
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) request.headers.set('Idempotency-Key', crypto.randomUUID());
    return request;
  });
  client.interceptors.error.use((refusal, response) => ProblemError.from(refusal, response));
  return client;
}

/** What calls and requests for tokens have in common: a refusal of either is read in the same language. */
const common = ({ baseUrl, language }: PagoDigitaleOptions, fetch: typeof globalThis.fetch) => ({
  baseUrl,
  throwOnError: true,
  fetch,
  ...(language && { headers: { 'Accept-Language': language } }),
});

/** One token at a time: calls that need one while it is asked for wait for the same. */
function tokens(options: PagoDigitaleOptions, fetch: typeof globalThis.fetch): () => Promise<string> {
  const client = createClient(createConfig(common(options, fetch)));
  client.interceptors.error.use((refusal, response) => ProblemError.from(refusal, response));
  let held: { token: Promise<string>; until: number } | undefined;
  const ask = async () => {
    const { data } = await issueToken({
      client,
      body: {
        grant_type: 'client_credentials',
        client_id: options.clientId,
        client_secret: options.clientSecret,
        ...(options.scopes && { scope: options.scopes.join(' ') }),
      },
    });
    if (held) held.until = Date.now() + (data.expires_in - renewalSeconds) * 1000;
    return data.access_token;
  };
  return async () => {
    if (!held || held.until <= Date.now()) held = { token: ask(), until: Infinity };
    try {
      return await held.token;
    } catch (refusal) {
      held = undefined;
      throw refusal;
    }
  };
}

/** 429 and 503 say that nothing was done: every call may be repeated after them, when Retry-After says. */
function patientFetch(retryCountMax: number): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    for (let retry = 0; ; retry++) {
      const response = await globalThis.fetch(request.clone());
      const wait = Number(response.headers.get('Retry-After') ?? NaN);
      if (![429, 503].includes(response.status) || retry === retryCountMax || !(wait <= waitSecondsMax)) return response;
      await response.body?.cancel();
      await new Promise(resolve => setTimeout(resolve, wait * 1000));
    }
  };
}
