import type { Observable } from 'rxjs';
import type { Environment } from '../environment.js';

/** What a ladder needs. */
export interface LadderOptions {
  readonly environment: Environment;
  /** Asks to step down, since the first rung sends heartbeats but delivers nothing. */
  readonly stepDown$: Observable<unknown>;
}
