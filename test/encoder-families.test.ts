import { testFamilies } from './support/encoder-families.ts';

// Of another kind than BERT, with a head of its own; encoder-families.long.test.ts has the others.
testFamilies(['roberta']);
