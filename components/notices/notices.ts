import { isInView } from "@/components/notices/view.ts";
import { serviceWorker } from "@/components/tools/service_worker.ts";

/** News of a room. */
export interface News {
  slug: string;
  title: string;
  /** Of the newest message. */
  seq: number;
  words: string;
}

/** What a notification remembers. */
interface Kept {
  slug: string;
  seq: number;
  count: number;
}

/**
 * Shows the one notification of the room, silent while somebody looks there. Several tabs may have the same news; the notification is of
 * the whole browser, and knows what it has told already.
 */
export async function showNotice(news: News): Promise<void> {
  const registration = await serviceWorker();
  if (!registration || await isInView(news.slug)) return;
  const [shown] = await noticesOf(registration, news.slug);
  const before = keptIn(shown);
  if (before && before.seq >= news.seq) return;
  const count = (before?.count ?? 0) + 1;
  await registration.showNotification(
    count === 1 ? news.title : `${news.title} (${count})`,
    {
      tag: news.slug,
      body: news.words,
      icon: "/icons/192.png",
      badge: "/icons/badge.png",
      data: { slug: news.slug, seq: news.seq, count },
    },
  );
}

/** Everything in the room has been read, here or elsewhere. */
export async function closeNotice(slug: string): Promise<void> {
  const registration = await serviceWorker();
  if (!registration) return;
  for (const notice of await noticesOf(registration, slug)) {
    notice.close();
  }
}

function noticesOf(
  registration: ServiceWorkerRegistration,
  slug: string,
): Promise<Notification[]> {
  return registration.getNotifications({ tag: slug });
}

function keptIn(notice: Notification | undefined): Kept | undefined {
  return notice?.data;
}
