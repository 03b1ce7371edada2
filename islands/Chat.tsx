import { useLayoutEffect } from "preact/hooks";
import type { Seed } from "@/client/room_state.ts";
import { useNotices } from "@/components/notices/use_notices.ts";
import {
  Conversation,
  type ConversationProps,
} from "@/components/room/live/Conversation.tsx";
import { place, roomOf, seqOf, settle } from "@/components/room/live/place.ts";
import { useUnreadSigns } from "@/components/room/live/use_unread_signs.ts";

interface ChatProps extends ConversationProps {
  seed: Seed;
}

/** The room that the address names: first the one that the page was made for, then whichever one goes to. */
export default function Chat(props: ChatProps) {
  useLayoutEffect(() => {
    const { slug, around } = props;
    return settle({ slug, seq: seqOf(location.hash) ?? around });
  }, []);
  const slug = place.value?.slug ?? props.slug;
  useNotices(slug);
  useUnreadSigns();
  if (slug === props.slug) return <Conversation key={slug} {...props} />;
  const { me, composer, zone, now } = props;
  return (
    <Conversation
      key={slug}
      slug={slug}
      title={roomOf(slug)?.title ?? slug}
      me={me}
      composer={{ id: composer.id }}
      zone={zone}
      now={now}
    />
  );
}
