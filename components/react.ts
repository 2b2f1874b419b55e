import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { LitElement } from 'lit';
import type {} from './index.js';
import type {
  LiveAlertEvent,
  LiveAnnounceEvent,
  LiveCancelRequestEvent,
  LiveChangeEvent,
  LiveCompleteEvent,
  LiveCursorEvent,
  LiveErrorEvent,
  LiveFreezeEvent,
  LiveEvictEvent,
  LiveFlushEvent,
  LiveGapEvent,
  LiveInsertEvent,
  LiveItemClickEvent,
  LiveLoadMoreEvent,
  LiveJumpRequestEvent,
  LiveNoticeDismissEvent,
  LiveNoticeEvent,
  LiveOverflowEvent,
  LivePauseEvent,
  LivePauseRequestEvent,
  LivePendingEvent,
  LiveRateChangeEvent,
  LiveRejectedEvent,
  LiveReloadRequestEvent,
  LiveResumeEvent,
  LiveResumeRequestEvent,
  LiveRetryRequestEvent,
  LiveStaleEvent,
  LiveStatusEvent,
  LiveSubscribedEvent,
  LiveThresholdEvent,
  LiveWindowEvent,
} from './internal/events.js';

/** The names of the properties that an element adds to `LitElement`. React uses `key` itself and never passes it to an element. */
type OwnNames<Element> = Exclude<keyof Element & string, keyof LitElement | 'key'>;

/** The attribute name of a property: `staleAfter` becomes `stale-after`. */
type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : Name;

/** The event listeners of the elements, as React 19 names them: `onlive-change={(event) => …}`. */
interface LiveEventProps {
  'onlive-alert'?: (event: LiveAlertEvent) => void;
  'onlive-announce'?: (event: LiveAnnounceEvent) => void;
  'onlive-cancel-request'?: (event: LiveCancelRequestEvent) => void;
  'onlive-change'?: (event: LiveChangeEvent) => void;
  'onlive-complete'?: (event: LiveCompleteEvent) => void;
  'onlive-cursor'?: (event: LiveCursorEvent) => void;
  'onlive-error'?: (event: LiveErrorEvent) => void;
  'onlive-evict'?: (event: LiveEvictEvent) => void;
  'onlive-flush'?: (event: LiveFlushEvent) => void;
  'onlive-freeze'?: (event: LiveFreezeEvent) => void;
  'onlive-gap'?: (event: LiveGapEvent) => void;
  'onlive-insert'?: (event: LiveInsertEvent) => void;
  'onlive-item-click'?: (event: LiveItemClickEvent) => void;
  'onlive-jump-request'?: (event: LiveJumpRequestEvent) => void;
  'onlive-load-more'?: (event: LiveLoadMoreEvent) => void;
  'onlive-notice'?: (event: LiveNoticeEvent) => void;
  'onlive-notice-dismiss'?: (event: LiveNoticeDismissEvent) => void;
  'onlive-overflow'?: (event: LiveOverflowEvent) => void;
  'onlive-pause'?: (event: LivePauseEvent) => void;
  'onlive-pause-request'?: (event: LivePauseRequestEvent) => void;
  'onlive-pending'?: (event: LivePendingEvent) => void;
  'onlive-rate-change'?: (event: LiveRateChangeEvent) => void;
  'onlive-rejected'?: (event: LiveRejectedEvent) => void;
  'onlive-reload-request'?: (event: LiveReloadRequestEvent) => void;
  'onlive-resume'?: (event: LiveResumeEvent) => void;
  'onlive-resume-request'?: (event: LiveResumeRequestEvent) => void;
  'onlive-retry-request'?: (event: LiveRetryRequestEvent) => void;
  'onlive-stale'?: (event: LiveStaleEvent) => void;
  'onlive-status'?: (event: LiveStatusEvent) => void;
  'onlive-subscribed'?: (event: LiveSubscribedEvent) => void;
  'onlive-threshold'?: (event: LiveThresholdEvent) => void;
  'onlive-window'?: (event: LiveWindowEvent) => void;
}

/**
 * The JSX props of a `<live-…>` element in React 19: its properties, which React sets as they are (`params={{ metric: 'orders' }}`,
 * `staleAfter={30_000}`), or its attributes if their names have a hyphen (`stale-after="30s"`).
 */
export type LiveProps<Element> = Omit<DetailedHTMLProps<HTMLAttributes<Element>, Element>, OwnNames<Element>> & {
  [Name in OwnNames<Element>]?: Element[Name] | undefined;
} & {
  [Name in OwnNames<Element> as Exclude<Kebab<Name>, Name>]?: string | number | boolean | undefined;
} & LiveEventProps;

/** The tags of all elements, from `HTMLElementTagNameMap`. */
type LiveElements = {
  [Tag in keyof HTMLElementTagNameMap as Tag extends `live-${string}` ? Tag : never]: LiveProps<HTMLElementTagNameMap[Tag]>;
};

/** The attributes of `<live-quote>`, which is no custom element: `<live-ticker>` reads them. */
interface QuoteAttributes extends DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> {
  symbol: string;
  price?: string | number;
  change?: string | number;
  open?: string | number;
  name?: string;
  currency?: string;
  session?: string;
  at?: string | number;
  above?: string | number;
  below?: string | number;
}

/** The attributes of `<live-series>`, which is no custom element: `<live-chart>` reads them. */
interface SeriesAttributes extends DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> {
  field: string;
  label?: string;
  unit?: string;
  color?: string;
  axis?: 'left' | 'right';
  type?: 'line' | 'area' | 'step' | 'bar';
  dash?: string;
}

/** The attributes of `<live-threshold>`, which is no custom element: `<live-chart>` reads them. */
interface ThresholdAttributes extends DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> {
  value: string | number;
  to?: string | number;
  label?: string;
  severity?: 'info' | 'warn' | 'bad';
  series?: string;
}

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- React declares this namespace
  namespace JSX {
    interface IntrinsicElements extends LiveElements {
      'live-quote': QuoteAttributes;
      'live-series': SeriesAttributes;
      'live-threshold': ThresholdAttributes;
    }
  }
}
