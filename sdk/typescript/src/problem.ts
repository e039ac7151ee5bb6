import type { Problem } from './generated/api/types.gen.js';

/** The service refused a call. `code` is what a program should look at; `problem` has it all, `errors` for each member included. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(readonly problem: Problem) {
    super(problem.detail ? `${problem.title}: ${problem.detail}` : problem.title);
    this.name = 'ProblemError';
    this.status = problem.status;
    this.code = problem.code;
  }

  /** The error to throw for what came instead of an answer: a problem, or what a proxy or the network said. */
  static from(refusal: unknown, response: Response | undefined): Error {
    if (isProblem(refusal)) return new ProblemError(refusal);
    if (refusal instanceof Error) return refusal;
    return new Error(`The answer ${response?.status ?? ''} is no problem of PagoDigitale.`, { cause: refusal });
  }
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value && 'status' in value && 'traceId' in value;
