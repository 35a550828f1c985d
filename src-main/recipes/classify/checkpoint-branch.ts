/** What reads the window beside a text model of a checkpoint. */
import type { ContextualConfig } from '../../configs/contextual.ts';
import type { HostTensor } from '../../engine/types.ts';
import { initPooledContext } from '../../models/pooled-context.ts';
import { branchPrefix, branchRandom, initBranch, ofBranch } from '../../models/residual-context.ts';
import { EncodedTexts } from '../texts/encoded-texts.ts';
import { FrozenTexts } from '../texts/frozen-texts.ts';
import { openBert } from '../texts/open-bert.ts';
import { frozenEncoder } from '../texts/pooled-vectors.ts';
import { TokenStates } from '../texts/token-states.ts';
import { TokenStore } from '../texts/token-store.ts';
import type { Beginning, StartedBranch, StartedClassifier } from './architecture.ts';
import { classifyEncoded, pooledOptions } from './classify-encoded.ts';

/**
 * A branch over what the checkpoint as published makes of texts. Beside a text model that tunes it, the published encoder
 * is part of the branch.
 */
export async function checkpointBranch(
  { store, config, device, learned, context }: Beginning<ContextualConfig>,
  { texts }: Pick<StartedClassifier, 'texts'>,
): Promise<StartedBranch> {
  const tokens = texts instanceof EncodedTexts ? texts.tokens : texts;
  if (!(tokens instanceof TokenStore)) throw new TypeError('the texts of the text model have no tokens');
  const options = pooledOptions(config, learned.classes.length);
  const silent = { ...context, emit: () => {} };
  const opened = await openBert(store, { ...config, frozen: true }, learned.classes.length, silent);
  const bert = opened.checkpoint.config;
  const encoder = frozenEncoder(device, opened, config.maxTokens, config.precision);
  const byTokens = options.attendTo === 'tokens';
  const Texts = byTokens ? TokenStates : FrozenTexts;
  const { pooler, others } = parted(encoder.parameters, byTokens);
  const own = config.tuned ? withPrefix : (tensors: Record<string, HostTensor>) => tensors;
  const head = initPooledContext(branchRandom(config.seed), bert.hidden_size, options);
  const params = { ...initBranch(head), ...own(pooler) };
  return {
    texts: texts instanceof Texts ? texts : new Texts(store, tokens, encoder, context),
    start: { params, frozen: Object.keys(own(pooler)) },
    fixed: config.tuned ? withPrefix(others) : {},
    rates: config.tuned
      ? Object.fromEntries(
          Object.keys(params).map((name) => [name, config.headLearningRate / config.learningRate]),
        )
      : {},
    logits: (parameters, batch, dropout) => {
      // Beside a text model that is frozen it reads with the same encoder.
      const read = { ...(config.tuned ? {} : parameters), ...ofBranch(parameters) };
      return classifyEncoded(read, batch, options, bert, dropout);
    },
  };
}

/** What pools the states of tokens in a batch stands beside the head. */
function parted(parameters: Readonly<Record<string, HostTensor>>, byTokens: boolean) {
  const isPooler = (name: string) => byTokens && name.startsWith('bert.pooler.');
  const entries = Object.entries(parameters);
  return {
    pooler: Object.fromEntries(entries.filter(([name]) => isPooler(name))),
    others: Object.fromEntries(entries.filter(([name]) => !isPooler(name))),
  };
}

function withPrefix(tensors: Readonly<Record<string, HostTensor>>): Record<string, HostTensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [branchPrefix + name, tensor]));
}
