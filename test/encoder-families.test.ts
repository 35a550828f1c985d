import { testFamily } from './support/encoder-family.ts';

// Of another kind than BERT, with a head of its own; encoder-families.long.test.ts has the others.
testFamily('roberta');
