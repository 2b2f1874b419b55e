import { Observable, type MonoTypeOperatorFunction } from 'rxjs';
import type { Message } from '../message/message.js';
import type { PauseKind } from '../operators/pausable.js';
import { shareWhileUsed } from '../operators/share-while-used.js';

/**
 * Shares one subscription of a view's messages. A late subscriber starts with what the view shows.
 *
 * That is what `shownNow` returns, and during a pause what it returned when the pause began. A view that was paused from its beginning
 * shows nothing.
 */
export function replayShown(
  kind$: Observable<PauseKind | undefined>,
  shownNow: () => readonly Message[],
): MonoTypeOperatorFunction<Message> {
  return (source) => {
    /** Set during a pause. */
    let shown: readonly Message[] | undefined;
    let isUsed = false;
    const message$ = new Observable<Message>((subscriber) => {
      subscriber.add(
        kind$.subscribe((kind) => {
          if (kind === undefined) shown = undefined;
          else shown ??= isUsed ? shownNow() : [];
        }),
      );
      isUsed = true;
      subscriber.add(source.subscribe(subscriber));
      return () => {
        isUsed = false;
        shown = undefined;
      };
    }).pipe(shareWhileUsed());
    return new Observable((subscriber) => {
      if (isUsed) for (const message of shown ?? shownNow()) subscriber.next(message);
      subscriber.add(message$.subscribe(subscriber));
    });
  };
}
