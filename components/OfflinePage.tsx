import { Brand } from "@/components/Brand.tsx";

/** Stands for a page that there is no network for. */
export function OfflinePage() {
  return (
    <main class="plain-page" id="main">
      <Brand />
      <div class="plain-card error">
        <h1>You are offline</h1>
        <p>
          This page is not on your device. Rooms that you have read lately are,
          and what you write there goes out later.
        </p>
        <p class="error-next">
          {/* Without an address it leads to where one is. */}
          <a class="button button-primary" href="">Try again</a>
          <a class="button" href="/rooms/lobby">Go to the lobby</a>
        </p>
      </div>
    </main>
  );
}
