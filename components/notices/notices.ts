import { isInView } from "@/components/notices/view.ts";
import { serviceWorker } from "@/components/tools/service_worker.ts";

/** News of a room. */
export interface News {
  slug: string;
  title: string;
  /** Of the newest message. */
  seq: number;
  author: string;
  body: string;
}

/** What a notification remembers. */
interface Kept {
  path: string;
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
      body: `${news.author}: ${news.body}`,
      icon: "/icons/192.png",
      badge: "/icons/badge.png",
      data: { path: `/rooms/${news.slug}`, seq: news.seq, count },
    },
  );
}

/** The room has been read, here or elsewhere, up to `seq`. */
export async function closeNotice(slug: string, seq = Infinity): Promise<void> {
  const registration = await serviceWorker();
  if (!registration) return;
  for (const notice of await noticesOf(registration, slug)) {
    if ((keptIn(notice)?.seq ?? 0) <= seq) notice.close();
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
