#!/usr/bin/env python3
"""Writes reference cases of masked language modelling with transformers, a folder a family: a tiny checkpoint of random
weights with its head, and the loss, scores, gradients and weights that transformers makes of a batch.

usage: make_masked.py ENCODERS OUTDIR   (ENCODERS: the folder that make_encoders.py wrote)
"""
import json, pathlib, sys
import torch, transformers
from safetensors.torch import save_file
from transformers import AutoConfig, AutoModelForMaskedLM, AutoTokenizer

SEED, STEPS, RATE, EPS = 11, 3, 2e-3, 1e-5

def write_case(encoders, out, name):
    source, folder = encoders / name, out / name; folder.mkdir(parents=True, exist_ok=True); torch.manual_seed(SEED)
    tokenizer, config = AutoTokenizer.from_pretrained(source), AutoConfig.from_pretrained(source)
    model = AutoModelForMaskedLM.from_config(config); model.train()
    for n, p in model.named_parameters():
        # Scales, shifts and biases of their own, so that one that is left out is seen.
        if p.dim() == 1: torch.nn.init.normal_(p, 1.0 if n.lower().endswith(("layernorm.weight", "layer_norm.weight")) else 0.0, 0.3)
    model.save_pretrained(folder)
    texts = [t for t in json.load(open(source / "case.json"))["texts"] if t.strip()][:8]
    batch = tokenizer(texts, padding=True, truncation=True, max_length=20, return_tensors="pt")
    ids, mask = batch["input_ids"], batch["attention_mask"]
    special = torch.tensor([[i in tokenizer.all_special_ids for i in row] for row in ids.tolist()])
    chosen = (torch.rand(ids.shape) < 0.3) & ~special; labels = torch.where(chosen, ids, -100)
    shown = torch.where(chosen & (torch.rand(ids.shape) < 0.8), tokenizer.mask_token_id, ids)
    read = lambda: model(input_ids=shown, attention_mask=mask, labels=labels)
    with torch.no_grad(): tensors = {"logits": read().logits[chosen]}
    opt = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01, eps=EPS); losses = []
    for step in range(STEPS):
        opt.zero_grad(); loss = read().loss; loss.backward(); losses.append(loss.item())
        if step == 0: tensors |= {f"grad.{n}": p.grad.clone() for n, p in model.named_parameters()}
        opt.step()
    tensors |= {f"after.{n}": p.detach().clone() for n, p in model.named_parameters()}
    tensors |= {"tokens": shown.int(), "mask": mask.float(), "places": chosen.flatten().nonzero()[:, 0].int(), "labels": ids[chosen].int(), "weights": torch.ones(int(chosen.sum())), "losses": torch.tensor(losses)}
    save_file({k: v.contiguous() for k, v in tensors.items()}, folder / "case.safetensors")
    about = {"what": f"transformers' masked language model in this folder on a batch of texts, dropout off: {STEPS} AdamW steps lr {RATE}, eps {EPS}, weight_decay 0.01 on every parameter. logits: at the places that are predicted.", "made_by": f"transformers {transformers.__version__}, torch {torch.__version__}, seed {SEED}", "tolerance": 1e-5, "learningRate": RATE, "eps": EPS}
    (folder / "case.json").write_text("{\n" + ",\n".join(f" {json.dumps(k)}: {json.dumps(v)}" for k, v in about.items()) + "\n}\n")
    print(name, losses, int(chosen.sum()))

for family in ("bert", "roberta", "distilbert", "mpnet"): write_case(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), family)
for f in pathlib.Path(sys.argv[2]).rglob("*"): f.chmod(0o755 if f.is_dir() else 0o644)
