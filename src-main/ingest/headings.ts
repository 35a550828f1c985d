/** The headings by which columns are known. */

/** A heading as it is looked up: `Adj. Close`, `adj_close` and `AdjClose` are one. */
export function bareName(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^\p{L}\p{N}/]/gu, '');
}

const words = (names: string): string[] => names.trim().split(/\s+/);

/** Headings of the day where the time of day stands in a column of its own. */
export const DAYS = words('date day postdate tweetdate newsdate publishdate pubdate createddate');
/** Headings of the time of day. */
export const CLOCKS = words('time hour clock timeofday posttime tweettime newstime');
/** Headings of tickers that may as well be those of names; their values decide. */
export const NAMES_OR_TICKERS: ReadonlySet<string> = new Set(words('stock stocks stockname'));

/** Headings of each role by their bare names, the best first. */
export const HEADINGS = {
  text: words(`
    text tweet tweets sentence sentences title headline headlines original content body message news fulltext tweettext
    newstitle newsheadline articletitle comment comments post posttext selftext rawtext tweetcontent tweetbody
    messagebody phrase cleantext cleanedtext x`),
  label: words('label labels sentiment sentilabel emolabel emotion class category target topic y'),
  time: words(`
    timestamp datetime publishedat createdat timestamputc datetimeutc publishedutc createdutc publishedon createdon
    postedat postedon publishedtime createdtime publishtime creationtime providerpublishtime tweetcreatedat
    publisheddatetime createddatetime postdatetime datetimestamp pubdate publishdate publisheddate publicationdate
    publishedtimestamp createdtimestamp datepublished createddate creationdate datecreated postdate posteddate
    dateposted tweetdate newsdate articledate releasedate seendate published created posted timeutc dateutc time date
    day posttime tweettime newstime timepublished tweetcreated ts unixtime unix epoch dt`),
  ticker: words(`
    ticker tickers symbol symbols tickersymbol tickersymbols stocksymbol stocksymbols stockticker stocktickers
    companyticker relatedtickers cashtag cashtags stock stocks stockname`),
  name: words(
    'name companyname companynames company companies security securityname longname shortname issuer issuername',
  ),
  sector: words('sector gicssector'),
  author: words(`
    author user username screenname writer userscreenname userusername userhandle handle authorname authorusername
    tweetauthor accountname postedby creator byline userid authorid`),
  url: words(
    'url link links urls tweeturl newsurl articleurl posturl permalink sourceurl expandedurl tweetlink newslink href',
  ),
  verified: words(
    'verified isverified userverified userisverified authorverified verifieduser verifiedaccount',
  ),
  open: words('open openprice openingprice'),
  high: words('high highprice'),
  low: words('low lowprice'),
  close: words('close close/last closeprice closingprice'),
  adjusted: words('adjclose adjustedclose closeadj adjusted'),
  volume: words('volume vol'),
};
