import { encoderFamilies } from '../src-main/models/bert-config.ts';
import { testFamilies } from './support/encoder-families.ts';

testFamilies(encoderFamilies.filter((family) => family !== 'roberta'));
