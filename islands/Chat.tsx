import { useMemo } from "preact/hooks";
import type { Author } from "@/chat/protocol.ts";
import type { PendingPost, Seed } from "@/client/room_state.ts";
import { Banner } from "@/components/room/Banner.tsx";
import {
  COMPOSER,
  Composer,
  type ComposerSeed,
} from "@/components/room/Composer.tsx";
import { entries, type Entry } from "@/components/room/entries.ts";
import { useAnnouncer } from "@/components/room/live/use_announcer.ts";
import { useArrivals } from "@/components/room/live/use_arrivals.ts";
import { useBottom } from "@/components/room/live/use_bottom.ts";
import { useComposer } from "@/components/room/live/use_composer.ts";
import { useDates } from "@/components/room/live/use_dates.ts";
import { useOlder } from "@/components/room/live/use_older.ts";
import { useOffline } from "@/components/room/live/use_offline.ts";
import { useRoom } from "@/components/room/live/use_room.ts";
import { useUnreadTitle } from "@/components/room/live/use_unread_title.ts";
import { useVisibleHeight } from "@/components/room/live/use_visible_height.ts";
import { LogTop } from "@/components/room/LogTop.tsx";
import { MessageList } from "@/components/room/MessageList.tsx";
import { MessageLog } from "@/components/room/MessageLog.tsx";
import { NewBelow } from "@/components/room/NewBelow.tsx";
import { TypingLine } from "@/components/room/TypingLine.tsx";
import { useNotices } from "@/components/notices/use_notices.ts";
import { useDialogs } from "@/components/tools/use_dialogs.ts";
import { useKeptPage } from "@/components/tools/use_kept_page.ts";

/** Messages that are held on the page, and how many are left when they are too many. */
const MOST_MESSAGES = 400;
const MESSAGES_LEFT = 200;

interface ChatProps {
  slug: string;
  title: string;
  me: Author;
  /** What the page shows before it comes to life, and goes on from. */
  seed: Seed;
  composer: ComposerSeed;
  zone: string;
  now: number;
}

/** What is said in a room, and where one says something: the same markup as without script, come to life. */
export default function Chat(
  { slug, title, me: self, seed, composer, zone, now }: ChatProps,
) {
  const live = useRoom(slug, seed);
  const me = live?.client.user.value ?? self;
  const messages = live?.room.messages.value ?? seed.messages;
  const pending = live?.room.pending.value ?? NO_POSTS;
  const list = useMemo(() => entries(messages, pending, me), [
    messages,
    pending,
    me,
  ]);
  const more = live?.room.more.value ?? seed.more;
  const older = useOlder(live?.room);

  const dates = useDates(zone, now);
  const offline = useOffline(live?.client, dates);
  const bottom = useBottom(me, older.loadAhead);
  useVisibleHeight();
  useDialogs({ slug, title });
  useKeptPage(slug, me, messages);
  const notify = useNotices(slug, title, me);
  const countUnread = useUnreadTitle();
  const [announcement, announce] = useAnnouncer();
  const writing = useComposer(slug, composer, {
    send: (body) => live?.room.post(body),
    compose: (on) => live?.room.compose(on),
  });

  useArrivals(list, (arrivals) => {
    bottom.arrived(arrivals);
    const others = arrivals.entries.filter(({ author }) => author.id !== me.id);
    announce(others);
    notify(others);
    countUnread(others.length);
    if (bottom.isAtBottom() && messages.length > MOST_MESSAGES) {
      live?.room.trim(MESSAGES_LEFT);
    }
  });

  const actions = {
    retry: (id: string) => live?.room.retry(id),
    discard: (id: string) => live?.room.discard(id),
    edit: (post: PendingPost) => {
      live?.room.discard(post.id);
      writing.takeBack(post.body);
    },
  };

  return (
    <div class="chat">
      <a class="skip-link" href={`#${COMPOSER}`}>Skip the messages</a>
      <MessageLog
        title={title}
        scroller={bottom.scroller}
        onScroll={bottom.onScroll}
      >
        <LogTop
          title={title}
          before={more ? firstSeq(list) : undefined}
          problem={older.problem}
          onOlder={live && older.load}
        />
        <MessageList entries={list} me={me} dates={dates} actions={actions} />
      </MessageLog>
      <Banner
        problem={live?.room.refusal.value ?? offline}
        onRetry={() => live?.client.wake()}
      />
      <NewBelow count={bottom.below} onClick={bottom.follow} />
      <p class="visually-hidden" role="status">{announcement}</p>
      <TypingLine users={live?.room.typing.value ?? []} />
      <Composer
        title={title}
        seed={composer}
        problem={writing.problem}
        left={writing.left}
        form={writing.form}
        textarea={writing.textarea}
        // Until there is something to send with, the form posts by itself.
        on={live && writing.on}
      />
    </div>
  );
}

const NO_POSTS: readonly PendingPost[] = [];

function firstSeq([first]: readonly Entry[]): number | undefined {
  return first?.message?.seq;
}
