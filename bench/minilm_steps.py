#!/usr/bin/env python3
"""all-MiniLM-L6-v2 in PyTorch and ONNX Runtime: what a user would run instead. One JSON line a run.

    minilm_steps.py --only minilm-encode|minilm-tune [--way eager|compiled|onnxruntime] [--threads 2] [--steps 6]

minilm-encode: texts to vectors, as sentence-transformers does it: sorted by length, in batches of 32, each padded to its
    longest text; mean of the tokens, normalised. A step has eight such batches out of a whole export, evenly spread: so
    many texts are there that those of a batch are equally long.
minilm-tune: zero_grad, forward, cross-entropy of three classes on the pooled vector, backward, AdamW; 32 texts of 64
    tokens.
Weights are random: the time does not depend on them. 'onnxruntime' also needs the packages onnxruntime, onnx and
onnxscript. Shapes and lengths are the contract: a case measured elsewhere under the same name must do the same work.
"""
import argparse, io, json, logging, statistics, time, warnings
import torch, torch.nn as nn, torch.nn.functional as F

V, D, HEADS, LAYERS, INNER, PLACES = 30522, 384, 12, 6, 1536, 512

# Tokens of the 26,232 distinct texts of a StockerBot export: so many have at most 4, 5 to 8, 9 to 12, ... tokens.
HISTOGRAM = [5, 113, 160, 250, 374, 514, 1122, 3369, 4709, 3210, 2398, 1930, 1746, 1930, 1556, 966, 549, 347, 331, 257,
             162, 76, 16, 38, 7, 5, 7, 6, 7, 67, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1]


def tweet_lengths(count):
    """The lengths of `count` texts, shortest first: quantiles of the histogram, evenly spread within its bins."""
    total, lengths, below, bin_ = sum(HISTOGRAM), [], 0, 0
    for i in range(count):
        at = (i + 0.5) / count * total
        while below + HISTOGRAM[bin_] < at:
            below, bin_ = below + HISTOGRAM[bin_], bin_ + 1
        lengths.append(4 * bin_ + 1 + int(4 * (at - below) / HISTOGRAM[bin_]))
    return lengths


class Layer(nn.Module):
    def __init__(s):
        super().__init__()
        s.q, s.k, s.v, s.o = (nn.Linear(D, D) for _ in range(4))
        s.n1, s.n2 = nn.LayerNorm(D, 1e-12), nn.LayerNorm(D, 1e-12)
        s.up, s.down = nn.Linear(D, INNER), nn.Linear(INNER, D)

    def forward(s, x, mask):
        q, k, v = (p(x).unflatten(-1, (HEADS, -1)).transpose(1, 2) for p in (s.q, s.k, s.v))
        a = F.scaled_dot_product_attention(q, k, v, mask).transpose(1, 2).flatten(2)
        x = s.n1(s.o(a) + x)
        return s.n2(s.down(F.gelu(s.up(x))) + x)


class Encoder(nn.Module):
    def __init__(s):
        super().__init__()
        s.words, s.places, s.types = nn.Embedding(V, D, padding_idx=0), nn.Embedding(PLACES, D), nn.Embedding(2, D)
        s.n, s.layers, s.pooler = nn.LayerNorm(D, 1e-12), nn.ModuleList(Layer() for _ in range(LAYERS)), nn.Linear(D, D)

    def hidden(s, ids, mask):
        x = s.words(ids) + s.types.weight[0] + s.places.weight[: ids.shape[1]]
        x, wide = s.n(x), mask[:, None, None, :].bool()
        for layer in s.layers:
            x = layer(x, wide)
        return x

    def forward(s, ids, mask):
        weights = mask[:, :, None].float()
        return F.normalize((s.hidden(ids, mask) * weights).sum(1) / weights.sum(1).clamp(min=1e-9))


class Classifier(nn.Module):
    def __init__(s):
        super().__init__()
        s.encoder, s.head = Encoder(), nn.Linear(D, 3)

    def forward(s, ids, mask):
        return s.head(torch.tanh(s.encoder.pooler(s.encoder.hidden(ids, mask)[:, 0])))


def batches_of_texts(rng, batches=8, size=32):
    for length in tweet_lengths(batches):
        yield torch.randint(1, V, (size, length), generator=rng), torch.ones(size, length, dtype=torch.long)


def session_of(model, threads):
    """The model in ONNX Runtime, with all of its optimisations."""
    import onnxruntime

    example = (torch.ones(2, 16, dtype=torch.long), torch.ones(2, 16, dtype=torch.long))
    auto = torch.export.Dim.DYNAMIC
    exported = torch.onnx.export(
        model, example, dynamo=True, verbose=False, dynamic_shapes=({0: auto, 1: auto}, {0: auto, 1: auto})
    )
    file = io.BytesIO()
    exported.save(file)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    session = onnxruntime.InferenceSession(file.getvalue(), options, providers=["CPUExecutionProvider"])
    names = [given.name for given in session.get_inputs()]
    return lambda ids, mask: session.run(None, dict(zip(names, (ids.numpy(), mask.numpy()))))[0]


def encode(way, threads, device):
    model, rng = Encoder().to(device).eval(), torch.Generator().manual_seed(0)
    batches = [(ids.to(device), mask.to(device)) for ids, mask in batches_of_texts(rng)]
    if way == "onnxruntime":
        run = session_of(model, threads)
        import onnxruntime

        return lambda: [run(*batch) for batch in batches], 256, f"onnxruntime {onnxruntime.__version__} in Python"
    run = torch.compile(model, dynamic=True) if way == "compiled" else model

    def step():
        with torch.inference_mode():
            return [run(*batch).cpu() for batch in batches]

    return step, 256, f"torch {torch.__version__}"


def tune(way, threads, device):
    model = Classifier().to(device).train()
    ids, labels = torch.randint(1, V, (32, 64), device=device), torch.randint(0, 3, (32,), device=device)
    mask = torch.ones(32, 64, dtype=torch.long, device=device)
    optimizer = torch.optim.AdamW(model.parameters(), 1e-5)
    run = torch.compile(model) if way == "compiled" else model

    def step():
        optimizer.zero_grad()
        F.cross_entropy(run(ids, mask), labels).backward()
        optimizer.step()

    return step, 32, f"torch {torch.__version__}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=["minilm-encode", "minilm-tune"], required=True)
    parser.add_argument("--way", choices=["eager", "compiled", "onnxruntime"], default="eager")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=6)
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    torch.set_num_threads(given.threads)
    torch.manual_seed(0)
    make = encode if given.only == "minilm-encode" else tune
    step, batch, peer = make(given.way, given.threads, torch.device(given.device))
    sync = torch.cuda.synchronize if given.device == "cuda" else (lambda: None)
    for _ in range(2):
        step()
    sync()
    times, cpu = [], []
    for _ in range(given.steps):
        start, used = time.perf_counter(), time.process_time()
        step()
        sync()
        times.append((time.perf_counter() - start) * 1e3)
        cpu.append((time.process_time() - used) * 1e3)
    ms = statistics.median(times)
    print(json.dumps({"case": given.only, "peer": peer, "device": given.device, "threads": given.threads,
                      "ms": round(ms, 3), "cpu_ms": round(statistics.median(cpu), 3), "per_s": round(batch / ms * 1e3, 1)}), flush=True)


main()
