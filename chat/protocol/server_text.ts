/** Packets, events and messages are kept and passed on as JSON: this is what is read off the text as it stands, without parsing it. */

/** The type of a packet, in JSON as the server writes it. */
export function typeOf(packet: string): string {
  return packet.match(/^\{"type":"(\w+)"/)?.[1] ?? "message";
}

/** True if an event, in JSON as the server writes it, is a deletion. */
export function isDeletion(event: string): boolean {
  return event.startsWith('{"type":"delete"');
}

/** True if an event, in JSON as the server writes it, is an edit. */
export function isEdit(event: string): boolean {
  return event.startsWith('{"type":"edit"');
}

/** The number of an event or a message, in JSON as the server writes it: nothing that comes from outside stands before it. */
export function seqOf(text: string): number {
  const seq = Number(text.match(/"seq":(\d+)/)?.[1]);
  if (Number.isNaN(seq)) throw new TypeError("Expected a text with a 'seq'");
  return seq;
}

/** A message's event, from the message as history has it, both in JSON. */
export function eventOf(room: string, message: string): string {
  return `{"type":"message","room":"${room}",${message.slice(1)}`;
}

/** True if a message, in JSON as the server writes it, is what was posted: neither edited nor deleted, and without reactions. */
export function isAsPosted(message: string): boolean {
  return !/"(editedAt|deletedAt|reactions)":/.test(message);
}
