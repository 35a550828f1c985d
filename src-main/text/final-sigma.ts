import { z } from 'zod';

const schema = z.looseObject({ normalizer: z.looseObject({ type: z.string() }).nullish() });

/**
 * A `tokenizer.json` whose small letters are those of its publisher's reader, which takes them character by character. The
 * library makes a Greek sigma at the end of a word another letter, as JavaScript does.
 */
export function withSimpleSigma(json: object): object {
  const { normalizer } = schema.safeParse(json).data ?? {};
  if (!normalizer || !/"lowercase":true|"type":"Lowercase"/.test(JSON.stringify(normalizer))) return json;
  const sigma = { type: 'Replace', pattern: { String: 'Σ' }, content: 'σ' };
  return { ...json, normalizer: { type: 'Sequence', normalizers: [sigma, normalizer] } };
}
