/**
 * Everything that is bounded, in one table. Sizes are in bytes, times in milliseconds, unless the name says otherwise.
 * What a client may notice of these is part of the protocol (`docs/protocol.md`).
 */

/** Longest body of a message, in Unicode code points. */
export const BODY_CODE_POINTS = 8_000;
/** Largest frame that a client may send; a larger one closes the connection with 1009. */
export const CLIENT_FRAME_BYTES = 64 * 1024;
/** Largest body of a JSON request. */
export const JSON_BODY_BYTES = 64 * 1024;
/** Largest body of a form: its encoding takes three bytes for each of UTF-8's, twelve for an emoji. */
export const FORM_BODY_BYTES = 128 * 1024;
/** Longest name of a person, in code points. */
export const NAME_CODE_POINTS = 40;
/** Combining marks on one letter of a name or a title: more would only tower over the lines above and below. */
export const MARKS_PER_LETTER = 8;
/** Longest title of a room, in code points. */
export const ROOM_TITLE_CODE_POINTS = 80;
/** Longest topic of a room, in code points. */
export const ROOM_TOPIC_CODE_POINTS = 200;
/** Most messages in one page of history. */
export const HISTORY_PAGE = 200;
/** Size of a page of history past which no further message is added. */
export const HISTORY_BYTES = 256 * 1024;
/** Rooms whose unread messages are counted for a person, and how far each count goes. */
export const UNREAD_ROOMS = 100;
export const UNREAD_COUNTED = 100;
/** Counts that a worker remembers: of as many people and rooms. */
export const UNREAD_COUNTS = 2_000;
/** Messages of history when nobody says how many. */
export const HISTORY_DEFAULT = 50;
/** Rooms whose newest messages a worker keeps in memory, and the largest page that it keeps. */
export const LATEST_PAGES = 100;
export const LATEST_PAGE_BYTES = 64 * 1024;

/** Commands of one connection that may wait for their answer; one more is refused. */
export const COMMANDS_IN_FLIGHT = 64;
/** Rooms that one connection may follow. */
export const ROOMS_PER_CONNECTION = 100;
/** Bad or refused packets that a connection may send in a minute before it is closed with 1008. */
export const STRIKES_PER_MINUTE = 100;
/** Packets that change nothing (join, typing, ping …): how many a second, and how many at once. */
export const QUIET_PACKETS_PER_SECOND = 50;
export const QUIET_PACKETS_BURST = 200;
/** How many commands may come at once, whatever the rate. */
export const COMMANDS_BURST = 20;
/** An address may send as many commands as so many people. */
export const PEOPLE_PER_ADDRESS = 10;
/** People from one address who get a session to keep: how many a second, and how many at once; a school or an office comes from one. */
export const NEWCOMERS_PER_SECOND = 1;
export const NEWCOMERS_BURST = 50;
/** Rooms that a person may make: how many a second, and how many at once. A room never goes away, and the list of them is everybody's. */
export const ROOMS_PER_SECOND = 1 / 60;
export const ROOMS_BURST = 10;
/** An address may make as many rooms as so many people. */
export const ROOM_MAKERS_PER_ADDRESS = 3;
/** Buckets that are remembered at a time; the ones that are full again go first. */
export const RATE_BUCKETS = 10_000;
/** Rooms of which a worker remembers what it has read, at a time; many more than one commit can touch. */
export const ROOMS_IN_MEMORY = 10_000;
/** Sessions of which a worker remembers whose they are. */
export const SESSIONS_IN_MEMORY = 10_000;
/** Sockets of one worker; further ones are answered 503. */
export const SOCKETS_PER_WORKER = 20_000;

/** Queued bytes past which a socket is passed over until it has drained. */
export const SOCKET_BUFFER_BYTES = 256 * 1024;
/** Queued bytes past which even answers are no longer queued: the socket is closed with 1013. */
export const SOCKET_BUFFER_CEILING_BYTES = 2 * SOCKET_BUFFER_BYTES;
/** How long a socket may stay full before it is closed with 1013. */
export const STUCK_SOCKET_MS = 30_000;
/** How soon the full sockets are looked at again: at first, at least for each of them, and at most. */
export const DRAIN_CHECK_MS = 2;
export const DRAIN_CHECK_MS_PER_SOCKET = 0.05;
export const LAST_DRAIN_CHECK_MS = 64;

/** Events in one page of a catch-up, and their size together. */
export const CATCH_UP_EVENTS = 500;
export const CATCH_UP_BYTES = 128 * 1024;
/** How long after a round to a room's followers began the next one may begin, at most and for each follower. */
export const GATHERING_MS = 30;
export const GATHERING_MS_PER_FOLLOWER = 0.03;
/** What may wait for a room's next round before those who write in it wait, too. */
export const GATHERED_BYTES = 48 * 1024;
/** Followers that a round serves before what is queued for them is sent on: what is queued for a thousand would leave the processor's cache. */
export const FOLLOWERS_AT_ONCE = 64;
/** Recent events that a room keeps in memory, and their size together. */
export const RECENT_EVENTS = 1_000;
export const RECENT_BYTES = 1024 * 1024;
/** What the recent events of all rooms take together, in a worker. */
export const RECENT_BYTES_IN_ALL = 64 * 1024 * 1024;

/** Commands in one commit. */
export const COMMANDS_PER_COMMIT = 192;
/** Checks, mutations and bytes in one commit; Deno KV takes 100, 1,000 and 800 KiB. */
export const CHECKS_PER_COMMIT = 100;
export const MUTATIONS_PER_COMMIT = 900;
export const COMMIT_BYTES = 700 * 1024;
/** Largest value that Deno KV takes, less a little for what surrounds it. */
export const STORED_VALUE_BYTES = 65_000;
/** Size of a segment of the log past which the next text begins another: small beside a page of history, and an edit rewrites no more than this. */
export const SEGMENT_BYTES = 8 * 1024;
/** Edits of one message: their bodies go when the message goes, in one commit. */
export const EDITS_PER_MESSAGE = 200;
/** Different emoji on one message: each makes its row and every page with it longer, and what its author may still write shorter. */
export const EMOJI_PER_MESSAGE = 50;
/** Longest reaction, in UTF-16 code units: families and flags are long. */
export const EMOJI_LENGTH = 64;

/** Keys of commands of which a worker remembers what stands there, some ten records each; many more than one commit can touch. */
export const COMMAND_STEMS_IN_MEMORY = 5_000;
/** How long a command's `id` is remembered. */
export const COMMAND_MEMORY_MS = 24 * 60 * 60 * 1000;
/** How long the server tries to commit a command before it gives up. */
export const COMMIT_PATIENCE_MS = 10_000;
/** How long anything else waits for the store. */
export const READ_PATIENCE_MS = 10_000;
/** People of a room that are named; past that, only their number is told. */
export const PEOPLE_LISTED = 200;
/** Who leaves a room counts as there for so long: a reload is no departure. */
export const LINGER_MS = 5_000;
/** After calm, news of who is there waits for more of the same for so long; then there is so much time between two of them. */
export const PRESENCE_SOON_MS = 100;
export const PRESENCE_EVERY_MS = 1_000;
/** How often a worker says in the store that it lives, and how long that holds: nobody is a ghost for longer. */
export const BEAT_MS = 20_000;
export const BEAT_LIFE_MS = 45_000;
/** How often the beats of the other workers are looked at. */
export const PRESENCE_POLL_MS = 2_000;
/** How long the store keeps who is in a room; it is written anew in half that time. */
export const PRESENCE_RECORD_MS = 60 * 60 * 1000;
/** Rooms of which a beat says that they changed lately; who has missed more reads all of them. */
export const RECENT_ROOMS = 300;
/** Typing that is passed on, of a person and in a room of one worker: how often a second, and how many at once. */
export const TYPING_PER_SECOND = 1;
export const TYPING_BURST = 6;
export const ROOM_TYPING_PER_SECOND = 10;
export const ROOM_TYPING_BURST = 20;
/** How many colours there are for people. */
export const HUES = 12;

/** How often some of those who are connected are looked up, and how many: whoever was renamed by way of another instance keeps the old name until their turn. */
export const LOOKS_POLL_MS = 2_000;
export const LOOKS_PER_POLL = 100;

/** How long a session lives without a visit. */
export const SESSION_MS = 90 * 24 * 60 * 60 * 1000;

/** What the server asks of clients: a `ping` after so long a silence. */
export const HEARTBEAT_MS = 25_000;
/** The server's own ping: seconds, because that is what `Deno.upgradeWebSocket` takes. */
export const IDLE_TIMEOUT_SECONDS = 30;
/** How long the client's part of a handshake may take, the opening one's or the closing one's (RFC 6455, sections 4 and 7). */
export const HANDSHAKE_MS = 30_000;
/** How often the heads in the store are looked at, in case that a hint went missing. */
export const HEAD_POLL_MS = 400;
/** Who has made a commit has told the other workers of it by then. */
export const TOLD_MS = 5;
/** How long `goodbye`, open commits and closing may take; Deno Deploy gives 5 s. */
export const DRAIN_MS = 4_000;
/** Clients are asked to come back within this time, spread out. */
export const GOODBYE_RETRY_MS = 1_000;
/** Pages of messages or events that a worker reads at a time. */
export const PAGES_AT_ONCE = 16;
/** How long a read mark may wait to be kept. */
export const READ_MARK_MS = 1_000;
/** How long it is kept where one reads no further: guests go, and their marks would stay for ever. */
export const READ_MARK_LIFE_MS = 365 * 24 * 60 * 60 * 1000;
/** How often a worker tells the others that it is there, and the silence after which it counts as lost. */
export const ROLL_CALL_MS = 2_000;
export const SILENCE_MS = 10_000;
