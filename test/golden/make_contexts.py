#!/usr/bin/env python3
"""Writes reference cases of texts in their windows over a published encoder, with transformers and torch: what a text
queries is the vectors of the texts of its window, or their tokens.

usage: make_contexts.py ENCODER OUTDIR      (ENCODER: encoders/bert, which make_encoders.py has made)
"""
import pathlib, json, sys
import torch, torch.nn.functional as F, transformers
from safetensors.torch import save_file
from transformers import AutoModel, AutoTokenizer

SEED, HEADS, WIDTH, WINDOW, CLASSES = 11, 2, 8, 3, 3
TEXTS = ["shares of $ACME jumped 5% today", "it fell", "analysts upgraded everything again :)", "the market is down on earnings", "nobody can't believe the news!", "they sold"]
# Rows of TEXTS: each example's text, and its window, most recent first; -1 where there is none.
INPUT = [0, 3, 5, 2]
WINDOWS = [[1, 2, 3], [0, -1, -1], [-1, -1, -1], [4, 5, -1]]
# Gradients of these show that they reach the encoder whole: its lowest weights, and what is its last.
ENCODER = ["embeddings.word_embeddings.weight", "encoder.layer.0.attention.self.query.weight", "encoder.layer.1.output.dense.bias", "pooler.dense.weight"]

def parameters(context):
    read = 12 + WIDTH; places = WINDOW + 1 if context == "self" else WINDOW
    shapes = {"attention.query": (WIDTH, 12), "attention.key": (WIDTH, 12), "attention.value": (WIDTH, 12), "attention.output": (WIDTH, WIDTH), "classifier": (CLASSES, read)}
    made = {f"{n}.{part}": torch.randn(s if part == "weight" else s[:1]) * 0.5 for n, s in shapes.items() for part in ("weight", "bias")}
    return {k: v.requires_grad_() for k, v in {**made, "recency": torch.randn(places, WIDTH) * 0.5}.items()}

def forward(model, batch, w, context, attend):
    out = model(**batch); hidden, pooled = out.last_hidden_state, out.pooler_output
    logits, weights = [], []
    for text, window in zip(INPUT, WINDOWS):
        places = ([text] if context == "self" else []) + window
        keys, values, there = [], [], []
        for place, row in enumerate(places):
            seen = hidden[row] if attend == "tokens" else pooled[[row]]
            keys.append(F.linear(seen, w["attention.key.weight"], w["attention.key.bias"]) + w["recency"][place])
            values.append(F.linear(seen, w["attention.value.weight"], w["attention.value.bias"]) + w["recency"][place])
            there.append(batch["attention_mask"][row].bool() & (row >= 0) if attend == "tokens" else torch.tensor([row >= 0]))
        k, v, m = torch.cat(keys), torch.cat(values), torch.cat(there)
        q = F.linear(pooled[text], w["attention.query.weight"], w["attention.query.bias"])
        split = lambda x: x.view(1, len(x), HEADS, -1).transpose(1, 2)
        if m.any():
            # Weights come from the same function with a unit vector as each key's value.
            head = F.scaled_dot_product_attention(split(q[None]), split(k), split(v), attn_mask=m[None, None, None])[0]
            shown = F.scaled_dot_product_attention(split(q[None]), split(k), torch.eye(len(m)).expand(1, HEADS, -1, -1), attn_mask=m[None, None, None])[0, :, 0]
        else: head, shown = torch.zeros(HEADS, 1, WIDTH // HEADS), torch.zeros(HEADS, len(m))
        read = F.linear(head.transpose(0, 1).reshape(-1), w["attention.output.weight"], w["attention.output.bias"])
        logits.append(F.linear(torch.cat([pooled[text], read]), w["classifier.weight"], w["classifier.bias"]))
        weights.append(shown[:, len(seen) :] if context == "self" else shown)
    return torch.stack(logits), torch.stack(weights)

def write(folder, out, context, attend):
    torch.manual_seed(SEED); tokenizer = AutoTokenizer.from_pretrained(folder); model = AutoModel.from_pretrained(folder).eval()
    b = tokenizer(TEXTS, padding=True, return_tensors="pt"); batch = {k: b[k] for k in ("input_ids", "attention_mask")}
    w = parameters(context); logits, weights = forward(model, batch, w, context, attend)
    y = torch.tensor([0, 1, 2, 1]); loss = F.cross_entropy(logits, y); loss.backward()
    named = dict(model.named_parameters())
    tensors = {"input_ids": batch["input_ids"].int(), "attention_mask": batch["attention_mask"].float(), "input": torch.tensor(INPUT).int(), "window": torch.tensor(WINDOWS).clamp(min=0).int(), "windowMask": (torch.tensor(WINDOWS) >= 0).float(), "labels": y.int(), "logits": logits, "attention": weights, "loss": loss}
    tensors |= {f"w.{k}": v for k, v in w.items()} | {f"grad.{k}": v.grad for k, v in w.items()} | {f"grad.bert.{k}": named[k].grad for k in ENCODER}
    name = f"{context}_{attend}"; save_file({k: v.detach().contiguous() for k, v in tensors.items()}, out / f"{name}.safetensors"); (out / f"{name}.safetensors").chmod(0o644)
    return name

folder, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]); out.mkdir(parents=True, exist_ok=True)
names = [write(folder, out, c, a) for c in ("self", "cross") for a in ("texts", "tokens")]
about = {"what": "One query a text (its pooler_output) over its window: with 'texts' their pooler_outputs, with 'tokens' their last hidden states. A row of 'recency' is added to the keys and values of each place; with 'self' place 0 is the text itself, whose weights are left out of 'attention'. logits: a linear head on the text beside what it read; mean cross entropy. A window without texts reads zeros.", "made_by": f"transformers {transformers.__version__}, torch {torch.__version__}, seed {SEED}", "heads": HEADS, "tolerance": 1e-5, "cases": names}
(out / "cases.json").write_text(json.dumps(about, indent=1) + "\n"); print(*names)
