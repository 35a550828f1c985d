import { encoderFamilies } from '../src-main/models/bert-config.ts';
import { testFamily } from './support/encoder-family.ts';

for (const family of encoderFamilies) if (family !== 'roberta') testFamily(family);
