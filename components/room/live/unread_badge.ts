import { asset } from "fresh/runtime";

/** Tells by the favicon, and by the app's icon where it is installed, how many messages are unread: for who looks elsewhere. */
export function showUnread(count: number): void {
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  const href = asset(count > 0 ? "/favicon-unread.svg" : "/favicon.svg");
  if (icon && icon.getAttribute("href") !== href) icon.href = href;
  badge(count);
}

/** Without a secure connection there is no such function, and a browser may refuse it. */
async function badge(count: number): Promise<void> {
  try {
    await navigator.setAppBadge?.(count);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
