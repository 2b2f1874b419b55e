/** What everybody in a stream is told. */
export type PresenceNews =
  { readonly type: 'join'; readonly id: string; readonly info: unknown } | { readonly type: 'leave'; readonly id: string };

interface Member {
  info: unknown;
  /** The sessions that hold it. */
  readonly sessions: Set<object>;
}

/** Who is present in the streams of a server. A member is held by one session or more. */
export class Attendance {
  readonly #streams = new Map<string, Map<string, Member>>();
  readonly #timers = new Set<NodeJS.Timeout>();
  /** How long a member without a session stays, in ms. */
  readonly #ttl: number;
  readonly #tell: (stream: string, news: PresenceNews) => void;

  constructor(ttl: number, tell: (stream: string, news: PresenceNews) => void) {
    this.#ttl = ttl;
    this.#tell = tell;
  }

  /** A second id of the same session is refused without a word; a known id only changes its info. */
  join(stream: string, session: object, id: string, info: unknown): void {
    const members = this.#in(stream);
    if ([...members].some(([other, { sessions }]) => other !== id && sessions.has(session))) return;
    const member = members.get(id);
    if (member) {
      member.info = info;
      member.sessions.add(session);
      return;
    }
    members.set(id, { info, sessions: new Set([session]) });
    this.#tell(stream, { type: 'join', id, info });
  }

  leave(stream: string, session: object): void {
    for (const [id, member] of this.#in(stream)) {
      if (member.sessions.delete(session)) this.#drop(stream, id, member);
    }
  }

  /** The session is gone without a word: its members stay for a while. */
  lose(session: object): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      for (const stream of this.#streams.keys()) this.leave(stream, session);
    }, this.#ttl);
    this.#timers.add(timer);
  }

  recordsOf(stream: string): readonly { readonly id: string; readonly info: unknown }[] {
    return [...this.#in(stream)].map(([id, { info }]) => ({ id, info }));
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #drop(stream: string, id: string, { sessions }: Member): void {
    if (sessions.size > 0) return;
    this.#in(stream).delete(id);
    this.#tell(stream, { type: 'leave', id });
  }

  #in(stream: string): Map<string, Member> {
    const members = this.#streams.get(stream) ?? new Map<string, Member>();
    this.#streams.set(stream, members);
    return members;
  }
}
