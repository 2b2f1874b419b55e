import type { ExtraReport, ExtraRequest, Signal } from '../transport/transport.js';

type Extra = Signal & { readonly type: 'extra' };

/** Who is present in the channels of a fake server. */
export class FakePresence {
  /** By identifier: the members, with their info. */
  readonly #members = new Map<string, Map<string, unknown>>();
  /** By identifier: as whom the client is present. */
  readonly #self = new Map<string, string>();
  readonly #hasBroker: boolean;

  constructor(hasBroker: boolean) {
    this.#hasBroker = hasBroker;
  }

  /** Returns what the server says to everybody; nothing if the id is already present. */
  join(identifier: string, id: string, info: unknown): Extra | undefined {
    const members = this.#in(identifier);
    const isNew = !members.has(id);
    members.set(id, info);
    return isNew ? presenceSaid(identifier, { type: 'join', id, info }) : undefined;
  }

  leave(identifier: string, id: string): Extra | undefined {
    return this.#in(identifier).delete(id) ? presenceSaid(identifier, { type: 'leave', id }) : undefined;
  }

  idsIn(identifier: string): readonly string[] {
    return [...this.#in(identifier).keys()];
  }

  /** Returns what the server answers to the client. */
  answer(identifier: string, request: ExtraRequest): Extra | undefined {
    if (!this.#hasBroker) {
      const message = 'AnyCable knows no presence without a broker.';
      return request.type === 'list' ? said(identifier, { type: 'unsupported', message }) : undefined;
    }
    const self = this.#self.get(identifier);
    switch (request.type) {
      case 'list': {
        const records = [...this.#in(identifier)].map(([id, info]) => ({ id, info }));
        return presenceSaid(identifier, { type: 'info', total: records.length, records });
      }
      case 'join':
        // Like AnyCable, it refuses a second id of the same client without a word.
        if (self !== undefined && self !== request.id) return undefined;
        this.#self.set(identifier, request.id);
        return this.join(identifier, request.id, request.info);
      case 'leave':
        this.#self.delete(identifier);
        return self === undefined ? undefined : this.leave(identifier, self);
      case 'whisper':
      case 'listen':
        return undefined;
      default:
        return request satisfies never;
    }
  }

  /** Forgets everybody. */
  restart(): void {
    this.#members.clear();
    this.#self.clear();
  }

  #in(identifier: string): Map<string, unknown> {
    const members = this.#members.get(identifier) ?? new Map<string, unknown>();
    this.#members.set(identifier, members);
    return members;
  }
}

function presenceSaid(identifier: string, message: object): Extra {
  return said(identifier, { type: 'presence', message });
}

function said(identifier: string, report: ExtraReport): Extra {
  return { type: 'extra', identifier, report };
}
