#!/usr/bin/env python3
"""Writes reference cases of published encoders with transformers, a folder a family: a tiny checkpoint of random weights
in the published layout, and what transformers makes of texts with it.

usage: make_encoders.py OUTDIR [--tweets stockerbot-export.csv] [--minilm FOLDER]

With --tweets, also writes SHA-256 of the token ids of its lines 2 to 5001; with --minilm, what all-MiniLM-L6-v2 makes of
texts. Weights and texts of others are only read: what is written of them are digests, and vectors of made-up sentences.
"""
import argparse, hashlib, json, os, pathlib, random
import numpy as np, torch, torch.nn.functional as F, transformers
from safetensors.torch import save_file
from tokenizers import AddedToken, BertWordPieceTokenizer, ByteLevelBPETokenizer
from transformers import AutoModel, AutoTokenizer, BertConfig, BertForSequenceClassification, BertTokenizer, DistilBertConfig, DistilBertForSequenceClassification, DistilBertTokenizer, MPNetConfig, MPNetForSequenceClassification, MPNetTokenizer, RobertaConfig, RobertaForSequenceClassification, RobertaTokenizer

SEED, STEPS, RATE, MAX = 7, 3, 2e-3, 24
# With the usual 1e-8, AdamW turns roundings of the smallest gradients into steps.
EPS = 1e-5
LABELS = ["down", "flat", "up"]

# Everything here is made up.
SUBJECTS = ["shares of $ACME", "the market", "@trader_one", "our #outlook", "Café Münster", "the company's CEO", "analysts", "it", "they", "nobody"]
VERBS = ["jumped", "fell", "don't like", "upgraded", "is down", "beat", "reported", "can't believe", "will buy", "sold"]
OBJECTS = ["5% today", "on earnings", "the news!", "10,000 shares", "again :)", "by $1.25", "in Q3", "https://t.co/abc123", "&amp; more", "everything"]
random.seed(SEED)
CORPUS = [f"{random.choice(SUBJECTS)} {random.choice(VERBS)} {random.choice(OBJECTS)}" for _ in range(2000)]

# Unpaired or invisible characters are written as escapes.
HARD = [
    "", " ", "shares of $ACME jumped 5% today", "Shares Of $ACME Jumped 5% TODAY!!!", "  two spaces before and   between ", "\n\nlines\nand\r\nreturns\t\ttabs\n",
    "@trader_one: RT @nobody can't, won't, don't; they'll they've I'm it'd we're 'tis O'Neil's", "https://t.co/abc123?a=b&c=d#e http://x.y/\u2026 www.acme.com",
    "AT&amp;T &lt;3 &#39;quoted&#39; &quot;", "\U0001f680\U0001f680 to the moon \U0001f44d\U0001f3fd \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea \u2764\ufe0f \u00a9\u00ae\u2122", "caf\u00e9 cafe\u0301 M\u00dcNSTER \u00c5ngstr\u00f6m na\u00efve \u0130stanbul \u0131 Stra\u00dfe \u1e9e",
    "\u682a\u5f0f\u304c\u4e0a\u304c\u308b \u80a1\u7968\u4e0a\u6da8 \uc8fc\uc2dd\uc774 \uc624\ub978\ub2e4 \u0e2b\u0e38\u0e49\u0e19\u0e02\u0e36\u0e49\u0e19", "\u0627\u0644\u0623\u0633\u0647\u0645 \u0936\u0947\u092f\u0930 \u05de\u05e0\u05d9\u05d5\u05ea \u03a3\u0391\u03a3 \u03a3\u03b1\u03c2",
    "\ufb01nance \ufb02at \u210c \U0001d401\U0001d42e\U0001d432 \uff11\uff12\uff13 \uff21\uff22 \u00bd \u2460 \u2167", "a\u00a0b\u2003c\u3000d\u200be\ufefff\u0085g\u2028h\u2029i\u200dj\u00adk", "ctrl\u0000\u0001\u0007\u001f\u007fend \ufffd \ue000",
    "x" * 99 + " " + "y" * 100 + " " + "z" * 101, "supercalifragilisticexpialidocious" * 5, "1,234,567.89 -0.5% +12bps $1.25B 10-K Q3'18 24/7 3:45pm", "...---...!!??\u2026\u2013\u2014\u201cq\u201d\u2018s\u2019 #hash_tag #5 $ $$ $$$ $a.b _under_score_ ~`^|\\<>{}[]",
    "[MASK] [CLS] [SEP] [UNK] [PAD] <s> </s> <unk> <mask> <pad>", "buy<mask>now [MASK]d  <mask>  two", "##grade ##d ing", "nobody sold everything\u2026 again :) \u00af\\_(\u30c4)_/\u00af", "the the the the the the the the the the the the the the the the the the the the the the the the the the the the the the",
    "e\u0301e\u0301 \u1112\u1161\u11ab \u0915\u093f \u0b95\u0bcd", "\U0001f937\U0001f3fb\u200d\u2640\ufe0f\u20e3 #\ufe0f\u20e3 \U000e0067", "\u4e2d\u6587mixed\u82f1\u6587 \uf900 \U00020000 \u3007", "\u2212\u00b1\u00d7\u00f7 \u20ac5 \u00a35 \u00a55 \u20b95 5\u00a2",
]
MADE_UP = [
    "Shares of Acme jumped 5% after the company beat expectations.", "$ACME is going to the moon \U0001f680", "Nobody believes these earnings, do they?", "The dividend was cut again &amp; investors are furious.", "Upgrade to buy from hold, price target $120", "@trader_one sold everything yesterday",
    "Oil falls as inventories rise", "ok", "Lawsuit against the bank was settled for $2 billion", "Quarterly revenue grew 12% year over year, ahead of the consensus of analysts who had expected a decline in the segment",
    "Caf\u00e9 M\u00fcnster opens 30 new stores", "RT @nobody: https://t.co/abc123 so bearish", "CEO steps down!!!", "flat", "They will miss guidance, I think...", "New product launch delayed until spring", "Buybacks are back", "Short sellers lose big", "Rates unchanged", "The merger closes on Monday",
]

def wordpieces(specials, vocab_size, front, back):
    t = BertWordPieceTokenizer(lowercase=True)
    t.train_from_iterator(CORPUS, vocab_size=vocab_size, min_frequency=2, special_tokens=specials, limit_alphabet=200, show_progress=False)
    words = [w for w, _ in sorted(t.get_vocab().items(), key=lambda x: x[1])]
    return front + [w for w in words if w not in front and w not in back] + back

def save_vocab(folder, words): (folder / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")

BERT_SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
SIZES = dict(hidden_size=12, num_hidden_layers=2, num_attention_heads=3, intermediate_size=20, initializer_range=0.4, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
NAMES = dict(id2label=dict(enumerate(LABELS)), label2id={n: i for i, n in enumerate(LABELS)})

def bert(folder):
    words = wordpieces(BERT_SPECIALS, 220, BERT_SPECIALS, []); save_vocab(folder, words)
    return BertTokenizer(vocab=dict(zip(words, range(len(words))))), BertForSequenceClassification(BertConfig(vocab_size=len(words), max_position_embeddings=32, **SIZES, **NAMES))

def distilbert(folder):
    words = wordpieces(BERT_SPECIALS, 220, BERT_SPECIALS, []); save_vocab(folder, words)
    config = DistilBertConfig(vocab_size=len(words), max_position_embeddings=32, dim=12, n_layers=2, n_heads=3, hidden_dim=20, dropout=0.0, attention_dropout=0.0, seq_classif_dropout=0.0, initializer_range=0.4, **NAMES)
    return DistilBertTokenizer(vocab=dict(zip(words, range(len(words))))), DistilBertForSequenceClassification(config)

def mpnet(folder):
    front = ["<s>", "<pad>", "</s>", "<unk>"]
    words = wordpieces(["[UNK]"], 220, front, ["<mask>"]); save_vocab(folder, words)
    return MPNetTokenizer(vocab=dict(zip(words, range(len(words))))), MPNetForSequenceClassification(MPNetConfig(vocab_size=len(words), max_position_embeddings=34, **SIZES, **NAMES))

def roberta(folder):
    t = ByteLevelBPETokenizer()
    t.train_from_iterator(CORPUS, vocab_size=320, min_frequency=2, special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"], show_progress=False)
    t.save_model(str(folder)); vocab = json.load(open(folder / "vocab.json")); merges = [tuple(l.split(" ")) for l in (folder / "merges.txt").read_text(encoding="utf-8").split("\n")[1:] if l]
    config = RobertaConfig(vocab_size=len(vocab), max_position_embeddings=34, type_vocab_size=1, layer_norm_eps=1e-5, **SIZES, **NAMES)
    # As in the published checkpoint, the mask takes the space before it along.
    mask = AddedToken("<mask>", lstrip=True, rstrip=False, normalized=False, special=True)
    return RobertaTokenizer(vocab=vocab, merges=merges, mask_token=mask), RobertaForSequenceClassification(config)

def pooled(hidden, mask):
    """As the Pooling and Normalize modules of sentence-transformers."""
    m = mask[..., None].float(); mean = (hidden * m).sum(1) / m.sum(1).clamp(min=1e-9)
    return {"mean": mean, "cls": hidden[:, 0], "max": hidden.masked_fill(m == 0, -1e9).max(1).values, "mean_normalised": F.normalize(mean)}

def tokenised(tokenizer, texts, **options):
    return [tokenizer(t, **options)["input_ids"] for t in texts]

def digest(lists):
    """SHA-256 of all ids as little-endian int32, text by text, each after its number of ids."""
    h = hashlib.sha256()
    for ids in lists: h.update(np.array([len(ids), *ids], dtype="<i4").tobytes())
    return h.hexdigest()

def batch_of(tokenizer, texts, length):
    b = tokenizer(texts, padding=True, truncation=True, max_length=length, return_tensors="pt")
    return {k: b[k] for k in ("input_ids", "attention_mask")}

def write_case(out, name, make, tweets):
    folder = out / name; folder.mkdir(parents=True, exist_ok=True); torch.manual_seed(SEED)
    tokenizer, model = make(folder); model.train()
    for n, p in model.named_parameters():
        # Scales, shifts and biases of their own, so that one that is left out is seen.
        if p.dim() == 1: torch.nn.init.normal_(p, 1.0 if n.lower().endswith(("layernorm.weight", "layer_norm.weight")) else 0.0, 0.3)
    tokenizer.save_pretrained(folder); model.save_pretrained(folder)
    reread = AutoTokenizer.from_pretrained(folder)
    ids = tokenised(reread, HARD); assert ids == tokenised(tokenizer, HARD), name
    batch = batch_of(reread, [t for t in HARD if t.strip()][:10], MAX); y = torch.tensor([i % len(LABELS) for i in range(10)])
    base = getattr(model, model.base_model_prefix)
    with torch.no_grad():
        hidden = base(**batch).last_hidden_state; head = model.classifier
        first = hidden[:, 0]
        tensors = {"last_hidden_state": hidden * batch["attention_mask"][..., None], **{f"pooled.{k}": v for k, v in pooled(hidden, batch["attention_mask"]).items()}}
        tensors["pooled.pooler"] = base.pooler(hidden) if name == "bert" else torch.relu(model.pre_classifier(first)) if name == "distilbert" else torch.tanh(head.dense(first))
        tensors["logits"] = model(**batch).logits
    opt = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01, eps=EPS); losses = []
    for step in range(STEPS):
        opt.zero_grad(); loss = F.cross_entropy(model(**batch).logits, y); loss.backward(); losses.append(loss.item())
        if step == 0: tensors |= {f"grad.{n}": p.grad.clone() for n, p in model.named_parameters()}
        opt.step()
    tensors |= {f"after.{n}": p.detach().clone() for n, p in model.named_parameters()}
    tensors |= {"input_ids": batch["input_ids"].int(), "attention_mask": batch["attention_mask"].int(), "labels": y.int(), "losses": torch.tensor(losses)}
    save_file({k: v.contiguous() for k, v in tensors.items()}, folder / "case.safetensors")
    about = {"what": f"transformers' sequence classifier in this folder on a batch of texts, dropout off: {STEPS} AdamW steps lr {RATE}, eps {EPS}, weight_decay 0.01 on every parameter. last_hidden_state is 0 where attention_mask is. pooled.*: one vector a text. texts and ids: the whole texts, not cut.", "made_by": f"transformers {transformers.__version__}, torch {torch.__version__}, seed {SEED}", "tolerance": 1e-5, "learningRate": RATE, "eps": EPS, "maxTokens": MAX, "texts": HARD, "ids": ids, "cut": tokenised(reread, HARD, truncation=True, max_length=12)}
    if tweets: about["tweets"] = digest(tokenised(reread, tweets))
    if name == "mpnet": about["buckets"] = base.encoder.relative_position_bucket(torch.arange(-511, 512)).tolist()
    write_json(folder / "case.json", about)
    print(name, tokenizer.vocab_size, sum(f.stat().st_size for f in folder.iterdir()) // 1024, "KB")

def write_json(path, value):
    lines = ",\n".join(f" {json.dumps(k)}: {json.dumps(v)}" for k, v in value.items())
    path.write_text("{\n" + lines + "\n}\n")

def write_minilm(out, minilm, tweets):
    folder = out / "minilm"; folder.mkdir(parents=True, exist_ok=True)
    tokenizer, model = AutoTokenizer.from_pretrained(minilm), AutoModel.from_pretrained(minilm).eval()
    batch = batch_of(tokenizer, MADE_UP, 64)
    with torch.no_grad(): hidden = model(**batch).last_hidden_state
    few = hidden[:3, :12] * batch["attention_mask"][:3, :12, None]
    save_file({"input_ids": batch["input_ids"].int(), "attention_mask": batch["attention_mask"].int(), "hidden": few.contiguous(), "pooled": pooled(hidden, batch["attention_mask"])["mean_normalised"]}, folder / "case.safetensors")
    about = {"what": "all-MiniLM-L6-v2 on made-up sentences: hidden states of the first 12 tokens of the first 3 (0 where attention_mask is), and all vectors as its 1_Pooling and Normalize say", "made_by": f"transformers {transformers.__version__}, torch {torch.__version__}", "weights": hashlib.sha256((pathlib.Path(minilm) / "model.safetensors").read_bytes()).hexdigest(), "sentences": MADE_UP, "texts": HARD, "ids": tokenised(tokenizer, HARD, truncation=False)}
    if tweets: about["tweets"] = digest(tokenised(tokenizer, tweets, truncation=False))
    write_json(folder / "case.json", about)

a = argparse.ArgumentParser(); a.add_argument("out"); a.add_argument("--tweets"); a.add_argument("--minilm"); a = a.parse_args()
tweets = pathlib.Path(a.tweets).read_bytes().decode("utf-8").split("\n")[1:5001] if a.tweets else None
for f in (bert, roberta, distilbert, mpnet): write_case(pathlib.Path(a.out), f.__name__, f, tweets)
if a.minilm: write_minilm(pathlib.Path(a.out), a.minilm, tweets)
for f in pathlib.Path(a.out).rglob("*.safetensors"): f.chmod(0o644)
