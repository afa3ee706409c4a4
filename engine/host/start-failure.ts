import { isPassing } from '../store/store-fault.ts';
import { EXIT_CODE_REFUSED, EXIT_CODE_TRY_AGAIN } from '../supervision/restart-policy.ts';

/** Why an engine could not start, for the host that supervises it. */
export interface StartFailure {
  /** One sentence or two for a person. */
  readonly message: string;
  readonly exitCode: number;
}

/** `port`: where the engine was to be served; 0 where it is not. */
export function startFailure(error: unknown, port: number = 0): StartFailure {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const message = `Port ${String(port)} is in use by another program; choose one with --port N.`;
    return { message, exitCode: EXIT_CODE_REFUSED };
  }
  return {
    message: error instanceof Error ? error.message : String(error),
    exitCode: isPassing(error) ? EXIT_CODE_TRY_AGAIN : EXIT_CODE_REFUSED,
  };
}
