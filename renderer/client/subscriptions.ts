import type {
  AnyUpdate,
  Channel,
  ChannelName,
  ClientMessage,
  DataMap,
} from '../../engine/contract/messages.ts';
import { callEach } from '../transport/listeners.ts';
import { channelKey, foldPicture } from './channel-picture.ts';

interface Listener {
  readonly onData: (data: DataMap[ChannelName]) => void;
  readonly onReset: () => void;
}

interface Followed {
  readonly sub: number;
  readonly key: string;
  readonly channel: Channel;
  readonly listeners: Set<Listener>;
  /** Everything heard so far, folded; null before the first data of a line. */
  picture: DataMap[ChannelName] | null;
}

/** What is followed, each channel once however many listen, over all lines to come. */
export class Subscriptions {
  readonly #byKey = new Map<string, Followed>();
  readonly #bySub = new Map<number, Followed>();
  readonly #send: (message: ClientMessage) => void;
  #lastSub = 0;

  /** `send` drops messages while there is no line; `lineOpened` makes up for it. */
  constructor(send: (message: ClientMessage) => void) {
    this.#send = send;
  }

  get size(): number {
    return this.#byKey.size;
  }

  add(channel: Channel, onData: Listener['onData'], onReset: () => void): () => void {
    const key = channelKey(channel);
    const followed = this.#byKey.get(key) ?? this.#open(key, channel);
    const listener: Listener = { onData, onReset };
    followed.listeners.add(listener);
    if (followed.picture !== null) onData(followed.picture);
    return () => {
      if (!followed.listeners.delete(listener) || followed.listeners.size > 0) return;
      this.#byKey.delete(key);
      this.#bySub.delete(followed.sub);
      this.#send({ type: 'unsubscribe', sub: followed.sub });
    };
  }

  /** Follows everything again on a new line; listeners forget what they have first. */
  lineOpened(): void {
    for (const followed of this.#byKey.values()) {
      followed.picture = null;
      this.#send({ type: 'subscribe', sub: followed.sub, channel: followed.channel });
      callEach(followed.listeners, (listener) => listener.onReset());
    }
  }

  deliver(update: AnyUpdate): void {
    const followed = this.#bySub.get(update.sub);
    // Data that was on its way when the last listener left.
    if (followed === undefined) return;
    // The picture is of the same channel as the update: both belong to this subscription.
    followed.picture = foldPicture(update.channel, followed.picture as never, update.data as never);
    callEach(followed.listeners, (listener) => listener.onData(update.data));
  }

  #open(key: string, channel: Channel): Followed {
    this.#lastSub += 1;
    const followed: Followed = {
      sub: this.#lastSub,
      key,
      channel,
      listeners: new Set(),
      picture: null,
    };
    this.#byKey.set(key, followed);
    this.#bySub.set(followed.sub, followed);
    this.#send({ type: 'subscribe', sub: followed.sub, channel });
    return followed;
  }
}
