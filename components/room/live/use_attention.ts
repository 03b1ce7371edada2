import { useEffect, useState } from "preact/hooks";

/** True while the reader looks here: the tab is shown and has the focus. */
export function useAttention(): boolean {
  const [attentive, setAttentive] = useState(false);
  useEffect(() => {
    const events = new AbortController();
    const { signal } = events;
    const look = () => setAttentive(!document.hidden && document.hasFocus());
    look();
    for (const type of ["focus", "blur"]) {
      addEventListener(type, look, { signal });
    }
    document.addEventListener("visibilitychange", look, { signal });
    return () => events.abort();
  }, []);
  return attentive;
}
