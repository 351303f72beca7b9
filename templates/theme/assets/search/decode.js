// Reading the files of the index: gzip, JSON and variable-length integers (generator/search/wire.py, postings.py).

/** Positions are added to a section number times this, so that one number names a place. */
export const SECTION = 2 ** 24;

/** An index file that could not be had: no connection, or not there. */
export class IndexError extends Error {}

/** The bytes of a gzip file at an address. Some servers unpack it on the way; then the bytes are taken as they are. */
export async function fetchBytes(url, options) {
  let response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    throw new IndexError(`${url}: ${error.message}`);
  }
  if (!response.ok) throw new IndexError(`${url}: ${response.status}`);
  const data = new Uint8Array(await response.arrayBuffer());
  if (data[0] !== 0x1f || data[1] !== 0x8b) return data;
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The JSON value in a gzip file at an address. */
export async function fetchJson(url, options) {
  return JSON.parse(new TextDecoder().decode(await fetchBytes(url, options)));
}

/** All integers of a file. */
export function integers(data) {
  const values = new Float64Array(data.length);
  let count = 0;
  for (let at = 0; at < data.length; ) {
    let value = 0;
    let scale = 1;
    let byte;
    do {
      byte = data[at++];
      value += (byte & 0x7f) * scale;
      scale *= 128;
    } while (byte & 0x80);
    values[count++] = value;
  }
  return values.subarray(0, count);
}

/** A bucket: pairs ascending, where each one's postings begin, and all places (section * SECTION + position). */
export function bucketOf(data) {
  const values = integers(data);
  const entries = values[0];
  const pairs = new Float64Array(entries);
  const begins = new Uint32Array(entries + 1);
  for (let i = 0; i < entries; i++) {
    pairs[i] = values[1 + i] + (i ? pairs[i - 1] : 0);
    begins[i + 1] = begins[i] + values[1 + entries + i];
  }
  const total = begins[entries];
  const gaps = 1 + 2 * entries;
  const places = new Float64Array(total);
  let section = 0;
  let position = 0;
  for (let i = 0, entry = 0; i < total; i++) {
    const gap = values[gaps + i];
    const offset = values[gaps + total + i];
    if (i === begins[entry]) {
      entry++;
      section = gap;
      position = offset;
    } else if (gap) {
      section += gap;
      position = offset;
    } else {
      position += offset;
    }
    places[i] = section * SECTION + position;
  }
  return { pairs, begins, places };
}

/** The gram lists of a file: arrays of sections. */
export function gramLists(data) {
  const values = integers(data);
  const lists = [];
  for (let at = 0; at < values.length; ) {
    const list = new Uint32Array(values[at++]);
    let section = 0;
    for (let i = 0; i < list.length; i++) list[i] = section += values[at++];
    lists.push(list);
  }
  return lists;
}
