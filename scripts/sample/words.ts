/** What the sample is made of: invented companies, authors and phrases. */

export interface SampleCompany {
  symbol: string;
  name: string;
  /** A second spelling, as the real export has for some companies. */
  alias?: string;
}

export const sampleCompanies: readonly SampleCompany[] = [
  { symbol: 'ZRPQ', name: 'Zorpatronics', alias: 'Zorpatronics Inc.' },
  { symbol: 'QUIBL', name: 'Quibblefield Foods' },
  { symbol: 'VNTQ', name: 'Vantolo Power' },
  { symbol: 'MRXOQ', name: 'Mirroxa Optics' },
  { symbol: 'KLVQ', name: 'Kelvarra Cooling' },
  { symbol: 'BRMQ', name: 'Brumequay Shipping', alias: 'Brumequay' },
  { symbol: 'TLLOQ', name: 'Tallowick Homes' },
  { symbol: 'YNQT', name: 'Y*NQT Drinks' },
  { symbol: 'FNWKQ', name: 'Fenwickle Bank' },
  { symbol: 'OSQA', name: 'Osquanta Labs' },
  { symbol: 'PLRQ', name: 'Pelorique Cosmetics' },
  { symbol: 'GRVXQ', name: 'Gravixo Mining' },
  { symbol: 'HLZQ', name: 'Helzon & Daughters' },
  { symbol: 'JNQL', name: 'Junquill Paper', alias: 'Junquill Paper, Ltd.' },
  { symbol: 'WHQF', name: 'Whiffenair' },
  { symbol: 'CRDZQ', name: 'Cordazzo Motors' },
  { symbol: 'LMNQ', name: 'Luminquist', alias: 'Luminquist Group' },
  { symbol: 'NBQL', name: 'Nibblewood Snacks' },
  { symbol: 'SRVQ', name: 'Servoquay Software' },
  { symbol: 'DRMQ', name: 'Dromquist Rail' },
  { symbol: 'TXLQ', name: 'Texelquin Textiles' },
  { symbol: 'AVQX', name: 'Avoquex Pharma' },
  { symbol: 'EBQR', name: 'Emberquire Media' },
  { symbol: 'IKLQ', name: 'Ikelquo Insurance' },
];

/** Consecutive amounts, each one word, so that any tokeniser keeps an amount in one piece. */
export const amounts: readonly string[] = [
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];

export const cities: readonly string[] = (
  'Lisbon Oslo Lima Turin Quito Perth Porto Malmo Leeds Lyon Bergen Tampere Ghent Graz Sofia Riga Cork Basel ' +
  'Kyoto Busan Accra Dakar Tunis Haifa Pune Hanoi Cusco Natal Halifax Fargo'
).split(' ');

export const houses: readonly string[] = (
  'Marlowpike Dunquarry Ashgrovel Pennithorne Larkspurse Oakumber Wrenfold Tidewick Harrowmere Sablestone ' +
  'Finchcote Moorgale Brackenby Hollowell'
).split(' ');

export const authors: readonly string[] = (
  'TapeReaderTess wirewhisper MarketMoth quillandticker DailyLedgerly OpenBellBo thetapestryfeed FloorNotes ' +
  'PennyForThots chartsandtarts SlowMoneySue NightDeskNed CandleCounter BriefingBarn hedgehogfund TickTockTom ' +
  'earningsowl LimitOrderLou wallflowerwire ParquetPress basispointbea CloseBellCleo DeltaDoodles GammaGrams ' +
  'YieldYodel ledgerlark StopLossLiz feedofthefloor CoveredColin SidelineSam QuoteQuilt MarginMaven'
).split(' ');

/** `{n}` company, `{t}` cashtag, `{v}` amount, `{c}` city, `{h}` research house, `{o}` cashtag of another company. */
export const expectationPhrases: readonly string[] = [
  'Analysts at {h} expect {v} cents a share from each {n} unit this quarter {t}',
  '{t} consensus by {h}: each {n} unit should earn {v} cents a share',
  '{h} looks for {v} cents a share at each {n} business {t}',
  'Brokers at {h} forecast {v} cents a share for each {n} division {t}',
  'Estimates for {n} {t} now call for {v} cents a share in each region says {h}',
  'Street view from {h}: {n} regions are expected to make {v} cents a share {t}',
];

export const resultPhrases: readonly string[] = [
  "{n}'s {c} unit earned {v} cents a share {t}",
  '{t} {n} reports {v} cents a share at its {c} business',
  'Just out: the {c} division of {n} posts {v} cents a share {t}',
  '{t} filing shows {n} made {v} cents a share in {c}',
  '{n} {t} says quarterly profit in {c} was {v} cents a share',
  '{c} operations of {n} booked {v} cents a share last quarter {t}',
];

/** Talk that says nothing of what a result should be, some of it with amounts and with the words of an expectation. */
export const chatterPhrases: readonly string[] = [
  '{h} expects {n} to open {v} shops around {c} {t}',
  '{n} to hire {v} engineers in {c} says {h} {t}',
  'A year ago {n} paid {v} managers in {c} a bonus {t}',
  '{t} volume picks up after a quiet morning in {c} says {h}',
  'Insider at {n} bought shares near {c} according to {h} {t}',
  '“We like what we see in {c}” the chief of {n} told {h} {t}',
  '{n} &amp; {h} sign a deal about offices in {c} {t} 🤝',
  'Watching {t} after the {c} conference with {h} 👀',
  '{h} starts coverage of {n} from its {c} office {t}',
  'Why I still hold "{n}" after the trip to {c} with {h} {t}',
  '{n} names a new head of its {c} office formerly of {h} {t}',
  '{t} options are busy ahead of the {c} meeting notes {h} 🚀🚀',
  'Customers in {c} queue for the new product of {n} writes {h} &gt;&gt; {t}',
  'Will {n} move its headquarters to {c}? {h} has a view {t}',
];

/** Long ones, which Twitter cuts off. */
export const longPhrases: readonly string[] = [
  'From {c}: our notebook of the {h} field trip to {n} with everything that was said about plants and people and the long road ahead for the whole of the industry and its many suppliers {t}',
  '{h} in {c} has a thread about {n} and the things which everybody keeps forgetting when they talk of supply and demand and of the weather and of the price of freight in winter {t}',
];

/** `{m}`: the name of the other company. */
export const pairPhrases: readonly string[] = [
  '{t} or {o}? {h} in {c} compares {n} with {m}',
  'Two to watch from {c} today: {t} and {o} says {h}. {n} and {m} are both quiet',
  '{h} moves money out of {n} {t} and into {m} {o} after a visit to {c}',
];
