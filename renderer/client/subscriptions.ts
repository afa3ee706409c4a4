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
  /** What was heard before `changes`, folded; null before the first data of a line. */
  picture: DataMap[ChannelName] | null;
  /** Heard since; folded when somebody asks or there are too many of them. */
  changes: DataMap[ChannelName][];
}

/** Changes kept unfolded: folding goes over the whole picture, which nobody may ever ask for. */
const CHANGES_MAX = 64;

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
    const picture = pictureOf(followed);
    if (picture !== null) onData(picture);
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
      followed.changes = [];
      this.#send({ type: 'subscribe', sub: followed.sub, channel: followed.channel });
      callEach(followed.listeners, (listener) => listener.onReset());
    }
  }

  deliver(update: AnyUpdate): void {
    const followed = this.#bySub.get(update.sub);
    // Data that was on its way when the last listener left.
    if (followed === undefined) return;
    followed.changes.push(update.data);
    if (followed.changes.length >= CHANGES_MAX) pictureOf(followed);
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
      changes: [],
    };
    this.#byKey.set(key, followed);
    this.#bySub.set(followed.sub, followed);
    this.#send({ type: 'subscribe', sub: followed.sub, channel });
    return followed;
  }
}

/** Folds what has been heard. */
function pictureOf(followed: Followed): DataMap[ChannelName] | null {
  if (followed.changes.length === 0) return followed.picture;
  const { channel, picture, changes } = followed;
  // Picture and changes are of the subscription's own channel.
  followed.picture = foldPicture(channel.channel, picture as never, changes as never);
  followed.changes = [];
  return followed.picture;
}
