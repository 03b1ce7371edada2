import { useMemo } from "preact/hooks";
import type { Author, UnreadRoom } from "@/chat/protocol.ts";
import type { PendingPost, Seed } from "@/client/room_state.ts";
import { Banner } from "@/components/room/Banner.tsx";
import {
  COMPOSER,
  Composer,
  type ComposerSeed,
} from "@/components/room/Composer.tsx";
import { entries } from "@/components/room/entries.ts";
import { moveBetweenMessages } from "@/components/room/live/message_keys.ts";
import { openRoom } from "@/components/room/live/place.ts";
import { postActions } from "@/components/room/live/post_actions.ts";
import { useAnnouncer } from "@/components/room/live/use_announcer.ts";
import { useArrivals } from "@/components/room/live/use_arrivals.ts";
import { useComposer } from "@/components/room/live/use_composer.ts";
import { useDates } from "@/components/room/live/use_dates.ts";
import { useKeptFocus } from "@/components/room/live/use_kept_focus.ts";
import {
  isNearBottom,
  useLogScroll,
} from "@/components/room/live/use_log_scroll.ts";
import { useOffline } from "@/components/room/live/use_offline.ts";
import { usePages } from "@/components/room/live/use_pages.ts";
import { useReading } from "@/components/room/live/use_reading.ts";
import { useRoom } from "@/components/room/live/use_room.ts";
import { useTarget } from "@/components/room/live/use_target.ts";
import { useVisibleHeight } from "@/components/room/live/use_visible_height.ts";
import { LogBottom } from "@/components/room/LogBottom.tsx";
import { LogTop } from "@/components/room/LogTop.tsx";
import { LINE, MessageList } from "@/components/room/MessageList.tsx";
import { MessageLog } from "@/components/room/MessageLog.tsx";
import { NewBelow } from "@/components/room/NewBelow.tsx";
import { TypingLine } from "@/components/room/TypingLine.tsx";
import { UnreadBar } from "@/components/room/UnreadBar.tsx";
import { useDialogs } from "@/components/tools/use_dialogs.ts";
import { useKeptPage } from "@/components/tools/use_kept_page.ts";

export interface ConversationProps {
  slug: string;
  title: string;
  me: Author;
  /** What the page shows before it comes to life, and goes on from: for the room that the page was made for. */
  seed?: Seed;
  /** What one has read here, if anything. */
  reading?: UnreadRoom;
  composer: ComposerSeed;
  zone: string;
  now: number;
  /** The message that the page was asked for. */
  around?: number;
}

/** What is said in a room, and where one says something: the same markup as without script, come to life. */
export function Conversation(
  {
    slug,
    title,
    me: self,
    seed = NOTHING,
    reading: read,
    composer,
    zone,
    now,
    around,
  }: ConversationProps,
) {
  const live = useRoom(slug, seed === NOTHING ? undefined : seed, read);
  const me = live?.client.user.value ?? self;
  const messages = live?.room.messages.value ?? seed.messages;
  const pending = live?.room.pending.value ?? NO_POSTS;
  const list = useMemo(() => entries(messages, pending, me), [
    messages,
    pending,
    me,
  ]);
  const more = live?.room.more.value ?? seed.more;
  const newer = live?.room.newer.value ?? seed.newer ?? false;
  const pages = usePages(live?.room);
  const problem = pages.problem("Those");

  const dates = useDates(zone, now);
  const offline = useOffline(live?.client, dates);
  const reading = useReading(live?.room, read?.messages ?? []);
  const scroll = useLogScroll({
    slug,
    entries: list,
    newer,
    line: reading.line,
    nearTop: pages.olderAhead,
    nearBottom: pages.newerAhead,
    looked: (log, atEnd, scrolled) => {
      live?.room.keepEnd(isNearBottom(log));
      reading.looked(log, atEnd, scrolled);
    },
  });
  const target = useTarget({ live, pages, scroll, around });
  useVisibleHeight();
  useDialogs({ slug, title });
  useKeptPage(slug, me, messages);
  const [announcement, announce] = useAnnouncer();
  const writing = useComposer(slug, composer, {
    send: (body) => {
      live?.room.post(body);
      toNewest();
    },
    compose: (on) => live?.room.compose(on),
  });

  useKeptFocus(scroll.focus);

  useArrivals(list, newer, (arrivals) => {
    const others = arrivals.filter(({ author }) => author.id !== me.id);
    announce(others);
    reading.arrived(others.length);
  });

  function toNewest(): void {
    reading.skip();
    scroll.toEnd();
    if (newer) pages.open("newest");
    if (newer || location.search + location.hash !== "") openRoom(slug);
  }
  function toLine(): void {
    const { first = 0 } = reading.line ?? {};
    if (!messages.some(({ seq }) => seq === first)) {
      pages.open({ around: first });
    }
    scroll.show(LINE);
  }
  function openAgain(): void {
    if (target.marked === undefined) pages.open("newest");
    else openRoom(slug, target.marked);
  }
  const actions = postActions(live?.room, writing.takeBack);
  const isBarShown = reading.line && !reading.lineSeen &&
    reading.unread.length > 0;
  const first = messages[0]?.seq;
  const last = messages.at(-1)?.seq;

  return (
    <div class="chat">
      <a class="skip-link" href={`#${COMPOSER}`}>Skip the messages</a>
      <MessageLog
        title={title}
        scroller={scroll.scroller}
        onScroll={scroll.onScroll}
        onKeyDown={(event) => {
          const isHandled = moveBetweenMessages(event.currentTarget, event);
          if (isHandled) event.preventDefault();
          if (isHandled && event.key === "End" && newer) toNewest();
        }}
      >
        {(first !== undefined || !newer) && (
          <LogTop
            title={title}
            before={more ? first : undefined}
            problem={pages.problem("Older")}
            onOlder={live && pages.older}
          />
        )}
        <MessageList
          entries={list}
          me={me}
          dates={dates}
          actions={actions}
          unread={reading.line?.first}
          marked={target.marked}
        />
        {newer && last !== undefined && (
          <LogBottom
            slug={slug}
            after={last}
            problem={pages.problem("Newer")}
            onNewer={live && pages.newer}
            onNewest={live && toNewest}
          />
        )}
      </MessageLog>
      <div class="log-overlay log-notes">
        <Banner
          problem={live?.room.refusal.value ?? offline}
          onRetry={() => live?.client.wake()}
        />
        {problem && (
          <p class="log-note" role="status">
            {problem}
            {first === undefined && (
              <button type="button" class="retry" onClick={openAgain}>
                Try again
              </button>
            )}
          </p>
        )}
        {target.missing !== undefined && (
          <p class="log-note" role="status">
            There is no message {target.missing} here (any more).
          </p>
        )}
        {isBarShown && reading.line && (
          <UnreadBar
            line={reading.line}
            dates={dates}
            last={read?.head ?? last ?? 0}
            onJump={live && toLine}
            onRead={live && reading.markRead}
          />
        )}
      </div>
      {!scroll.low && (
        <NewBelow
          count={reading.unread.length}
          far={scroll.far}
          onClick={toNewest}
        />
      )}
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
/** Of a room whose messages are still to come. */
const NOTHING: Seed = {
  epoch: "",
  head: 0,
  messages: [],
  more: true,
  newer: true,
};
