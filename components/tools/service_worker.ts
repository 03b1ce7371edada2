/** What pages tell the service worker; `static/service_worker.js` handles it. */
export type WorkerMessage = {
  type: "keep";
  /** Of the page to keep for when there is no network. */
  path: string;
  /** Whom it is written for. */
  reader: string;
  /** Addresses of what the page is made of. */
  assets: string[];
  /** Not as it was kept before. */
  anew: boolean;
};

/** Makes a message and sends it once there is a worker to take it. Where there is none, over plain HTTP for one, nothing happens. */
export async function tellWorker(
  message: () => WorkerMessage | Promise<WorkerMessage>,
): Promise<void> {
  const registration = await serviceWorker();
  if (registration) registration.active?.postMessage(await message());
}

let registered: Promise<ServiceWorkerRegistration | undefined> | undefined;

/** The worker's registration; it is registered when first asked for, and after the page has loaded, which has the right of way. */
export function serviceWorker(): Promise<
  ServiceWorkerRegistration | undefined
> {
  return registered ??= register();
}

async function register(): Promise<ServiceWorkerRegistration | undefined> {
  const address = document.querySelector<HTMLMetaElement>(
    "meta[name=service-worker]",
  )?.content;
  // Only secure pages have it, whatever the types say.
  if (address === undefined || !("serviceWorker" in navigator)) {
    return undefined;
  }
  const workers = navigator.serviceWorker;
  await loaded();
  try {
    await workers.register(address);
  } catch (error) {
    // No network at the moment, or a browser that allows none.
    if (error instanceof TypeError || error instanceof DOMException) {
      return undefined;
    }
    throw error;
  }
  return await workers.ready;
}

function loaded(): Promise<unknown> | void {
  if (document.readyState !== "complete") {
    return new Promise((resolve) => addEventListener("load", resolve));
  }
}
