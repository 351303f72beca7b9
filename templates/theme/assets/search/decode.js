// Reading the files of the index, which are deflate streams: JSON, and chunks of variable-length integers
// (generator/search/wire.py, postings.py).

/** Positions are added to a section number times this, so that one number names a place. */
export const SECTION = 2 ** 24;

/** An index file that could not be had: no connection, or not there. */
export class IndexError extends Error {}

/** The bytes at an address. `response` is a promise of the answer, where it was asked for already. */
export async function fetchBytes(url, response = fetch(url)) {
  try {
    const answer = await response;
    if (!answer.ok) throw new Error(answer.status);
    return new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    throw new IndexError(`${url}: ${error.message}`);
  }
}

async function unpacked(data) {
  const stream = new DecompressionStream("deflate-raw");
  const writer = stream.writable.getWriter();
  // What is wrong with the data is told to the reader.
  writer.write(data).catch(() => {});
  writer.close().catch(() => {});
  const reader = stream.readable.getReader();
  const pieces = [];
  let size = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    pieces.push(piece.value);
    size += piece.value.length;
  }
  if (pieces.length === 1) return pieces[0];
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** The JSON value in a file. */
export async function jsonIn(data) {
  return JSON.parse(new TextDecoder().decode(await unpacked(data)));
}

/** The chunks of a file: the bytes of each and the number of its segment. */
export async function chunksIn(data) {
  const reader = new Reader(await unpacked(data), 0);
  const sizes = Array.from({ length: reader.next() }, () => [reader.next(), reader.next()]);
  let at = reader.at;
  return sizes.map(([segment, size]) => ({ segment, data: reader.data.subarray(at, (at += size)) }));
}

/** Reads integers one after another. */
class Reader {
  constructor(data, at) {
    this.data = data;
    this.at = at;
  }

  next() {
    let byte = this.data[this.at++];
    if (byte < 128) return byte;
    let value = byte & 127;
    let scale = 128;
    do {
      byte = this.data[this.at++];
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte & 128);
    return value;
  }

  skip(count) {
    const { data } = this;
    let { at } = this;
    const ends = () => {
      while (data[at++] & 128);
      count--;
    };
    // Four bytes at a time: an integer ends with each that has no high bit.
    while (count > 0 && (data.byteOffset + at) % 4) ends();
    if (count > 3) {
      const from = at;
      const words = new Uint32Array(data.buffer, data.byteOffset + at, (data.length - at) >> 2);
      let word = 0;
      for (; count > 3; word++) count -= 4 - (Math.imul((words[word] & 0x80808080) >>> 7, 0x01010101) >>> 24);
      at = from + 4 * word;
    }
    while (count > 0) ends();
    this.at = at;
  }
}

/**
 * The places of all pairs from `low` to `high` in a chunk, moved by `shift`; `base` is added to sections. Of one pair they
 * ascend.
 */
export function placesIn(data, low, high, base, shift) {
  const reader = new Reader(data, 0);
  const entries = reader.next();
  let first = -1;
  let last = -1;
  for (let i = 0, pair = 0; i < entries; i++) {
    pair += reader.next();
    if (pair < low || pair > high) continue;
    if (first < 0) first = i;
    last = i;
  }
  if (first < 0) return NONE;
  const counts = [];
  let before = 0;
  let total = 0;
  let after = 0;
  for (let i = 0; i < entries; i++) {
    const count = reader.next();
    if (i < first) {
      before += count;
    } else if (i > last) {
      after += count;
    } else {
      counts.push(count);
      total += count;
    }
  }
  reader.skip(before);
  let gapAt = reader.at;
  reader.skip(total + after + before);
  let offsetAt = reader.at;
  // Most of what a search computes is this loop, run once and not yet compiled: so it calls nothing.
  const places = new Float64Array(total);
  let i = 0;
  for (const count of counts) {
    let section = base;
    let position = 0;
    for (let left = count; left > 0; left--) {
      let byte = data[gapAt++];
      let gap = byte & 127;
      for (let scale = 128; byte > 127; scale *= 128) gap += ((byte = data[gapAt++]) & 127) * scale;
      byte = data[offsetAt++];
      let offset = byte & 127;
      for (let scale = 128; byte > 127; scale *= 128) offset += ((byte = data[offsetAt++]) & 127) * scale;
      if (gap > 0 || left === count) {
        section += gap;
        position = offset;
      } else {
        position += offset;
      }
      places[i++] = section * SECTION + position + shift;
    }
  }
  return places;
}

const NONE = new Float64Array(0);

/** The sections of the gram list in a chunk, ascending; `base` is added to each. */
export function gramIn(data, base) {
  const reader = new Reader(data, 0);
  const sections = new Float64Array(reader.next());
  let section = base;
  for (let i = 0; i < sections.length; i++) sections[i] = section += reader.next();
  return sections;
}

/** Lists of numbers one behind the other. */
export function joined(lists) {
  if (lists.length === 1) return lists[0];
  const whole = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    whole.set(list, at);
    at += list.length;
  }
  return whole;
}
