import { useEffect, useState } from "preact/hooks";

/** True once `since` lies `ms` back; never while it is null. Both in milliseconds. */
export function useOverdue(since: number | null, ms: number): boolean {
  const [overdue, setOverdue] = useState(false);
  useEffect(() => {
    setOverdue(false);
    if (since === null) return;
    const timer = setTimeout(() => setOverdue(true), since + ms - Date.now());
    return () => clearTimeout(timer);
  }, [since]);
  return overdue;
}
