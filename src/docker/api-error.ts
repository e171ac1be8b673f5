import { type ErrorDetails, OrderError } from '../core/errors.ts';

/** The engine answered and refused; the message is the engine's own unless it was wrapped. */
export class ApiError extends OrderError {
  /** HTTP status of the answer: 404 not there, 409 in conflict with the present state, … */
  readonly statusCode: number;

  constructor(message: string, statusCode: number, details: ErrorDetails = {}) {
    super(message, details);
    this.statusCode = statusCode;
  }
}

/** What `call` answers, or undefined when the engine says that the thing is not there. */
export async function unlessMissing<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiError && error.statusCode === 404) return undefined;
    throw error;
  }
}
